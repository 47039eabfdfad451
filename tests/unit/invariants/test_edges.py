"""The edges of JSONata: every row in both printed languages, and in the reference itself."""

from __future__ import annotations

import json
import os
import subprocess

import pytest
from cfc.judges.expressions import Outcome, open_session

from tests.unit.invariants.test_semantics import ORACLE, REFERENCE, ROOT, needs_node, same

SUITE = json.loads((ROOT / "tests/suites/invariants/edges.json").read_text("utf-8"))
ROWS = [row | {"data": "the"} for row in SUITE["rows"]]


def expected(row: dict[str, object]) -> dict[str, object]:
    return {key: row[key] for key in ("value", "undefined", "error") if key in row}


def answered(outcome: Outcome) -> dict[str, object]:
    if outcome.kind == "value":
        return {"value": outcome.value}
    return {"undefined": True} if outcome.kind == "undefined" else {"error": outcome.code}


@pytest.mark.parametrize("engine", ["python", pytest.param("typescript", marks=needs_node)])
def test_printed_code_answers_as_the_reference(engine: str) -> None:
    differing: dict[str, object] = {}
    with open_session(engine) as session:
        for row in ROWS:
            data = json.loads(json.dumps(SUITE["document"]))
            answer = answered(session.evaluate(str(row["expr"]), data, {}))
            if not same(answer, expected(row)):
                differing[str(row["expr"])] = answer

    assert differing == {}


@needs_node
@pytest.mark.skipif(not REFERENCE.is_dir(), reason="there is no node_modules")
def test_reference_answers_so() -> None:
    asked = json.dumps({"documents": {"the": SUITE["document"]}, "rows": ROWS})
    done = subprocess.run(
        ["node", "-e", ORACLE, str(REFERENCE)],
        input=asked,
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "TZ": "UTC"},
    )
    answers = json.loads(done.stdout)

    differing = {
        row["expr"]: answer
        for row, answer in zip(ROWS, answers, strict=True)
        if not same(answer, expected(row))
    }

    assert differing == {}
