"""What plain code reads of a value: the records that its parameter's type is made of.

In: the members that the lowering asked for. Out: types that both languages can declare. Only
what is read stands in them, so a contract may grow without a change of the code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cfc.contract.model import Place
from cfc.invariants.local_names import singular
from cfc.invariants.lowered import Read, ReadMember, ReadRecord
from cfc.invariants.types import Type, TypeReader

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SCALARS = ("string", "number", "boolean", "null")


@dataclass
class Reading:
    """Members asked for, by the schemas of their owner; arrays of which items were asked for."""

    members: dict[tuple[Place, ...], dict[str, tuple[Type, bool]]] = field(default_factory=dict)
    arrays: set[tuple[Place, ...]] = field(default_factory=set)


def declared(
    root: Type, reading: Reading, reader: TypeReader
) -> tuple[Read, tuple[ReadRecord, ...]]:
    """Return the type of the root, and the records it refers to."""
    made = _Declaring(reading, reader)
    return made.read(root, ("value",)), tuple(made.records)


def _plain(word: str) -> list[str]:
    return [part.lower() for part in _WORD.findall(word)][:4]


class _Declaring:
    def __init__(self, reading: Reading, reader: TypeReader) -> None:
        self.reading = reading
        self.reader = reader
        self.records: list[ReadRecord] = []
        self.index: dict[tuple[Place, ...], int] = {}
        self.words: set[tuple[str, ...]] = set()

    def read(self, type_: Type, words: tuple[str, ...]) -> Read:
        kinds = sorted(type_.kinds)
        if len(kinds) == 1:
            return self.one(type_, kinds[0], words)
        if 0 < len(kinds) <= 3 and not {"object", "array"} <= type_.kinds:
            parts = tuple(self.one(type_, kind, words) for kind in kinds)
            return Read("union", others=parts)
        return Read("any")

    def one(self, type_: Type, kind: str, words: tuple[str, ...]) -> Read:
        if kind in _SCALARS:
            return Read(kind)
        if kind == "array":
            if type_.places not in self.reading.arrays:
                return Read("array", item=Read("any"))
            items = self.reader.first(type_) or self.reader.items(type_)
            last = singular(words[-1])
            last = last if last != words[-1] else f"{last}_item"
            return Read("array", item=self.read(items, (*words[:-1], last)))
        if type_.places not in self.reading.members:
            return Read("any")
        if type_.places not in self.index:
            self.index[type_.places] = len(self.records)
            self.records.append(ReadRecord((), ()))
            self.record(type_, words)
        return Read("record", self.index[type_.places])

    def record(self, type_: Type, words: tuple[str, ...]) -> None:
        index = self.index[type_.places]
        full = tuple(part for word in words for part in _plain(word)) or ("member",)
        chosen = tuple(_plain(words[-1])) or full
        if chosen in self.words:
            chosen = full
        while chosen in self.words:
            chosen = (*chosen, "again")
        self.words.add(chosen)
        members = tuple(
            ReadMember(key, self.read(member, (*words, key)), required)
            for key, (member, required) in self.reading.members[type_.places].items()
        )
        self.records[index] = ReadRecord(chosen, members)
