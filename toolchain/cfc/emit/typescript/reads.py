"""Declare what an invariant reads of its value: interfaces that TypeScript checks the code by.

In: the records of a lowered expression. Out: views of interfaces, and types as `Code`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cfc.emit.code import EMPTY, Code, code, join
from cfc.emit.typescript.identifiers import identifier
from cfc.emit.typescript.literals import member_name
from cfc.invariants.lowered import Read, ReadMember, ReadRecord
from cfc.ir.names import pascal

_SCALARS = {"string": "string", "number": "number", "boolean": "boolean", "null": "null"}


@dataclass(frozen=True)
class RecordView:
    """One interface: its name and the lines of its members."""

    name: Code
    members: tuple[Code, ...]


def record_name(owner: str, words: Sequence[str]) -> Code:
    """Return the name of a record that the function reads; no declared type ends in `$`."""
    return identifier(owner[:1].upper() + owner[1:] + pascal(words) + "$")


def record_views(owner: str, records: Sequence[ReadRecord]) -> list[RecordView]:
    names = [record_name(owner, record.words) for record in records]
    return [
        RecordView(name, tuple(_member(member, names) for member in record.members))
        for name, record in zip(names, records, strict=True)
    ]


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
