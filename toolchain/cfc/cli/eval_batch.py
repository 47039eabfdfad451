"""`cfc eval --batch`: a request a line in, an answer a line out, for harnesses of tests.

In: JSON objects `{"id", "expr", "data", "bindings", "depth"}`; without `data` there is no value.
Out: `{"id", "result"}`, `{"id", "undefined": true}`, `{"id", "error": {"code", "position", …}}`,
or `{"id", "skip"}` for what does not compile.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from cfc.cli.exits import CannotRun

if TYPE_CHECKING:
    from cfc.judges.expressions import Outcome, Session


def answer_all(session: Session, lines: Iterable[str], write: Callable[[str], None]) -> None:
    """Answer every line before the next one is read; raises CannotRun for a line that is none."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            answer = json.dumps(_answer(session, _request(line, number)))
            write(answer + "\n")


def _request(line: str, number: int) -> dict[str, object]:
    try:
        request = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CannotRun(f"line {number} of stdin is not JSON: {error}") from error
    if not isinstance(request, dict) or not isinstance(request.get("expr"), str):
        raise CannotRun(f'line {number} of stdin is no object with a text under "expr"')
    return request


def _answer(session: Session, request: dict[str, object]) -> dict[str, object]:
    bindings, depth = request.get("bindings"), request.get("depth")
    outcome = session.evaluate(
        str(request["expr"]),
        request.get("data", session.undefined),
        bindings if isinstance(bindings, dict) else {},
        # A call is about three levels of the reference's evaluator, which harnesses count.
        *((depth // 3,) if isinstance(depth, int) else ()),
    )
    return {"id": request.get("id"), **_fields(outcome)}


def _fields(outcome: Outcome) -> dict[str, object]:
    if outcome.kind == "value":
        return {"result": outcome.value}
    if outcome.kind == "undefined":
        return {"undefined": True}
    if outcome.kind == "declined":
        return {"skip": outcome.message}
    error = {"code": outcome.code, "position": outcome.position, "token": outcome.token}
    return {"error": {**error, "message": outcome.message}}
