"""Numbers as JSON Schema has them: doubles, and multiples by their shortest decimal texts."""

from __future__ import annotations

import math


def as_double(value: int) -> int | float:
    """Return the number that an integer means: the nearest double; Python would not round to it."""
    if -9007199254740992 <= value <= 9007199254740992:
        return value
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def is_multiple_of(value: float, divisor: float) -> bool:
    """Whether the value is a multiple of the divisor, both as their shortest decimal texts say.

    19.99 is a multiple of 0.01, which the remainder of doubles denies.
    """
    if isinstance(value, int):
        value = as_double(value)
    if isinstance(value, int) and isinstance(divisor, int):
        return value % divisor == 0
    if not math.isfinite(value) or not math.isfinite(divisor):
        return value == 0
    from decimal import Decimal

    left, right = Decimal(_text(value)).as_tuple(), Decimal(_text(divisor)).as_tuple()
    shift = int(left.exponent) - int(right.exponent)
    dividend = int("".join(map(str, left.digits)) + "0" * max(shift, 0))
    return dividend % int("".join(map(str, right.digits)) + "0" * max(-shift, 0)) == 0


def _text(value: float) -> str:
    """Return the shortest decimal text; subclasses of float may print themselves otherwise."""
    return float.__repr__(value) if isinstance(value, float) else int.__repr__(value)
