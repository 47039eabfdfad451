"""What a number of a contract means: the nearest double, and which integers round to it."""

from __future__ import annotations

import math
import random

import pytest
from cfc.ir.numbers import as_doubles, nearest, rounding_to


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (1, 1),
        (2**53, 2**53),
        (9007199254740993, 9007199254740992),
        (12345678901234567890, 12345678901234567000),
        (10**22 + 1, 1e22),
        (10**400, math.inf),
        (-(10**400), -math.inf),
        (0.1, 0.1),
    ],
)
def test_a_number_means_the_nearest_double(written: float, meant: float) -> None:
    assert nearest(written) == meant
    assert type(nearest(written)) is type(meant)


def test_numbers_inside_are_meant_so_too() -> None:
    assert as_doubles({"a": [9007199254740993, True, "x"]}) == {"a": [9007199254740992, True, "x"]}


def test_small_limits_stay_as_they_are() -> None:
    assert rounding_to(3) == (3, 3)
    assert rounding_to(0.1) == (0.1, 0.1)


def test_bounds_are_the_outermost_integers_that_round_to_the_limit() -> None:
    source = random.Random(7)
    for _ in range(2000):
        limit = float(source.randrange(2**54, 2 ** source.randrange(55, 1000)))
        low, high = rounding_to(limit)
        assert float(low) == float(high) == limit
        assert float(low - 1) < limit < float(high + 1)
