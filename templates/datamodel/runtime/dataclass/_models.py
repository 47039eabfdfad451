"""Dataclasses and JSON documents: from one to the other.

A member that may be absent is None then. So where it may also be null, the two are not told
apart: a document made of a dataclass leaves out what may be absent and is None.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TypeVar

from ._builders import Build, built, made

__all__ = ["built", "document_of", "record", "renamed"]

T = TypeVar("T")
_KEYS: dict[type, Mapping[str, str]] = {}


def renamed(kind: type, keys: Mapping[str, str]) -> None:
    """Note the attributes of a class that are not called like their members."""
    _KEYS[kind] = keys


def record(
    kind: type[T], value: object, builds: Mapping[str, Build[object]], *, closed: bool = False
) -> T:
    """Return an object of a dataclass."""
    if not dataclasses.is_dataclass(kind):
        raise TypeError(f"{kind.__name__} is no dataclass")
    keys = _KEYS.get(kind, {})
    attributes = {
        keys.get(field.name, field.name): (field.name, field.default is dataclasses.MISSING)
        for field in dataclasses.fields(kind)
    }
    return made(kind, value, builds, attributes, closed)


def document_of(value: object) -> object:
    """Return the JSON document that a value stands for."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        keys = _KEYS.get(type(value), {})
        found: dict[str, object] = {}
        for field in dataclasses.fields(value):
            member: object = getattr(value, field.name)
            if member is not None or field.default is dataclasses.MISSING:
                found[keys.get(field.name, field.name)] = document_of(member)
        return found
    if isinstance(value, list | tuple):
        return [document_of(item) for item in value]
    if isinstance(value, dict):
        return {name: document_of(item) for name, item in value.items()}
    return value
