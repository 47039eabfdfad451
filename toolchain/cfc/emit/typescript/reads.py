"""Declare what an invariant reads of its value: interfaces that TypeScript checks the code by.

In: the records of a lowered expression. Out: views of interfaces, and types as `Code`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cfc.emit.code import EMPTY, Code, code, join
from cfc.emit.typescript.identifiers import identifier
from cfc.emit.typescript.literals import member_name
from cfc.invariants.lowered import Read, ReadMember
from cfc.invariants.reading import Functions, shared
from cfc.ir.names import pascal

_SCALARS = {"string": "string", "number": "number", "boolean": "boolean", "null": "null"}


@dataclass(frozen=True)
class RecordView:
    """One interface: its name and the lines of its members."""

    name: Code
    members: tuple[Code, ...]


Views = dict[str, tuple[RecordView, ...]]


def record_names(functions: Functions, taken: frozenset[str]) -> dict[str, tuple[Code, ...]]:
    """Return the names of the records that each function reads, by their index."""
    records = dict(functions)
    names: dict[str, tuple[Code, ...]] = dict.fromkeys(records, ())
    for (owner, _), (first, index) in shared(functions).items():
        words = first.removesuffix("_holds").split("_")
        name = pascal((*words, *records[first][index].words))
        while name in taken:
            name += "$"
        names[owner] += (identifier(name),)
    return names


def record_views(functions: Functions, names: Mapping[str, Sequence[Code]]) -> Views:
    """Return the views by the function before which they stand, each once."""
    views: Views = {}
    known: set[Code] = set()
    for owner, records in functions:
        views[owner] = ()
        for name, record in zip(names[owner], records, strict=True):
            if name not in known:
                members = tuple(_member(member, names[owner]) for member in record.members)
                views[owner] += (RecordView(name, members),)
            known.add(name)
    return views


def read_type(read: Read, names: Sequence[Code]) -> Code:
    """Return the type of what is read."""
    match read.kind:
        case "record":
            return names[read.record]
        case "array":
            items = read_type(read.item or Read("any"), names)
            if read.item is not None and read.item.kind == "union":
                return code("readonly ({})[]", items)
            if read.item is not None and read.item.kind == "array":
                return code("readonly ({})[]", items)
            return code("readonly {}[]", items)
        case "union":
            return join(" | ", [read_type(part, names) for part in read.others])
    return Code(_SCALARS.get(read.kind, "unknown"))


def _member(member: ReadMember, names: Sequence[Code]) -> Code:
    mark = EMPTY if member.required else code("?")
    type_ = read_type(member.read, names)
    return code("readonly {}{}: {};", member_name(member.key), mark, type_)
