"""Builders: functions that make typed values of documents, for kinds whose objects are no dicts.

In: the shapes of one module. Out: a view for each declaration. A builder follows the shape alone:
the value was judged before, so of several shapes the first that fits is a right one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cfc.emit.code import EMPTY, Code, code
from cfc.emit.layout import Atom, Bracket, Doc, Prefixed, lay_out
from cfc.emit.python.identifiers import identifier
from cfc.emit.python.literals import literal, string
from cfc.ir.module import ContractModule
from cfc.ir.names import snake, words
from cfc.ir.shapes import (
    Alias,
    Anything,
    ArrayOf,
    Constant,
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

_UNIT = Code("    ")
_SCALARS = {
    "string": Code("_builders.text"), "integer": Code("_builders.whole"),
    "number": Code("_builders.number"), "boolean": Code("_builders.flag"),
    "null": Code("_builders.null"),
}  # fmt: skip
_ANYTHING = Code("_builders.anything")


@dataclass(frozen=True)
class BuilderView:
    """One function: `build` is a whole builder (`record` is empty), or a call of `record`."""

    name: Code
    type: Code
    build: Code
    record: Code


def builder_name(type_name: str) -> str:
    """Return what the builder of a type is called, in the module that declares it."""
    return "build_" + snake(words(type_name))


def builders(module: ContractModule, aliases: Mapping[str, Code]) -> tuple[BuilderView, ...]:
    """Return the builders of a module; `aliases`: what other contracts' modules are called in it."""
    printer = _Builders(aliases)
    found: list[BuilderView] = []
    for item in module.declarations:
        name, kind = Code(builder_name(item.name)), identifier(item.name)
        if isinstance(item, Alias):
            before = len("build: _builders.Build[] = ") + len(kind)
            laid = lay_out(printer.of(item.shape), 1, _UNIT, before)
            found.append(BuilderView(name, kind, laid, EMPTY))
        else:
            laid = lay_out(printer.record(item, kind), 1, _UNIT, len("return "))
            found.append(BuilderView(name, kind, EMPTY, laid))
    return tuple(found)


class _Builders:
    def __init__(self, aliases: Mapping[str, Code]) -> None:
        self._aliases = aliases

    def record(self, item: Record, kind: Code) -> Doc:
        # What tells records apart comes first: the wrong one is refused before it is built.
        ordered = sorted(item.fields, key=lambda field: not isinstance(field.shape, Literals))
        members = tuple(
            Prefixed(code("{}: ", string(field.key)), self.of(field.shape)) for field in ordered
        )
        table = Bracket(Code("{"), members, Code("}")) if members else Atom(Code("{}"))
        parts: tuple[Doc, ...] = (Atom(kind), Atom(Code("value")), table)
        if item.extra is None:
            parts = (*parts, Atom(Code("closed=True")))
        return Bracket(Code("record("), parts, Code(")"))

    def of(self, shape: Shape) -> Doc:
        match shape:
            case Text():
                return Atom(_SCALARS["string"])
            case Scalar(kind):
                return Atom(_SCALARS[kind])
            case Literals(values):
                return self._literals(values)
            case ArrayOf(item):
                return Bracket(Code("_builders.each("), (self.of(item),), Code(")"))
            case TupleOf(items, _, rest):
                parts = (*items, *(() if rest is None else (rest,)))
                return Bracket(Code("_builders.each("), (self._choice(parts),), Code(")"))
            case MapOf(value):
                return Bracket(Code("_builders.members("), (self.of(value),), Code(")"))
            case UnionOf(options):
                return self._choice(options)
            case Named(name, None):
                return Atom(Code(builder_name(name)))
            case Named(name, contract) if contract is not None:
                return Atom(code("{}.{}", self._aliases[contract], Code(builder_name(name))))
            case Anything() | NoObject() | Nothing() | Constant() | Named():
                return Atom(_ANYTHING)

    def _literals(self, values: tuple[object, ...]) -> Doc:
        kept = tuple(value for value in values if isinstance(value, (str, int)))
        options: list[Doc] = []
        if kept:
            items = tuple(Atom(literal(value)) for value in kept)
            options.append(Bracket(Code("_builders.one_of("), items, Code(")")))
        if any(isinstance(value, float) for value in values):
            options.append(Atom(_SCALARS["number"]))
        if None in values:
            options.append(Atom(_SCALARS["null"]))
        return _chosen(options)

    def _choice(self, shapes: tuple[Shape, ...]) -> Doc:
        return _chosen([self.of(shape) for shape in shapes])


def _chosen(options: list[Doc]) -> Doc:
    unlike = list(dict.fromkeys(options))
    if not unlike or Atom(_ANYTHING) in unlike:
        return Atom(_ANYTHING)
    if len(unlike) == 1:
        return unlike[0]
    return Bracket(Code("_builders.choice("), tuple(unlike), Code(")"))
