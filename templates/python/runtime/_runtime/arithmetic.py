"""Calculating with doubles, and the numbers of an array taken together."""

from __future__ import annotations

import math
import operator
import sys
from functools import reduce
from typing import Final

from .values import EXACT, UNDEFINED, JsonataError, is_number, is_plain, to_double


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


def add(left: object, right: object) -> object:
    if is_plain(left) and is_plain(right):
        return to_double(left + right)
    pair = _operands(left, right, "+")
    return UNDEFINED if pair is None else to_double(pair[0] + pair[1])


def subtract(left: object, right: object) -> object:
    if is_plain(left) and is_plain(right):
        return to_double(left - right)
    pair = _operands(left, right, "-")
    return UNDEFINED if pair is None else to_double(pair[0] - pair[1])


def multiply(left: object, right: object) -> object:
    if is_plain(left) and is_plain(right):
        return to_double(left * right)
    pair = _operands(left, right, "*")
    return UNDEFINED if pair is None else to_double(pair[0] * pair[1])


def divide(left: object, right: object) -> object:
    pair = _operands(left, right, "/")
    if pair is None:
        return UNDEFINED
    if pair[1] == 0:
        return math.nan if pair[0] == 0 else math.copysign(math.inf, pair[0])
    return float(pair[0]) / float(pair[1])


def remainder(left: object, right: object) -> object:
    """Return what is left of a division; its sign is that of the left side."""
    pair = _operands(left, right, "%")
    if pair is None:
        return UNDEFINED
    return math.nan if pair[1] == 0 else math.fmod(pair[0], pair[1])


def negate(value: object) -> object:
    if value is UNDEFINED:
        return UNDEFINED
    if not is_number(value):
        raise JsonataError("D1002", "only a number can be negated", "-")
    return -_as_number(value, "D1002", "-")


def _operands(left: object, right: object, token: str) -> tuple[int | float, int | float] | None:
    one = None if left is UNDEFINED else _as_number(left, "T2001", token)
    other = None if right is UNDEFINED else _as_number(right, "T2002", token)
    return None if one is None or other is None else (one, other)


def _as_number(value: object, code: str, token: str) -> int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = to_double(value)
        if math.isfinite(number):
            return number
        raise JsonataError("D1001", "a number is out of range", token)
    side = "left" if code == "T2001" else "right"
    raise JsonataError(code, f"the {side} side of `{token}` is not a number", token)


def sum_of(value: object) -> object:
    """Return the sum, added one by one: Python's own `sum` compensates, JavaScript does not."""
    if value is UNDEFINED:
        return UNDEFINED
    total: int | float = 0
    for number_ in _numbers(value, "sum"):
        total += number_
        if not -EXACT <= total <= EXACT:
            total = to_double(total)
    return total


def count_of(value: object) -> int:
    return 0 if value is UNDEFINED else len(value) if isinstance(value, list) else 1


def max_of(value: object) -> object:
    numbers = [] if value is UNDEFINED else _numbers(value, "max")
    return max(numbers) if numbers else UNDEFINED


def min_of(value: object) -> object:
    numbers = [] if value is UNDEFINED else _numbers(value, "min")
    return min(numbers) if numbers else UNDEFINED


def average_of(value: object) -> object:
    numbers = [] if value is UNDEFINED else _numbers(value, "average")
    return divide(sum_of(numbers), len(numbers)) if numbers else UNDEFINED


def _numbers(value: object, token: str) -> list[int | float]:
    found: list[int | float] = []
    for item in value if isinstance(value, list) else [value]:
        if is_plain(item):
            found.append(item)
            continue
        if not isinstance(item, int | float) or isinstance(item, bool):
            raise JsonataError("T0412", f"`${token}` takes an array of numbers", token)
        found.append(to_double(item))
    return found
