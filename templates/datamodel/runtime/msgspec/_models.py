"""Structs of msgspec and JSON documents: from one to the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from ._builders import Build, built, made

__all__ = ["built", "document_of", "record"]

T = TypeVar("T", bound=msgspec.Struct)


def record(
    kind: type[T], value: object, builds: Mapping[str, Build[object]], *, closed: bool = False
) -> T:
    """Return an object of a struct."""
    names, defaults = kind.__struct_fields__, kind.__struct_defaults__
    bare = len(names) - len(defaults)
    attributes = {
        key: (name, index < bare or defaults[index - bare] is msgspec.NODEFAULT)
        for index, (name, key) in enumerate(zip(names, kind.__struct_encode_fields__, strict=True))
    }
    return made(kind, value, builds, attributes, closed)


def document_of(value: object) -> object:
    """Return the JSON document that a value stands for; what is UNSET is left out."""
    found: object = msgspec.to_builtins(value)
    return found
