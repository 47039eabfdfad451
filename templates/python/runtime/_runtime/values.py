"""What a value of JSONata is: no value, numbers, what is true, and which path led nowhere.

The printed invariants agree with the reference implementation of JSONata, with two exceptions
made on purpose: NaN and Infinity are errors (D1001) wherever they are compared or answered, and
a date-time without a zone is UTC.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from enum import Enum
from typing import Final, TypeGuard


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


EXACT: Final = 2**53


MOST: Final = 10_000_000


def bounded(size: float, token: str) -> None:
    """Refuse a text or a sequence of more than ten million."""
    if size > MOST:
        raise JsonataError("U1001", f"`{token}` gives more than {MOST} items or characters", token)


def is_number(value: object) -> bool:
    """Tell a number; one that is not finite is an error. Python counts bool as int."""
    if isinstance(value, float):
        if math.isfinite(value):
            return True
        raise JsonataError("D1001", "a number is out of range")
    return isinstance(value, int) and not isinstance(value, bool)


def to_double(value: float) -> int | float:
    """Return the nearest IEEE double; integers that are exact stay integers."""
    if isinstance(value, float) or -EXACT <= value <= EXACT:
        return value
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def is_plain(value: object) -> TypeGuard[int | float]:
    """Tell a number that is a double as it stands: the usual case, told fast."""
    if type(value) is float:
        return -math.inf < value < math.inf
    return type(value) is int and -EXACT <= value <= EXACT


def keys_of(members: Mapping[str, object]) -> list[str]:
    """Return the names in JavaScript's order: array indices first, by number."""
    if not any(key[:1].isdigit() for key in members):
        return list(members)
    indices = [key for key in members if _is_index(key)]
    return sorted(indices, key=int) + [key for key in members if not _is_index(key)]


def _is_index(key: str) -> bool:
    if not (key.isascii() and key.isdigit()) or len(key) > 10:
        return False
    return (key == "0" or key[0] != "0") and int(key) < 2**32 - 1


def truthy(value: object) -> bool:
    """Tell what a condition makes of the value; no value is false."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str | dict):
        return len(value) > 0
    if isinstance(value, list):
        return any(truthy(item) for item in value)
    if value is None or value is UNDEFINED or callable(value):
        return False
    return is_number(value) and value != 0


def boolean(value: object) -> object:
    return UNDEFINED if value is UNDEFINED else truthy(value)


def negation(value: object) -> object:
    """No value has no negation."""
    return UNDEFINED if value is UNDEFINED else not truthy(value)


def exists(value: object) -> bool:
    return value is not UNDEFINED


def either(value: object, otherwise: Function) -> object:
    """Return the value if it is true, else the other."""
    return value if truthy(value) else otherwise()


def coalesce(value: object, otherwise: Function) -> object:
    """Return the value if there is one (null is one), else the other."""
    return otherwise() if value is UNDEFINED else value


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


def note_absent(steps: Sequence[object]) -> None:
    """Note that the path of these steps led nowhere, while someone wants to know."""
    noted = _absent.get()
    if noted is not None and steps:
        noted.append(".".join(step if isinstance(step, str) else "…" for step in steps))


def no_value(path: str) -> object:
    """Return no value, and note the path that led nowhere."""
    note_absent((path,))
    return UNDEFINED


def first_absent(evaluate: Function, value: object) -> str | None:
    """Evaluate once more, noting which path leads nowhere."""
    noted: list[str] = []
    token = _absent.set(noted)
    try:
        evaluate(value)
    finally:
        _absent.reset(token)
    return noted[0] if noted else None
