"""Declare what an invariant reads of its value, for type checkers alone.

In: the records of a lowered expression. Out: views of `TypedDict` classes, which stand where
only type checkers look, so that nothing is built when the module is imported.
"""

from __future__ import annotations

import keyword
from collections.abc import Sequence
from dataclasses import dataclass

from cfc.emit.code import EMPTY, Code, code, join
from cfc.emit.layout import Atom, Bracket, Doc, Stacked, flat, lay_out
from cfc.emit.python.literals import literal
from cfc.invariants.lowered import Read, ReadMember, ReadRecord
from cfc.invariants.reading import Functions, shared
from cfc.ir.names import pascal

_UNIT = Code("    ")
_SCALARS = {"string": "str", "number": "float", "boolean": "bool", "null": "None", "any": "object"}


@dataclass(frozen=True)
class RecordView:
    """One class; `written`: its members as one expression, where names cannot be attributes."""

    name: Code
    members: tuple[Code, ...]
    written: Code = EMPTY


def record_name(owner: str, words: Sequence[str]) -> Code:
    """Return the name of a record that the function reads."""
    name = "_" + pascal((*owner.strip("_").split("_"), *words))
    if not name.isidentifier():
        raise ValueError(f"not an identifier: {name!r}")
    return Code(name)


def record_names(functions: Functions) -> dict[str, tuple[Code, ...]]:
    """Return the names of the records that each function reads, by their index."""
    records = dict(functions)
    names: dict[str, tuple[Code, ...]] = dict.fromkeys(records, ())
    for (owner, _), (first, index) in shared(functions).items():
        names[owner] += (record_name(first, records[first][index].words),)
    return names


def record_views(functions: Functions, uses: set[str]) -> list[RecordView]:
    """Return the views, each once; what they need of `typing` is added to `uses`."""
    names, views = record_names(functions), list[RecordView]()
    known: set[Code] = set()
    for owner, records in functions:
        for name, record in zip(names[owner], records, strict=True):
            if name not in known:
                uses.add("TypedDict")
                views.append(_view(name, record, names[owner], uses))
            known.add(name)
    return views


def read_type(read: Read, names: Sequence[Code]) -> Doc:
    """Return the type of what is read."""
    match read.kind:
        case "record":
            return Atom(names[read.record])
        case "array":
            items = read_type(read.item or Read("any"), names)
            return Stacked(code("list["), (items,), code("]"))
        case "union":
            parts = [flat(read_type(part, names)) for part in read.others]
            return Atom(join(" | ", parts))
    return Atom(Code(_SCALARS[read.kind]))


def _view(name: Code, record: ReadRecord, names: Sequence[Code], uses: set[str]) -> RecordView:
    for member in record.members:
        if not member.required:
            uses.add("NotRequired")
    if all(_is_attribute(member.key) for member in record.members):
        lines = tuple(_member(member, names) for member in record.members)
        return RecordView(name, lines)
    items = tuple(
        Atom(code("{}: {}", literal(member.key), flat(_type(member, names))))
        for member in record.members
    )
    members = Bracket(code("{{"), items, code("}}"))
    call = Bracket(code("TypedDict("), (Atom(literal(name.text)), members), code(")"))
    return RecordView(name, (), lay_out(call, 1, _UNIT, len(name) + 3))


def _member(member: ReadMember, names: Sequence[Code]) -> Code:
    head = code("{}: ", Code(member.key))
    return code("{}{}", head, lay_out(_type(member, names), 2, _UNIT, len(head)))


def _type(member: ReadMember, names: Sequence[Code]) -> Doc:
    found = read_type(member.read, names)
    return found if member.required else Stacked(code("NotRequired["), (found,), code("]"))


def _is_attribute(key: str) -> bool:
    plain = key.isascii() and key.isidentifier() and not keyword.iskeyword(key)
    return plain and not key.startswith("__")
