"""Shapes as Python type expressions.

In: shapes. Out: `Code`, and the names that have to be imported for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cfc.emit.code import Code, code, join
from cfc.emit.python.literals import literal
from cfc.ir.shapes import (
    Anything,
    ArrayOf,
    Literals,
    MapOf,
    Named,
    Nothing,
    Scalar,
    Shape,
    TupleOf,
    UnionOf,
)

_SCALARS = {
    "string": Code("str"), "integer": Code("Integer"), "number": Code("Number"),
    "boolean": Code("bool"), "null": Code("None"),
}  # fmt: skip


@dataclass
class TypePrinter:
    """Prints the types of one module; those of other contracts are named through their module."""

    modules: dict[str, Code]
    uses: set[str] = field(default_factory=set)

    def type(self, shape: Shape) -> Code:
        """Return the type expression of a shape."""
        match shape:
            case Scalar(kind):
                if kind in ("integer", "number"):
                    self.uses.add(_SCALARS[kind].text)
                return _SCALARS[kind]
            case Literals(values):
                if set(values) == {None}:
                    return Code("None")
                self.uses.add("Literal")
                return code("Literal[{}]", join(", ", (literal(value) for value in values)))
            case ArrayOf(item):
                return code("list[{}]", self.type(item))
            case MapOf(value):
                return code("dict[str, {}]", self.type(value))
            case TupleOf():
                return self._tuple(shape)
            case UnionOf():
                return alternatives(self.members(shape))
            case Named(name, contract):
                if contract is not None:
                    return code("{}.{}", self.modules[contract], Code(name))
                return Code(name)
            case Anything() | Nothing():
                return Code("object")

    def members(self, shape: Shape) -> list[Code]:
        """Return the members of a union, or the one type that it is."""
        if isinstance(shape, UnionOf):
            return [member for option in shape.options for member in self.members(option)]
        return [self.type(shape)]

    def _tuple(self, shape: TupleOf) -> Code:
        if shape.required == len(shape.items) and shape.rest is None:
            self.uses.update(("Annotated", "Field"))
            items = join(", ", (self.type(item) for item in shape.items))
            # Strict mode would want a tuple where JSON has a list.
            return code("Annotated[tuple[{}], Field(strict=False)]", items)
        rest = () if shape.rest is None else (shape.rest,)
        if any(isinstance(item, (Anything, Nothing)) for item in (*shape.items, *rest)):
            return Code("list[object]")
        return code("list[{}]", alternatives(self.type(item) for item in (*shape.items, *rest)))


def alternatives(types: Iterable[Code]) -> Code:
    """Return the union, each type once, `None` last as is the custom."""
    return join(" | ", _in_order(types))


def union_lines(types: Iterable[Code]) -> tuple[Code, ...]:
    """Return the same union one member a line, as a formatter breaks it."""
    return tuple(
        text if index == 0 else code("| {}", text) for index, text in enumerate(_in_order(types))
    )


def _in_order(types: Iterable[Code]) -> list[Code]:
    return sorted(dict.fromkeys(types), key=lambda text: text.text == "None")
