"""Names in TypeScript: which are free, and how a name that is not becomes one that is.

In: names that the IR has settled. Out: `Code`. A name that the language or the module needs
for itself gets a trailing `$`, which no name of the IR holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cfc.emit.code import Code
from cfc.ir.names import camel

_RESERVED = """
arguments await break case catch class const continue debugger default delete do else enum
eval export extends false finally for function if implements import in instanceof interface
let new null package private protected public return static super switch this throw true try
typeof var void while with yield undefined
any bigint boolean never number object string symbol unknown
"""
RESERVED: frozenset[str] = frozenset(_RESERVED.split())
# What every object has without being told.
_OBJECT = """
__proto__ constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString
valueOf __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__
"""
INHERITED: frozenset[str] = frozenset(_OBJECT.split())
# What printed modules take from the language itself.
GLOBALS: frozenset[str] = frozenset(["Number", "Object", "Promise", "Set"])
_PLAIN = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")


def is_plain(name: str) -> bool:
    """Tell whether a property of this name needs no quotes."""
    return _PLAIN.fullmatch(name) is not None


def identifier(name: str) -> Code:
    """Return the name as program text; raises ValueError for what is no identifier."""
    if not name.replace("$", "_").isidentifier():
        raise ValueError(f"not an identifier: {name!r}")
    return Code(name)


def camel_of(name: str) -> str:
    """Return `orderLines` for `order_lines`."""
    head, *rest = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in rest)


def pascal_of(name: str) -> str:
    """Return `OrderLines` for `order_lines`; a leading underscore stays."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_")) or "_"


class Scope:
    """The names of one module or of one function; inner names never hide outer ones."""

    def __init__(self, taken: Iterable[str] = (), outer: Scope | None = None) -> None:
        self._taken = set(taken)
        self._outer = outer

    def has(self, name: str) -> bool:
        return name in self._taken or (self._outer is not None and self._outer.has(name))

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._taken)

    def claim(self, wish: str) -> str:
        """Take the name, with as many `$` behind it as it needs to be free."""
        name = wish
        while name in RESERVED or self.has(name):
            name += "$"
        self._taken.add(name)
        return name


def namespace_word(parts: tuple[str, ...]) -> str:
    """Return the camel-case name of a contract in the index."""
    name = camel(parts)
    return name + "$" if name in RESERVED else name
