"""What the checker infers of drawn expressions admits whatever jsonata-js answers."""

from __future__ import annotations

from bench.invariant_soundness import run
from tests.unit.invariants.test_semantics import needs_node


@needs_node
def test_no_claim_is_contradicted() -> None:
    tally = run(None, expressions=900, seed=3)

    assert tally.wrong == []
    assert tally.pairs > 10_000
    for claim in ("never", "always", "fails"):
        assert tally.claims[f"claim: {claim}"] > 5
    assert tally.claims["shape: bounds are known"] > 5
