"""Equality and order of values, without conversion."""

from __future__ import annotations

from .units import utf16_key
from .values import UNDEFINED, JsonataError, is_number, is_plain, to_double


def equal(left: object, right: object) -> bool:
    """Tell deep equality, without conversion. No value is equal to nothing, itself included."""
    if type(left) is str and type(right) is str:
        return left == right
    return left is not UNDEFINED and right is not UNDEFINED and _same(left, right)


def not_equal(left: object, right: object) -> bool:
    """Tell deep difference; false when a side has no value."""
    return left is not UNDEFINED and right is not UNDEFINED and not _same(left, right)


def _same(left: object, right: object) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        return left == right
    if isinstance(left, bool) or isinstance(right, bool) or left is None or right is None:
        return left is right
    if isinstance(left, list):
        return (
            isinstance(right, list)
            and len(left) == len(right)
            and all(_same(one, other) for one, other in zip(left, right, strict=True))
        )
    if isinstance(left, dict):
        return (
            isinstance(right, dict)
            and left.keys() == right.keys()
            and all(_same(left[key], right[key]) for key in left)
        )
    if isinstance(left, int | float) and isinstance(right, int | float):
        return is_number(left) and is_number(right) and to_double(left) == to_double(right)
    return left is right


def compare(left: object, right: object) -> int | None:
    """Return -1, 0 or 1; None when one is a number and the other a string."""
    if isinstance(left, str) and isinstance(right, str):
        if left == right:
            return 0
        return -1 if utf16_key(left) < utf16_key(right) else 1
    if isinstance(left, int | float) and isinstance(right, int | float):
        one, other = to_double(left), to_double(right)
        return (one > other) - (one < other)
    return None


def less(left: object, right: object) -> object:
    if is_plain(left) and is_plain(right):
        return left < right
    order = _ordering(left, right, "<")
    return UNDEFINED if order is None else order < 0


def less_or_equal(left: object, right: object) -> object:
    if is_plain(left) and is_plain(right):
        return left <= right
    order = _ordering(left, right, "<=")
    return UNDEFINED if order is None else order <= 0


def greater(left: object, right: object) -> object:
    if is_plain(left) and is_plain(right):
        return left > right
    order = _ordering(left, right, ">")
    return UNDEFINED if order is None else order > 0


def greater_or_equal(left: object, right: object) -> object:
    if is_plain(left) and is_plain(right):
        return left >= right
    order = _ordering(left, right, ">=")
    return UNDEFINED if order is None else order >= 0


def _ordering(left: object, right: object, token: str) -> int | None:
    for value in (left, right):
        if not (value is UNDEFINED or isinstance(value, str) or is_number(value)):
            raise JsonataError("T2010", f"`{token}` compares numbers or strings", token)
    if left is UNDEFINED or right is UNDEFINED:
        return None
    order = compare(left, right)
    if order is None:
        raise JsonataError("T2009", f"`{token}` has a number on one side only", token)
    return order


def is_in(value: object, items: object) -> bool:
    """Tell whether the value is one of the items; an object or list when it is the same one."""
    if value is UNDEFINED or items is UNDEFINED:
        return False
    if type(value) is str and isinstance(items, list):
        return value in items
    for item in items if isinstance(items, list) else [items]:
        if value is item:
            return True
        if not isinstance(value, list | dict) and item is not UNDEFINED and _same(value, item):
            return True
    return False
