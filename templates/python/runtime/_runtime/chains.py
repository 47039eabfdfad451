"""Functions as values: chained with `~>`, applied in part, called without their `$`."""

from __future__ import annotations

import re

from .functions import call
from .values import UNDEFINED, JsonataError


def _is_callable(value: object) -> bool:
    return callable(value) or isinstance(value, re.Pattern)


def chain(left: object, right: object) -> object:
    """Return the left side put into the right one; of two functions, the one after the other."""
    if not _is_callable(right):
        raise JsonataError("T2006", "the right side of `~>` is no function", "~>")
    if _is_callable(left):
        return lambda value: call(right, call(left, value))
    return call(right, left)


def partial_of(function: object) -> object:
    """Return the function that is to be applied in part."""
    if _is_callable(function):
        return function
    raise JsonataError("T1008", "what is applied in part is no function")


def without_dollar(value: object, code: str) -> object:
    """Return the value of a name that stands where a function is due, if it has one."""
    if value is UNDEFINED:
        raise JsonataError(code, "what is called is no function: its name lacks the `$`")
    return value
