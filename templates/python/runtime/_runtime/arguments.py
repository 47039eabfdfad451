"""Arguments of functions: their kinds, and the errors of those that are none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .values import UNDEFINED, Function, JsonataError, to_double


def wrong_arguments(token: str) -> object:
    raise JsonataError("T0410", f"`${token}` is given too many or too few arguments", token)


class _WrongContext:
    """A context that cannot stand in, of which the function complains after its arguments."""


def context_of(value: object, kind: str) -> object:
    """Return the context that stands in for an argument; it must be of the argument's kind."""
    return value if value is UNDEFINED or _is_kind(value, kind) else _WrongContext()


def bad_argument(token: str, value: object = None) -> JsonataError:
    if isinstance(value, _WrongContext):
        text = f"`${token}` cannot take the context as its argument"
        return JsonataError("T0411", text, token)
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
        stands_in = value is UNDEFINED or isinstance(value, _WrongContext)
        if not (stands_in or _is_kind(value, kind)):
            raise bad_argument(token)


def as_function(value: object, token: str) -> Function:
    if callable(value):
        return value
    raise bad_argument(token)


def number_argument(value: object, token: str) -> int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return to_double(value)
    raise bad_argument(token, value)


def string_argument(value: object, token: str) -> str:
    if isinstance(value, str):
        return value
    raise bad_argument(token, value)


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
