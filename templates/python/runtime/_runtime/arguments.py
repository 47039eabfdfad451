"""Arguments of functions: their kinds, and the errors of those that are none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .values import UNDEFINED, Function, JsonataError, to_double


def wrong_arguments(token: str) -> object:
    raise JsonataError("T0410", f"`${token}` is given too many or too few arguments", token)


def context_of(value: object, kind: str, token: str) -> object:
    """Return the context that stands in for an argument; it must be of the argument's kind."""
    if value is UNDEFINED or _is_kind(value, kind):
        return value
    raise JsonataError("T0411", f"`${token}` cannot take the context as its argument", token)


def bad_argument(token: str) -> JsonataError:
    return JsonataError("T0410", f"`${token}` cannot take an argument of this type", token)


_KINDS: Final[Mapping[str, tuple[type, ...]]] = {
    "string": (str,),
    "number": (int, float),
    "object": (dict,),
    "scalar": (str, int, float, bool),
}


def _is_kind(value: object, kind: str) -> bool:
    if isinstance(value, bool) and kind == "number":
        return False
    return isinstance(value, _KINDS[kind])


def expect(token: str, kind: str, *values: object) -> None:
    """Refuse arguments of another kind; one that has no value is of any."""
    for value in values:
        if not (value is UNDEFINED or _is_kind(value, kind)):
            raise bad_argument(token)


def as_function(value: object, token: str) -> Function:
    if callable(value):
        return value
    raise bad_argument(token)


def number_argument(value: object, token: str) -> int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return to_double(value)
    raise bad_argument(token)


def string_argument(value: object, token: str) -> str:
    if isinstance(value, str):
        return value
    raise bad_argument(token)


def raise_error(message: object = UNDEFINED) -> object:
    text = "`$error` was called" if message is UNDEFINED else string_argument(message, "error")
    raise JsonataError("D3137", text, "error")


def assert_that(condition: object, message: object = UNDEFINED) -> object:
    if not (isinstance(condition, bool) or condition is UNDEFINED):
        raise bad_argument("assert")
    if condition is not True:
        text = "`$assert` failed" if message is UNDEFINED else string_argument(message, "assert")
        raise JsonataError("D3141", text, "assert")
    return UNDEFINED
