"""Shapes as TypeScript types.

In: a shape. Out: a type on one line, or its options one per line where a line is too short.
Everything is readonly: a validated value stays as it was judged.
"""

from __future__ import annotations

from dataclasses import dataclass

from cfc.emit.code import Code, code, join
from cfc.emit.typescript import literals
from cfc.emit.typescript.identifiers import INHERITED
from cfc.emit.typescript.module_names import ModuleNames
from cfc.ir.shapes import (
    Anything,
    ArrayOf,
    Field,
    Literals,
    MapOf,
    Named,
    Nothing,
    Record,
    Scalar,
    Shape,
    TupleOf,
    UnionOf,
)

WIDTH = 100
_SCALARS = {
    "string": Code("string"),
    "integer": Code("number"),
    "number": Code("number"),
    "boolean": Code("boolean"),
    "null": Code("null"),
}
UNKNOWN = Code("unknown")
NEVER = Code("never")
# The compiler knows no type of `__proto__` and its like.
TYPED_MEMBERS = frozenset(name for name in INHERITED if not name.startswith("__"))


@dataclass(frozen=True)
class TypeView:
    """A type as a template lays it out: `inline`, or `options` between `opening` and `closing`."""

    inline: Code | None
    opening: Code
    options: tuple[Code, ...]
    closing: Code


class TypePrinter:
    """Prints the types of one module."""

    def __init__(self, names: ModuleNames) -> None:
        self._names = names

    def view(self, shape: Shape, taken: int) -> TypeView:
        """Return the type for a line of which so many columns are taken."""
        return self._view(shape, self.options(shape), taken)

    def field_view(self, field: Field, taken: int) -> TypeView:
        """Return the type of a member for a line of which so many columns are taken."""
        return self._view(field.shape, self.field_options(field), taken)

    def field_options(self, field: Field) -> tuple[Code, ...]:
        """Return the members of the union that the type of a member is.

        Every object has `constructor` and its like, so reading one that is absent gives what is
        inherited; without that in the type, the compiler refuses every object that leaves it out.
        """
        options = self.options(field.shape)
        if field.required or field.key not in TYPED_MEMBERS or UNKNOWN in options:
            return options
        return _union([*options, code("Object[{}]", literals.string(field.key))])

    def _view(self, shape: Shape, options: tuple[Code, ...], taken: int) -> TypeView:
        inline = join(" | ", options)
        if taken + len(inline) <= WIDTH:
            return TypeView(inline, Code(""), (), Code(""))
        if len(options) > 1:
            return TypeView(None, Code(""), options, Code(""))
        if isinstance(shape, ArrayOf):
            items = self.options(shape.item)
            if len(items) > 1:
                return TypeView(None, Code(" readonly ("), items, Code(")[]"))
        return TypeView(inline, Code(""), (), Code(""))

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
            case Scalar(kind):
                return (_SCALARS[kind],)
            case Named():
                return (self._names.type(shape),)
            case ArrayOf(item):
                return (code("readonly {}[]", self._element(item)),)
            case TupleOf():
                return (self._tuple(shape),)
            case MapOf(value):
                return (code("{{ readonly [key: string]: {} }}", self.text(value)),)
            case Nothing():
                return (NEVER,)
            case Anything():
                return (UNKNOWN,)

    def index_signature(self, record: Record) -> tuple[Code, ...]:
        """Return the options of the type of members that the record does not name.

        TypeScript wants the named members to fit the signature as well, so it takes their
        types in; it is never narrower than the contract.
        """
        if record.extra is None:
            return ()
        options = list(self.options(record.extra))
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
        return code("readonly [{}]", join(", ", parts))


def _literal_type(value: object) -> Code:
    text = literals.scalar(value)
    # There is no literal type for an infinite number.
    return Code("number") if text.text.endswith("Infinity") else text


def _union(options: list[Code]) -> tuple[Code, ...]:
    distinct = tuple(dict.fromkeys(options))
    if UNKNOWN in distinct:
        return (UNKNOWN,)
    kept = tuple(option for option in distinct if option != NEVER)
    return kept or (NEVER,)
