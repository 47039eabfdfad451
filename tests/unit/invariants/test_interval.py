"""Ranges of numbers: what is within, below, and what comes out of arithmetic."""

from __future__ import annotations

import math

import pytest
from cfc.invariants.interval import EVERY_NUMBER, Interval, calculated


def test_a_bound_that_is_out_is_not_had() -> None:
    half_open = Interval(0, 1, above=True)

    assert not half_open.has(0)
    assert half_open.has(1)


def test_bounds_that_are_out_win_where_both_are_alike() -> None:
    both = Interval(0, 1).within(Interval(0, 1, above=True, below=True))
    either = Interval(0, 1).hull(Interval(0, 1, above=True, below=True))

    assert both == Interval(0, 1, above=True, below=True)
    assert either == Interval(0, 1)


def test_ranges_that_touch_are_below_only_if_the_bound_is_out() -> None:
    assert not Interval(0, 1).is_below(Interval(1, 2))
    assert Interval(0, 1, below=True).is_below(Interval(1, 2))
    assert Interval(0, 1).is_at_most(Interval(1, 2))


@pytest.mark.parametrize(
    ("operator", "one", "other", "expected"),
    [
        ("+", Interval(1, 2), Interval(3, 4), Interval(4, 6)),
        ("-", Interval(1, 2), Interval(3, 4), Interval(-3, -1)),
        ("*", Interval(-1, 2), Interval(3, 4), Interval(-4, 8)),
        ("*", Interval(0), Interval(2, 3), Interval(0, math.inf)),
        ("-", Interval(0), Interval(0), EVERY_NUMBER),
        ("/", Interval(1, 2), Interval(1, 2), EVERY_NUMBER),
    ],
)
def test_arithmetic(operator: str, one: Interval, other: Interval, expected: Interval) -> None:
    assert calculated(operator, one, other) == expected
