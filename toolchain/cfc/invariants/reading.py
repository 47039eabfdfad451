"""What plain code reads of a value: the records that its parameter's type is made of.

In: the members that the lowering asked for. Out: types that both languages can declare. Only
what is read stands in them, so a contract may grow without a change of the code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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


Owned = tuple[str, int]
Functions = Sequence[tuple[str, Sequence[ReadRecord]]]


def shared(functions: Functions) -> dict[Owned, Owned]:
    """Return for each record of each function the first one that is equal to it.

    A record that is in itself is equal to no other.
    """
    first: dict[object, Owned] = {}
    found: dict[Owned, Owned] = {}
    for owner, records in functions:
        for index, _ in enumerate(records):
            form = _form(Read("record", index), records, ())
            found[owner, index] = first.setdefault(form or (owner, index), (owner, index))
    return found


def _form(read: Read, records: Sequence[ReadRecord], inside: tuple[int, ...]) -> object:
    """Return what equal types share; None for one that is in itself."""
    if read.kind == "record":
        if read.record in inside:
            return None
        within = (*inside, read.record)
        members = [
            (member.key, member.required, _form(member.read, records, within))
            for member in records[read.record].members
        ]
        return (
            None
            if any(form is None for _, _, form in members)
            else tuple(sorted(members, key=lambda one: one[0]))
        )
    if read.kind == "array":
        inner = _form(read.item or Read("any"), records, inside)
        return None if inner is None else ("array", inner)
    if read.kind == "union":
        parts = tuple(_form(part, records, inside) for part in read.others)
        return None if None in parts else ("union", parts)
    return (read.kind,)
