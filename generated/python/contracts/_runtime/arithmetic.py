"""Calculating with doubles, and the numbers of an array taken together."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable
from functools import reduce

from .values import JsonataError


def finite(value: float) -> float:
    """Return the double nearest to what was calculated; raises an error when it is infinite."""
    try:
        double = float(value)
    except OverflowError:
        double = math.inf
    if math.isfinite(double):
        return double
    raise JsonataError("D1001", "a number is out of range")


def total(numbers: Iterable[float]) -> float:
    """Add doubles from left to right; the builtin `sum` makes up for rounding, which JSON does not."""
    return reduce(operator.add, numbers, 0.0)
