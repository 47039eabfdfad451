"""Generated invariants of both languages answer as jsonata-js does, on documents of their contracts."""

from __future__ import annotations

from bench.invariant_agreement import run
from tests.unit.invariants.test_semantics import needs_node


@needs_node
def test_the_languages_and_the_reference_agree() -> None:
    tally = run(None, pairs=600, seed=11)

    assert tally.wrong == []
    assert tally.pairs > 500
    assert {"true", "false", "undefined", "error"} <= tally.answers.keys()
