"""What JSON Schema says of values: types, numbers as the doubles they mean, equality.

In: JSON values as Python's reader gives them. Out: answers. Slow and obvious, for the oracle
alone: printed code has its own.
"""

from __future__ import annotations

import math
from fractions import Fraction


def double(value: object) -> float | None:
    """Return the double that a number means, infinite where it is beyond all; None for no number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def is_type(value: object, name: object) -> bool:
    """Tell whether a value has a type. What is beyond all doubles has none."""
    number = double(value)
    match name:
        case "null":
            return value is None
        case "boolean":
            return isinstance(value, bool)
        case "string":
            return isinstance(value, str)
        case "array":
            return isinstance(value, list)
        case "object":
            return isinstance(value, dict)
        case "number":
            return number is not None and math.isfinite(number)
        case "integer":
            return number is not None and number.is_integer()
        case _:
            return False


def equal(left: object, right: object) -> bool:
    """Tell whether two JSON values are equal: 1 = 1.0 and 0 = -0, and true is no number."""
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(equal, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return set(left) == set(right) and all(equal(left[name], right[name]) for name in left)
    first, second = double(left), double(right)
    if first is not None or second is not None:
        return first == second
    return type(left) is type(right) and left == right


def is_multiple(value: float, divisor: float) -> bool:
    """Tell whether one double is a multiple of another, both as their shortest decimal texts."""
    if math.isinf(value) or math.isinf(divisor):
        return value == 0
    return (Fraction(repr(value)) / Fraction(repr(divisor))).denominator == 1
