"""Shapes as TypeScript types.

In: a shape. Out: a type on one line, or its options one per line where a line is too short.
Everything is readonly unless a project wants it otherwise: a validated value stays as it was
judged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from cfc.emit.code import Code, code, join
from cfc.emit.layout import WIDTH
from cfc.emit.typescript import literals, long_types
from cfc.emit.typescript.identifiers import INHERITED
from cfc.emit.typescript.module_names import ModuleNames
from cfc.ir.shapes import (
    Anything,
    ArrayOf,
    Constant,
    Field,
    Keyed,
    Literals,
    MapOf,
    Named,
    NoObject,
    Nothing,
    Record,
    Scalar,
    Shape,
    Text,
    TupleOf,
    UnionOf,
)

_SCALARS = {
    "string": Code("string"),
    "integer": Code("number"),
    "number": Code("number"),
    "boolean": Code("boolean"),
    "null": Code("null"),
}
UNKNOWN = Code("unknown")
# Up to so many items an array is written place by place, if that is not long.
_MOST_PLACES = 4
_LONGEST_PLACES = 72
NEVER = Code("never")
NULL = Code("null")
NO_MEMBERS = Code("{ readonly [key: string]: never }")


@dataclass(frozen=True)
class TypeStyle:
    """How a project wants its types.

    `template_literals`: strings by the texts that their pattern asks for; `branded_formats`:
    strings of a format are no plain strings; `readonly`: nothing can be written to.
    """

    template_literals: bool = True
    branded_formats: bool = False
    readonly: bool = True


PLAIN_STYLE = TypeStyle()
# The compiler knows no type of `__proto__` and its like.
TYPED_MEMBERS = frozenset(name for name in INHERITED if not name.startswith("__"))


Signature = tuple[Code, tuple[Code, ...]]
"""`[key: …]:` and the options of the type of such members."""


class TypePrinter:
    """Prints the types of one module."""

    def __init__(self, names: ModuleNames, style: TypeStyle = PLAIN_STYLE) -> None:
        self._names, self._style = names, style
        self.readonly = Code("readonly " if style.readonly else "")

    def field_options(self, field: Field) -> tuple[Code, ...]:
        """Return the members of the union that the type of a member is.

        Every object has `constructor` and its like, so reading one that is absent gives what is
        inherited; without that in the type, the compiler refuses every object that leaves it out.
        """
        options = self.options(field.shape)
        if field.required or field.key not in TYPED_MEMBERS or UNKNOWN in options:
            return options
        return _union([*options, code("Object[{}]", literals.string(field.key))])

    def text(self, shape: Shape) -> Code:
        """Return the type on one line."""
        return join(" | ", self.options(shape))

    def options(self, shape: Shape) -> tuple[Code, ...]:
        """Return the members of the union that the type is: one for most."""
        match shape:
            case UnionOf(shapes):
                return _union([option for inner in shapes for option in self.options(inner)])
            case Literals(values):
                return _union([_literal_type(value) for value in values])
            case Text(pieces, format_name):
                return (self._text(pieces, format_name),)
            case Scalar(kind):
                return (_SCALARS[kind],)
            case Named():
                return (self._names.type(shape),)
            case Constant(text):
                return (self._value(json.loads(text)),)
            case ArrayOf():
                return (self._array(shape),)
            case TupleOf():
                return (self._tuple(shape),)
            case MapOf():
                return (code("{{ {} }}", join("; ", self._signatures(shape))),)
            case Nothing():
                return (NEVER,)
            case NoObject():
                return (self._names.runtime("NonObject"),)
            case Anything():
                return (UNKNOWN,)

    def _text(self, pieces: tuple[str, ...], format_name: str | None) -> Code:
        if pieces and self._style.template_literals:
            return code("`{}`", join("${string}", map(literals.template_text, pieces)))
        if format_name is not None and self._style.branded_formats:
            return code("string & {{ readonly __format: {} }}", literals.string(format_name))
        return Code("string")

    def _signatures(self, shape: MapOf) -> list[Code]:
        found = [self.keyed(part, ()) for part in shape.keyed]
        if not (found and isinstance(shape.value, Nothing)):
            found.append((code("{}[key: string]:", self.readonly), self.options(shape.value)))
        return [code("{} {}", head, join(" | ", options)) for head, options in found]

    def keyed(self, part: Keyed, fields: Iterable[Field]) -> Signature:
        """Return the signature of members whose names start or end alike.

        Named members among them have to fit it, too.
        """
        options = list(self.options(part.shape))
        for field in fields:
            if field.key.startswith(part.start) and field.key.endswith(part.end):
                options += self.options(field.shape)
                options += () if field.required else (Code("undefined"),)
        start, end = literals.template_text(part.start), literals.template_text(part.end)
        name = code("`{}${{string}}{}`", start, end)
        head = code("{}[key: {}]:", self.readonly, name)
        return head, _union(options)

    def members(self, option: Iterable[Field]) -> tuple[Code, ...]:
        """Return the members of an object type that is written in place."""
        return tuple(
            code(
                "{}{}{}: {}",
                self.readonly,
                literals.member_name(field.key),
                Code("" if field.required else "?"),
                self.text(field.shape),
            )
            for field in option
        )

    def _value(self, value: object) -> Code:
        """Return the type of one JSON value alone."""
        if isinstance(value, list):
            return code("{}[{}]", self.readonly, join(", ", map(self._value, value)))
        if not isinstance(value, dict):
            return _literal_type(value)
        members = [
            code("{}{}: {}", self.readonly, literals.member_name(name), self._value(item))
            for name, item in value.items()
        ]
        return code("{{ {} }}", join("; ", members)) if members else NO_MEMBERS

    def _array(self, shape: ArrayOf) -> Code:
        """Return the type of an array; one of few items, or of some at least, is told by position."""
        element = self._element(shape.item)
        plain = code("{}{}[]", self.readonly, element)
        least, most = shape.least, shape.most
        if least > _MOST_PLACES or isinstance(shape.item, (Anything, Nothing)):
            return code("{}[]", self.readonly) if most == 0 else plain
        text = self.text(shape.item)
        parts = [text] * least
        if most is not None and most <= _MOST_PLACES:
            parts += [code("{}?", element)] * (most - least)
        elif least:
            parts.append(code("...{}[]", element))
        else:
            return plain
        told = code("{}[{}]", self.readonly, join(", ", parts))
        return told if len(told) <= _LONGEST_PLACES else plain

    def index_signature(self, record: Record) -> tuple[Code, ...]:
        """Return the options of the type of members that the record does not name.

        TypeScript wants the named members to fit the signature as well, so it takes their
        types in; it is never narrower than the contract.
        """
        if record.extra is None:
            return ()
        options = list(self.options(record.extra))
        for part in record.keyed:
            options += self.options(part.shape)
        for field in record.fields:
            options += self.field_options(field)
        if any(not field.required for field in record.fields):
            options.append(Code("undefined"))
        return _union(options)

    def _element(self, shape: Shape) -> Code:
        """Return the type so that `[]` or `?` may stand behind it."""
        options = self.options(shape)
        text = join(" | ", options)
        if len(options) > 1 or text.text.startswith("readonly "):
            return code("({})", text)
        return text

    def _tuple(self, shape: TupleOf) -> Code:
        parts = [
            self.text(item) if position < shape.required else code("{}?", self._element(item))
            for position, item in enumerate(shape.items)
        ]
        if shape.rest is not None and not isinstance(shape.rest, Nothing):
            parts.append(code("...{}[]", self._element(shape.rest)))
        return code("{}[{}]", self.readonly, join(", ", parts))


def behind(head: Code, options: tuple[Code, ...], indent: int) -> Code:
    """Return a union as it stands behind its head: on the same line, or on lines of its own."""
    inline = join(" | ", options)
    if indent + len(head) + len(inline) + 2 <= WIDTH:
        return code(" {}", inline)
    return Code(long_types.behind(head.text, inline.text, indent).removeprefix(head.text))


def _literal_type(value: object) -> Code:
    text = literals.scalar(value)
    # There is no literal type for an infinite number.
    return Code("number") if text.text.endswith("Infinity") else text


def _union(options: list[Code]) -> tuple[Code, ...]:
    distinct = tuple(dict.fromkeys(options))
    if UNKNOWN in distinct:
        return (UNKNOWN,)
    kept = tuple(option for option in distinct if option not in (NEVER, NULL))
    kept += (NULL,) if NULL in distinct else ()
    return kept or (NEVER,)
