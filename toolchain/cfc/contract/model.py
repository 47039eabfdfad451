"""Contracts and places in them, as loaded.

A place is a document and a pointer; its raw value is read from the registry. Nothing here
depends on how a language sees it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from cfc.text.pointer import ROOT, Pointer


class Place:
    """One place in one document. `document` is an absolute URI, without a fragment.

    A value: nothing changes it once it is made.
    """

    # No dataclass: places are the keys of most tables, so that their hash is kept.
    __slots__ = ("_hash", "document", "pointer")

    def __init__(self, document: str, pointer: Pointer = ROOT) -> None:
        self.document, self.pointer = document, pointer
        self._hash = hash((document, pointer))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return (
            isinstance(other, Place)
            and self._hash == other._hash
            and self.pointer == other.pointer
            and self.document == other.document
        )

    def __repr__(self) -> str:
        return f"Place({self.document!r}, {self.pointer!r})"

    def __reduce__(self) -> tuple[type[Place], tuple[str, Pointer]]:
        # Another process hashes texts otherwise.
        return Place, (self.document, self.pointer)

    def child(self, *tokens: str) -> Place:
        return Place(self.document, (*self.pointer, *tokens))


class SchemaReader(Protocol):
    """How a pass reads schemas without knowing how they were resolved."""

    def value(self, place: Place) -> object:
        """Return the raw JSON value at the place."""

    def target(self, place: Place) -> Place | None:
        """Return where the `$ref` of the schema at this place leads; None when nowhere."""

    def asserts(self, place: Place) -> bool:
        """Tell whether the keywords of 2020-12 are in force at the place, all that assert."""


@dataclass(frozen=True)
class RawInvariant:
    """An invariant as written. `place` is that of the invariant's object.

    `path`: a JSON pointer from the value to what is to blame.
    """

    id: str
    expression: str
    place: Place
    message: str | None = None
    when: str | None = None
    severity: str = "error"
    path: str = ""


@dataclass(frozen=True)
class Contract:
    """One contract. `id`: its path under the root without extension; `file`: as reported.

    `uri` is the document's base URI; `kind` is `type` or `operation`. `digest` is that of the
    file's bytes.
    """

    id: str
    file: str
    uri: str
    kind: str
    value: dict[str, object] | bool = field(repr=False)
    name: str | None
    version: str | None
    digest: str
