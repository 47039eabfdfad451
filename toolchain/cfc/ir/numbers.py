"""Numbers of a contract as the doubles they mean: what a text says beyond 2^53 is rounded.

In: a JSON value. Out: the same value, as every language holds it.
"""

from __future__ import annotations

import math
from decimal import Decimal

_EXACT = 2**53


def nearest(number: int | float) -> int | float:
    """Return the nearest double, written as its shortest text; what lies beyond all is infinity."""
    if not isinstance(number, int) or abs(number) <= _EXACT:
        return number
    double = _rounded(number)
    if math.isinf(double):
        return double
    # From here on JavaScript writes an exponent.
    return double if abs(double) >= 1e21 else int(Decimal(repr(double)))


def as_doubles(value: object) -> object:
    """Return a JSON value with each of its numbers as the nearest double."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return nearest(value)
    if isinstance(value, list):
        return [as_doubles(item) for item in value]
    if isinstance(value, dict):
        return {name: as_doubles(item) for name, item in value.items()}
    return value


def rounding_to(limit: int | float) -> tuple[int | float, int | float]:
    """Return the smallest and the largest number whose nearest double is the limit.

    A language with exact integers compares with these, and says what doubles say.
    """
    if not math.isfinite(limit) or abs(limit) < _EXACT:
        return limit, limit
    double = float(limit)
    low, high = _half_way(double, -math.inf), _half_way(double, math.inf)
    # Half-way goes to the even one: step inside when that is not this double.
    if _rounded(low) != double:
        low += 1
    if _rounded(high) != double:
        high -= 1
    return low, high


def _rounded(number: int) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def _half_way(double: float, towards: float) -> int:
    other = math.nextafter(double, towards)
    if math.isinf(other):
        other_exact = int(double) + int(double) - int(math.nextafter(double, -towards))
        return (int(double) + other_exact) // 2
    return (int(double) + int(other)) // 2
