"""Answer the JSONata suite line by line: a JSON request on stdin, a JSON answer on stdout.

    python bench/jsonata_suite.py [python|typescript]

Both engines are the printed code. An expression that is declined is answered with `skip`.
"""

from __future__ import annotations

import json
import sys
from typing import TextIO

from cfc.judges.expressions import DEEPEST, Outcome, Session, open_session


def answer(session: Session, request: dict[str, object]) -> dict[str, object]:
    """Return the answer to one request."""
    bindings = request.get("bindings")
    outcome = session.evaluate(
        str(request["expr"]),
        request.get("data", session.undefined),
        bindings if isinstance(bindings, dict) else {},
        _deepest(request.get("depth")),
    )
    return {"id": request["id"], **_as_json(outcome)}


def _deepest(depth: object) -> int:
    """Return how deep calls may go: the suite counts about three levels for each."""
    return depth // 3 if isinstance(depth, int) else DEEPEST


def _as_json(outcome: Outcome) -> dict[str, object]:
    if outcome.kind == "value":
        return {"result": outcome.value}
    if outcome.kind == "undefined":
        return {"undefined": True}
    if outcome.kind == "declined":
        return {"skip": outcome.message}
    return {"error": {"code": outcome.code, "token": outcome.token, "position": outcome.position}}


def main(engine: str, requests: TextIO) -> None:
    with open_session(engine) as session:
        for line in requests:
            print(json.dumps(answer(session, json.loads(line))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "python", sys.stdin)
