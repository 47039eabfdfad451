"""Shapes as Python type expressions.

In: shapes. Out: `Code`, and the names that have to be imported for it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cfc.emit.code import EMPTY, Code, code, join
from cfc.emit.python.identifiers import field_names
from cfc.emit.python.literals import literal, string
from cfc.ir.shapes import (
    Anything,
    ArrayOf,
    Constant,
    Limits,
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
    "string": Code("str"), "integer": Code("Integer"), "number": Code("Number"),
    "boolean": Code("bool"), "null": Code("None"),
}  # fmt: skip

FORMATS = "_formats"
"""What a module calls the module that reads strings of a format as what they mean."""
RICH_FORMATS = {
    "date-time": Code("_formats.DateTime"), "date": Code("_formats.Date"),
    "time": Code("_formats.Time"), "uuid": Code("_formats.Uuid"),
    "ipv4": Code("_formats.Ipv4"), "ipv6": Code("_formats.Ipv6"),
}  # fmt: skip


@dataclass
class TypePrinter:
    """Prints the types of one module; those of other contracts are named through their module."""

    modules: dict[str, Code]
    records: Mapping[str, Record]
    uses: set[str] = field(default_factory=set)
    rich_formats: frozenset[str] = frozenset()

    def type(self, shape: Shape) -> Code:
        """Return the type expression of a shape."""
        match shape:
            case Scalar(kind, limits):
                limits = _whole_limits(limits) if kind == "integer" else limits
                if _arguments(limits) and kind == "integer":
                    self.uses.add("Whole")
                    return self._limited(Code("int"), limits, Code(", Whole"))
                if kind in ("integer", "number"):
                    self.uses.add(_SCALARS[kind].text)
                return self._limited(_SCALARS[kind], limits)
            case Text((), str(name)) if name in self.rich_formats:
                # Its limits are those of its text, which the validator judges.
                self.uses.add(FORMATS)
                return RICH_FORMATS[name]
            case Text():
                return self._limited(Code("str"), shape.limits)
            case Literals(values):
                if set(values) == {None}:
                    return Code("None")
                return self.union(self.members(shape))
            case Constant(text):
                is_object = text.startswith("{")
                return Code("dict[str, object]") if is_object else Code("list[object]")
            case ArrayOf(item, least, most):
                length: Limits = (("minLength", least),) if least else ()
                length += () if most is None else (("maxLength", most),)
                return self._limited(code("list[{}]", self.type(item)), length)
            case MapOf(value, keyed):
                shapes = [] if isinstance(value, Nothing) and keyed else [value]
                shapes += [part.shape for part in keyed]
                return code("dict[str, {}]", self.any_of(shapes))
            case TupleOf():
                return self._tuple(shape)
            case UnionOf():
                return self.union(self.members(shape))
            case Named(name, contract):
                if contract is not None:
                    return code("{}.{}", self.modules[contract], Code(name))
                return Code(name)
            case NoObject():
                self.uses.add("NonObject")
                return Code("NonObject")
            case Anything() | Nothing():
                return Code("object")

    def union(self, types: Iterable[Code]) -> Code:
        """Return the union, each type once, `None` last as is the custom."""
        return join(" | ", _in_order(types))

    def any_of(self, shapes: Iterable[Shape]) -> Code:
        """Return the type of what has one of the shapes."""
        members = [member for shape in shapes for member in self.members(shape)]
        return Code("object") if Code("object") in members else self.union(members)

    def members(self, shape: Shape) -> list[Code]:
        """Return the members of a union, or the one type that it is."""
        if isinstance(shape, Literals):
            return self._literals(shape.values, beside_numbers=False)
        if isinstance(shape, UnionOf):
            tag = self._attribute_of_tag(shape)
            if tag is not None:
                self.uses.update(("Annotated", "Field"))
                union = self.union(self.type(option) for option in shape.options)
                return [code("Annotated[{}, Field(discriminator={})]", union, string(tag))]
            numbers = any(
                isinstance(option, Scalar) and option.kind in ("integer", "number")
                for option in shape.options
            )
            found: list[Code] = []
            for option in shape.options:
                if isinstance(option, Literals):
                    found += self._literals(option.values, beside_numbers=numbers)
                else:
                    found += self.members(option)
            return found
        return [self.type(shape)]

    def field_of(self, shape: Shape, alias: Code) -> Code | None:
        """Return the annotation of a member that has an alias and limits, in one `Field`."""
        kind, behind = EMPTY, EMPTY
        match shape:
            case Scalar("integer", limits):
                limits = _whole_limits(limits)
                kind, behind = Code("int"), Code(", Whole")
            case Scalar(name, limits):
                kind = _SCALARS[name]
            case Text(pieces, name, limits) if pieces or name not in self.rich_formats:
                kind = Code("str")
            case _:
                return None
        arguments = _arguments(limits)
        if not arguments:
            return None
        self.uses.update(("Annotated", "Field", *(["Whole"] if len(behind) else [])))
        if kind.text == "Number":
            self.uses.add("Number")
        listed = join(", ", (code("alias={}", alias), *arguments))
        return code("Annotated[{}, Field({}){}]", kind, listed, behind)

    def _limited(self, kind: Code, limits: Limits, behind: Code = EMPTY) -> Code:
        arguments = _arguments(limits)
        if not arguments:
            return kind
        self.uses.update(("Annotated", "Field"))
        return code("Annotated[{}, Field({}){}]", kind, join(", ", arguments), behind)

    def _literals(self, values: tuple[object, ...], *, beside_numbers: bool) -> list[Code]:
        """Return the types of some values.

        A literal of Python would not take 1.0 for 1, and takes 1 for true.
        """
        numbers = [v for v in values if isinstance(v, (int, float)) and not isinstance(v, bool)]
        exact = [value for value in values if isinstance(value, (str, bool))]
        found: list[Code] = []
        if (numbers or beside_numbers) and any(isinstance(value, bool) for value in exact):
            exact = [value for value in exact if isinstance(value, str)]
            found.append(Code("bool"))
        if exact:
            self.uses.add("Literal")
            found.append(code("Literal[{}]", join(", ", map(literal, exact))))
        if numbers:
            is_whole = all(isinstance(value, int) for value in numbers)
            found.append(self.type(Scalar("integer" if is_whole else "number")))
        return [*found, *([Code("None")] if None in values else [])]

    def _attribute_of_tag(self, shape: UnionOf) -> str | None:
        """Return the attribute that tells the classes of a union apart; None when pydantic cannot."""
        if shape.tag is None:
            return None
        names: set[str] = set()
        for option in shape.options:
            record = self.records.get(option.name) if isinstance(option, Named) else None
            field = record and next((f for f in record.fields if f.key == shape.tag), None)
            if not record or not field or not isinstance(field.shape, Literals):
                return None
            if not all(isinstance(value, (str, bool)) for value in field.shape.values):
                return None
            names.add(field_names(tuple(item.key for item in record.fields))[shape.tag])
        return names.pop() if len(names) == 1 else None

    def _tuple(self, shape: TupleOf) -> Code:
        if shape.required == len(shape.items) and shape.rest is None:
            self.uses.update(("Annotated", "Field"))
            items = join(", ", (self.type(item) for item in shape.items))
            # Strict mode would want a tuple where JSON has a list.
            return code("Annotated[tuple[{}], Field(strict=False)]", items)
        rest = () if shape.rest is None else (shape.rest,)
        if any(isinstance(item, (Anything, Nothing)) for item in (*shape.items, *rest)):
            return Code("list[object]")
        return code("list[{}]", self.union(self.type(item) for item in (*shape.items, *rest)))


class QuotedTypePrinter(TypePrinter):
    """Prints types that are evaluated at once: names of types are quoted, and only those.

    What is one string cannot be broken into lines, and stands for what is declared further down.
    """

    def type(self, shape: Shape) -> Code:
        if not names_types(shape):
            plain = TypePrinter(self.modules, self.records, self.uses, self.rich_formats)
            return plain.type(shape)
        text = super().type(shape)
        return string(text.text) if isinstance(shape, Named) else text

    def union(self, types: Iterable[Code]) -> Code:
        members = _in_order(types)
        # Python joins types by `|`, but no strings.
        if len(members) == 1 or not any(member.text[0] in "\"'" for member in members):
            return join(" | ", members)
        self.uses.add("Union")
        return code("Union[{}]", join(", ", members))


def names_types(shape: Shape) -> bool:
    """Tell whether the type of a shape names another type."""
    match shape:
        case Named():
            return True
        case ArrayOf(item):
            return names_types(item)
        case MapOf(value, keyed):
            return any(map(names_types, (value, *(part.shape for part in keyed))))
        case UnionOf(options):
            return any(map(names_types, options))
        case TupleOf(items, _, rest):
            return any(map(names_types, items if rest is None else (*items, rest)))
        case _:
            return False


_ARGUMENTS = {
    "minLength": Code("min_length"), "maxLength": Code("max_length"), "minimum": Code("ge"),
    "exclusiveMinimum": Code("gt"), "maximum": Code("le"), "exclusiveMaximum": Code("lt"),
}  # fmt: skip
_EXACT = 2**53


def _whole_limits(limits: Limits) -> Limits:
    """Return the limits of an integer as integers."""
    found: dict[str, int] = {}
    for name, value in limits:
        whole = math.ceil(value) if "inimum" in name else math.floor(value)
        if whole == value:
            found[name] = whole
        else:
            # Between two integers a limit is that of the nearer one that is within it.
            found[name.replace("exclusiveM", "m")] = whole
    return tuple(found.items())


def _arguments(limits: Limits) -> list[Code]:
    """Return the limits as pydantic has them, without those where doubles and integers differ."""
    return [
        code("{}={}", _ARGUMENTS[name], literal(value))
        for name, value in limits
        if abs(value) < _EXACT
    ]


def _in_order(types: Iterable[Code]) -> list[Code]:
    return sorted(dict.fromkeys(types), key=lambda text: text.text == "None")
