"""Equality and order of values, without conversion."""

from __future__ import annotations

from .values import UNDEFINED, is_number, to_double


def equal(left: object, right: object) -> bool:
    """Tell deep equality, without conversion. No value is equal to nothing, itself included."""
    if type(left) is str and type(right) is str:
        return left == right
    return left is not UNDEFINED and right is not UNDEFINED and _same(left, right)


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
