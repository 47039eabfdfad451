"""Shapes: what a value can be, as far as a type can say it.

Plain frozen records without behaviour. A shape is never narrower than its schema; what it
cannot say, the validator says. Names are already settled: the same in every language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

JsonScalar = str | int | float | bool | None


@dataclass(frozen=True)
class Anything:
    """Any JSON value."""


@dataclass(frozen=True)
class NoObject:
    """Any JSON value but an object."""


@dataclass(frozen=True)
class Nothing:
    """No value at all (a `false` schema)."""


Limits = tuple[tuple[str, int | float], ...]
"""Keywords of strings and numbers with their values: `minLength`, `maximum`."""


@dataclass(frozen=True)
class Scalar:
    """Every value of one primitive type, within some limits."""

    kind: Literal["string", "integer", "number", "boolean", "null"]
    limits: Limits = ()


@dataclass(frozen=True)
class Text:
    """Strings of which more is known: `pieces` are in them in this order, the first one at the
    start and the last one at the end; `format` is the name of a format that is asserted."""

    pieces: tuple[str, ...] = ()
    format: str | None = None
    limits: Limits = ()


@dataclass(frozen=True, eq=False)
class Literals:
    """One of some strings, numbers, booleans or null (from `const` and `enum`); not empty."""

    values: tuple[JsonScalar, ...]

    def _key(self) -> tuple[tuple[bool, JsonScalar], ...]:
        # Python takes true for 1.
        return tuple((isinstance(value, bool), value) for value in self.values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Literals) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())


@dataclass(frozen=True)
class Constant:
    """One object or array alone, as JSON."""

    json: str


@dataclass(frozen=True)
class ArrayOf:
    """An array whose items all have one shape; at least and at most so many of them."""

    item: Shape
    least: int = 0
    most: int | None = None


@dataclass(frozen=True)
class TupleOf:
    """An array told by position: at least `required` of `items`, then `rest` (None: no more)."""

    items: tuple[Shape, ...]
    required: int
    rest: Shape | None


@dataclass(frozen=True)
class MapOf:
    """An object whose keys are data: every member has one shape.

    `keyed`: members whose names start alike have shapes of their own.
    """

    value: Shape
    keyed: tuple[Keyed, ...] = ()


@dataclass(frozen=True)
class Keyed:
    """The members whose names start with a text, and end with another."""

    start: str
    end: str
    shape: Shape


@dataclass(frozen=True)
class UnionOf:
    """One of several shapes; `tag` is the property that tells records apart, if there is one."""

    options: tuple[Shape, ...]
    tag: str | None = None


@dataclass(frozen=True)
class Named:
    """A reference to a declaration: in this module, or in that of another contract."""

    name: str
    contract: str | None = None


Shape = (
    Anything
    | NoObject
    | Nothing
    | Scalar
    | Text
    | Literals
    | Constant
    | ArrayOf
    | TupleOf
    | MapOf
    | UnionOf
    | Named
)


@dataclass(frozen=True)
class Documentation:
    """What the author says of a place: paragraphs of plain text (untrusted: may hold anything).

    `limits`: of strings, numbers and arrays, in words; a language whose types have them says
    nothing more.
    """

    text: str = ""
    notes: tuple[str, ...] = ()
    deprecated: bool = False
    limits: str = ""


@dataclass(frozen=True)
class Field:
    """A named member of a record. `key` is the JSON name, untouched."""

    key: str
    shape: Shape
    required: bool
    doc: Documentation = Documentation()


Option = tuple[Field, ...] | Named
"""What one of some alternatives says of a record: of some of its members, or that it is a type."""


@dataclass(frozen=True)
class Record:
    """An object with named members; `extra` is the shape of the others (None: there are none).

    `keyed`: of the others, those whose names start alike. `alternatives`: what else holds, each a
    list of which one does; a type that cannot say so leaves them out. `judge` is the function of
    this module that judges it (None: merged from several schemas).
    """

    name: str
    pointer: str
    fields: tuple[Field, ...]
    extra: Shape | None
    doc: Documentation = Documentation()
    judge: str | None = None
    keyed: tuple[Keyed, ...] = ()
    alternatives: tuple[tuple[Option, ...], ...] = ()


@dataclass(frozen=True)
class Alias:
    """A name for any other shape. `judge` as that of a record; None where the type says it all."""

    name: str
    pointer: str
    shape: Shape
    doc: Documentation = Documentation()
    judge: str | None = None


Declaration = Record | Alias
