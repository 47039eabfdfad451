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
