"""Ranges of numbers: what a number can be, by its bounds.

In: bounds, each of them in or out. Out: what sums, products and the like of such numbers can be.
Rounding keeps order, so that a bound that is calculated from bounds as doubles is one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """All numbers from `low` to `high`; `above`, `below`: the bound itself is out."""

    low: float = -math.inf
    high: float = math.inf
    above: bool = False
    below: bool = False

    @property
    def is_everything(self) -> bool:
        return self.low == -math.inf and self.high == math.inf

    @property
    def is_empty(self) -> bool:
        return self.low > self.high or (self.low == self.high and (self.above or self.below))

    @property
    def point(self) -> float | None:
        """The only number there is, where there is but one."""
        return self.low if self.low == self.high and not self.is_empty else None

    def has(self, number: float) -> bool:
        above = number > self.low or (number == self.low and not self.above)
        return above and (number < self.high or (number == self.high and not self.below))

    def within(self, other: Interval) -> Interval:
        """Return the numbers that both have."""
        low, above = max((self.low, self.above), (other.low, other.above))
        high, inside = min((self.high, not self.below), (other.high, not other.below))
        return Interval(low, high, above, not inside)

    def hull(self, other: Interval) -> Interval:
        """Return a range that has the numbers of both."""
        low, above = min((self.low, self.above), (other.low, other.above))
        high, inside = max((self.high, not self.below), (other.high, not other.below))
        return Interval(low, high, above, not inside)

    def is_below(self, other: Interval) -> bool:
        """Tell whether each number here is less than each number there."""
        if self.high == other.low:
            return self.below or other.above
        return self.high < other.low

    def is_at_most(self, other: Interval) -> bool:
        """Tell whether no number here is greater than any number there."""
        return self.high <= other.low


EVERY_NUMBER = Interval()
NATURAL = Interval(0, math.inf)


def exactly(number: float) -> Interval:
    return Interval(number, number)


def negated(one: Interval) -> Interval:
    return Interval(-one.high, -one.low, one.below, one.above)


def calculated(operator: str, one: Interval, other: Interval) -> Interval:
    """Return the range of a sum, a difference or a product."""
    if one.is_empty or other.is_empty or one.is_everything or other.is_everything:
        return EVERY_NUMBER
    if operator == "-":
        other = negated(other)
    if operator in ("+", "-"):
        return _finite(one.low + other.low, one.high + other.high)
    if operator == "*":
        corners = [_product(a, b) for a in (one.low, one.high) for b in (other.low, other.high)]
        return _finite(min(corners), max(corners))
    return EVERY_NUMBER


def _product(one: float, other: float) -> float:
    return 0.0 if one == 0 or other == 0 else one * other


def _finite(low: float, high: float) -> Interval:
    return Interval(-math.inf if math.isnan(low) else low, math.inf if math.isnan(high) else high)
