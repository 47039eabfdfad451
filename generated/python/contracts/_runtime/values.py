"""What a value of JSONata is: no value, numbers, what is true, and which path led nowhere.

The printed invariants agree with the reference implementation of JSONata, with two exceptions
made on purpose: NaN and Infinity are errors (D1001) wherever they are compared or answered, and
a date-time without a zone is UTC.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from contextvars import ContextVar
from enum import Enum
from typing import Final


class _Undefined(Enum):
    UNDEFINED = "no value"


UNDEFINED: Final = _Undefined.UNDEFINED
"""JSONata's undefined: no value, which is not null."""


Function = Callable[..., object]


class JsonataError(Exception):
    """An expression failed. `token` is the operator or the function that did."""

    def __init__(self, code: str, message: str, token: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.token = token
        self.position: int | None = None


def is_number(value: object) -> bool:
    """Tell a number; one that is not finite is an error. Python counts bool as int."""
    if isinstance(value, float):
        if math.isfinite(value):
            return True
        raise JsonataError("D1001", "a number is out of range")
    return isinstance(value, int) and not isinstance(value, bool)


def type_of(value: object) -> object:
    if value is UNDEFINED or value is None:
        return UNDEFINED if value is UNDEFINED else "null"
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, "boolean"),
        ((int, float), "number"),
        (str, "string"),
        (list, "array"),
        (dict, "object"),
    )
    return next((name for kind, name in kinds if isinstance(value, kind)), "function")


_absent: ContextVar[list[str] | None] = ContextVar("absent", default=None)


def first_absent(evaluate: Function, value: object) -> str | None:
    """Evaluate once more, noting which path leads nowhere."""
    noted: list[str] = []
    token = _absent.set(noted)
    try:
        evaluate(value)
    finally:
        _absent.reset(token)
    return noted[0] if noted else None
