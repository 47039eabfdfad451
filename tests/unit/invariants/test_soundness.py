"""No claim of the checks is contradicted by an instance that the schema accepts."""

from __future__ import annotations

import random
from itertools import product

import pytest
from cfc.contract.model import Place, RawInvariant
from cfc.invariants.inference import check_invariant
from cfc.invariants.load import compile_invariant
from cfc.invariants.program import CompiledInvariant
from cfc.judges.expressions import open_session
from cfc.text.pointer import find

SCHEMA = {
    "type": "object",
    "required": ["items", "total", "status"],
    "properties": {
        "status": {"enum": ["open", "paid"]},
        "total": {"type": "number"},
        "note": {"type": "string"},
        "free": {},
        "flag": {"type": "boolean"},
        "items": {
            "type": "array",
            "items": {"type": "object", "properties": {"qty": {"type": "integer"}}},
        },
    },
}
SIDES = [
    *("status", "total", "note", "free", "flag", "items", "items.qty", "items[0].qty"),
    *("items[qty > 1]", "'open'", "'x'", "1", "true", "null", "$count(items)", "note & 'x'"),
    *("$map(items, function($i){ $i.qty })", "items.[qty]", "note ?? total", "$x", "-total"),
    *("items@$i.$i.qty", "items@$i.total", "items#$n[$n > 0].qty", "items.qty.(%.qty)"),
    *("items@$i[total = 1].note", "items.(%.status)", "$formatNumber(total, '0')"),
]
EXPRESSIONS = [*SIDES, *(f"{left} = {right}" for left, right in product(SIDES, SIDES))]


class Reader:
    def value(self, place: Place) -> object:
        return find(SCHEMA, place.pointer)

    def target(self, place: Place) -> Place | None:
        return None


def instances() -> list[dict[str, object]]:
    """Return values that the schema accepts, the same every time."""
    chance = random.Random(5)
    found: list[dict[str, object]] = []
    for _ in range(15):
        lines = [{"qty": chance.randint(0, 3)} if chance.random() < 0.8 else {} for _ in "abc"]
        value: dict[str, object] = {
            "status": chance.choice(["open", "paid"]),
            "total": chance.choice([0, 1, 2.5, 3]),
            "items": lines[: chance.randint(0, 3)],
        }
        for name, values in (
            ("note", ["x", "open"]),
            ("free", [1, "x", True, None, {"qty": 1}, []]),
            ("flag", [True, False]),
        ):
            if chance.random() < 0.7:
                value[name] = chance.choice(values)
        found.append(value)
    return found


def claims_of(expression: str) -> set[str]:
    raw = RawInvariant("rule", expression, Place("file:/a.json", ("invariants", "0")))
    compiled = compile_invariant(raw, set())
    assert isinstance(compiled, CompiledInvariant)
    problems = check_invariant(compiled, Place("file:/a.json"), Reader())
    return {problem.rule for problem in problems if problem.certain}


@pytest.mark.parametrize(
    ("rule", "contradicted"),
    [
        ("invariant-never-equal", lambda value: value is True),
        ("invariant-not-boolean-result", lambda value: isinstance(value, bool)),
    ],
)
def test_no_certain_claim_is_contradicted(rule: str, contradicted: object) -> None:
    assert callable(contradicted)
    claimed = [expression for expression in EXPRESSIONS if rule in claims_of(expression)]
    with open_session("python") as session:
        wrong = [
            (expression, value)
            for expression in claimed
            for value in instances()
            if contradicted(session.evaluate(expression, value, {}).value)
        ]

    assert len(claimed) > 10
    assert wrong == []
