"""Copies, and changes made to them."""

from __future__ import annotations

import json
from collections.abc import Callable

from .arguments import bad_argument
from .paths import array_of
from .texts import text_of
from .values import UNDEFINED, JsonataError


def clone(value: object) -> object:
    """Return a copy, as it would be written and read again."""
    if value is UNDEFINED:
        return UNDEFINED
    if not isinstance(value, list | dict):
        raise bad_argument("clone")
    copy: object = json.loads(text_of(value))
    return copy


def transformed(
    value: object,
    pattern: Callable[[object], object],
    update: Callable[[object], object],
    delete: Callable[[object], object] | None = None,
) -> object:
    """Return a copy in which what the pattern selects has new members, and lacks others."""
    copy = clone(value)
    found = UNDEFINED if copy is UNDEFINED else pattern(copy)
    for match in [] if found is UNDEFINED else array_of(found):
        members = update(match)
        if not (members is UNDEFINED or isinstance(members, dict)):
            raise JsonataError("T2011", "the second part of a transform is no object", "|")
        if isinstance(match, dict) and isinstance(members, dict):
            match.update(members)
        gone = UNDEFINED if delete is None else delete(match)
        names = [] if gone is UNDEFINED else array_of(gone)
        if not all(isinstance(name, str) for name in names):
            raise JsonataError("T2012", "the third part of a transform is no list of names", "|")
        for name in names:
            if isinstance(match, dict) and isinstance(name, str):
                match.pop(name, None)
    return copy
