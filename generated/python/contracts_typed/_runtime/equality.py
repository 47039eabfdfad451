"""Equality of JSON values: 1 = 1.0, true is not 1, and members have no order."""

from __future__ import annotations

import math

from . import TooDeep
from .limits import MAX_DEPTH
from .numbers import as_double

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeGuard


def _is_object(value: object) -> TypeGuard[dict[str, object]]:
    """Whether the value is a JSON object."""
    return isinstance(value, dict)


def _is_array(value: object) -> TypeGuard[list[object]]:
    """Whether the value is a JSON array."""
    return isinstance(value, list)


def is_equal(left: object, right: object) -> bool:
    """Whether two JSON values are equal: 1 = 1.0, and true is not 1 (in Python it is)."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if _is_array(left):
        return (
            _is_array(right)
            and len(left) == len(right)
            and all(is_equal(item, other) for item, other in zip(left, right, strict=True))
        )
    if _is_object(left):
        return (
            _is_object(right)
            and left.keys() == right.keys()
            and all(is_equal(item, right[name]) for name, item in left.items())
        )
    if isinstance(left, int | float) or isinstance(right, int | float):
        # A Decimal would be equal to a number, but JSON has no such value.
        return (
            isinstance(left, int | float)
            and isinstance(right, int | float)
            and _nearest(left) == _nearest(right)
        )
    return left == right if isinstance(left, str) else left is right


def _nearest(value: float) -> float:
    return as_double(value) if isinstance(value, int) else value


def _canonical(value: object, depth: int = 0) -> object:
    """Return a hashable that two JSON values share exactly when they are equal."""
    if isinstance(value, bool) or value is None:
        return (bool, value)
    if depth > MAX_DEPTH:
        raise TooDeep
    if _is_array(value):
        return (list, tuple([_canonical(item, depth + 1) for item in value]))
    if _is_object(value):
        members = [(name, _canonical(item, depth + 1)) for name, item in value.items()]
        return (dict, frozenset(members))
    if isinstance(value, int | float):
        # Two NaN are a repetition, as in a set of JavaScript.
        double = _nearest(value)
        return (float, "nan") if math.isnan(double) else double
    # What JSON has no word for is equal to itself alone; it need not be hashable.
    return value if isinstance(value, str) else (object, id(value))


def is_unique(items: list[object]) -> bool:
    """Whether no two items are equal JSON values."""
    if len(items) < 2:
        return True
    if all(type(item) is str for item in items):
        return len(set(items)) == len(items)
    return len({_canonical(item) for item in items}) == len(items)
