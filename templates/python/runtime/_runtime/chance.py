"""What answers differently each time, and texts that are evaluated: for trying expressions only."""

from __future__ import annotations

import random

from .paths import array_of, unwrap
from .values import UNDEFINED, Function, JsonataError


def random_number() -> float:
    return random.random()


def shuffle(value: object) -> object:
    if value is UNDEFINED:
        return UNDEFINED
    items = array_of(value)
    return unwrap(items) if len(items) <= 1 else random.sample(items, len(items))


def evaluated(function: Function, *focus: object) -> object:
    """Return what the text of `$eval` comes to, which is compiled to the function."""
    try:
        return function(*focus)
    except JsonataError as error:
        raise JsonataError("D3121", f"{error.code}: {error.message}", "eval") from error


def not_evaluated(message: str) -> object:
    raise JsonataError("D3120", message, "eval")


def evaluated_text(text: object) -> object:
    """Refuse a text that nobody knew when the expression was compiled."""
    if text is UNDEFINED:
        return UNDEFINED
    raise JsonataError("D3121", "only a text that is written out is compiled", "eval")
