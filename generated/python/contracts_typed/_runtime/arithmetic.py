"""Calculating with doubles, and the numbers of an array taken together."""

from __future__ import annotations

import math
import operator
import sys
from functools import reduce
from typing import Final

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


_SUM_ROUNDS: Final = sys.version_info < (3, 12)


def total(numbers: list[float], start: float = 0) -> float:
    """Add doubles from left to right. From Python 3.12 on, `sum` makes up for what is rounded."""
    first = float(start)
    return sum(numbers, first) if _SUM_ROUNDS else reduce(operator.add, numbers, first)
