"""The checker notices when a schema changes beneath an invariant."""

from __future__ import annotations

from bench.invariant_mutants import Tally, judge
from bench.invariants.subjects import subjects
from tests.unit.invariants.test_semantics import needs_node


@needs_node
def test_what_makes_a_difference_is_noticed() -> None:
    tally = Tally()
    for subject in subjects():
        if subject.contract in ("shared/money", "cfc/report"):
            judge(subject, tally, seed=1)

    assert tally.missed == []
    assert tally.touched.keys() == {"renamed", "retyped", "required", "enum"}
    assert tally.touched.total() > 12
