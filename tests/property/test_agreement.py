"""Random schemas: generated Python, generated TypeScript and the oracle say the same of each value."""

from __future__ import annotations

import shutil

import pytest
from cfc.contract.keywords import KEYWORDS
from cfc.instances.equality import text_of

from bench.agreement import Tally, run

PAIRS = 2_500
# Not drawn: what judges nothing, and what is not of 2020-12.
LEFT_OUT = {"dependencies", "invariants"}
JUDGING = {name for name, item in KEYWORDS.items() if item.role in ("assertion", "applicator")}


@pytest.fixture(scope="module")
def tally() -> Tally:
    if shutil.which("node") is None:
        pytest.skip("there is no node")
    return run(PAIRS, seed=20201202)


def test_no_pair_is_judged_differently(tally: Tally) -> None:
    told = [f"{item.said}\n{text_of(item.schema)}\n{text_of(item.value)}" for item in tally.wrong]

    assert told == []
    assert tally.pairs >= PAIRS


def test_every_keyword_that_judges_is_drawn(tally: Tally) -> None:
    assert JUDGING - LEFT_OUT - tally.total.keys() == set()


def test_both_verdicts_are_frequent(tally: Tally) -> None:
    frequent = [name for name in JUDGING if tally.total[name] >= 100]

    shares = {name: tally.valid[name] / tally.total[name] for name in frequent}
    assert {name: share for name, share in shares.items() if not 0.2 <= share <= 0.8} == {}
