"""Declarations as views of Pydantic classes and type aliases.

In: records and aliases. Out: views for the template; nothing about their meaning is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass

from cfc.emit.code import EMPTY, Code, code
from cfc.emit.layout import split
from cfc.emit.python.identifiers import field_names, identifier
from cfc.emit.python.literals import docstring_lines, string
from cfc.emit.python.long_lines import within_width
from cfc.emit.python.steps import WIDTH
from cfc.emit.python.type_exprs import QuotedTypePrinter, TypePrinter, names_types
from cfc.ir.documents import paragraphs
from cfc.ir.shapes import (
    Alias,
    Anything,
    Declaration,
    Documentation,
    Field,
    Nothing,
    Record,
)

# Within the quotes of a docstring, at the margin of a class.
_DOC = WIDTH - 10
VALIDATORS = "_validators"
"""What a module of models calls the module that judges them."""


@dataclass(slots=True)
class FieldView:
    """One attribute: `name: type = default`, as many lines as that needs."""

    text: Code
    doc: tuple[Code, ...]


@dataclass(frozen=True)
class ModelView:
    """One class."""

    name: Code
    doc: tuple[Code, ...]
    closed: bool
    extra: Code
    """The statement that types other members; empty when they can be anything."""
    fields: tuple[FieldView, ...]
    judge: Code

    @property
    def head_is_long(self) -> bool:
        around = "class (ContractModel, check=):" if len(self.judge) else "class (ContractModel):"
        return len(self.name) + len(self.judge) + len(around) > WIDTH

    @property
    def judge_is_long(self) -> bool:
        return len(self.judge) + len("    ContractModel, check=") > WIDTH

    @property
    def has_head(self) -> bool:
        """Whether anything stands above the fields."""
        return bool(self.doc) or self.closed or len(self.extra) > 0


@dataclass(frozen=True)
class AliasView:
    """One named type that is no class: `text` is its statement."""

    name: Code
    text: Code
    doc: tuple[Code, ...]
    judge: Code = EMPTY


def document(doc: Documentation, fallback: str = "") -> tuple[Code, ...]:
    """Return the lines of a docstring; empty when there is nothing to say."""
    found = paragraphs(doc, limits=False)
    if fallback and not doc.text:
        found.insert(0, fallback)
    if doc.deprecated:
        found.append("Deprecated.")
    return tuple(docstring_lines("\n\n".join(found), _DOC))


def declaration(item: Declaration, types: TypePrinter) -> ModelView | AliasView:
    """Return the view of a declaration."""
    if isinstance(item, Alias):
        return _alias(item, types)
    return _model(item, types)


def _alias(item: Alias, types: TypePrinter) -> AliasView:
    types.uses.add("TypeAliasType")
    text = types.type(item.shape)
    name = identifier(item.name)
    judged: Code | None = None
    if item.judge is not None:
        types.uses.update(("Annotated", "Judged"))
        judged = code("Judged({}, {})", string(name.text), Code(f"{VALIDATORS}.check_{item.judge}"))
        text = _annotated(text, judged)
    # What is declared further down can only be named in a string.
    value = string(text.text) if names_types(item.shape) else text
    line = code("{} = TypeAliasType({}, {})", name, string(name.text), value)
    if len(line) > WIDTH and names_types(item.shape):
        quoted = QuotedTypePrinter(types.modules, types.records, types.uses, types.rich_formats)
        value = quoted.type(item.shape)
        value = value if judged is None else _annotated(value, judged)
        line = code("{} = TypeAliasType({}, {})", name, string(name.text), value)
    doc = document(item.doc)
    return AliasView(name, Code(within_width(line.text)), doc, judged or EMPTY)


def _annotated(text: Code, told: Code) -> Code:
    """Return a type of which more is told; what is told already stays in the same brackets."""
    if text.text.startswith("Annotated[") and len(split(text.text, " | ")) == 1:
        return code("{}, {}]", Code(text.text.removesuffix("]")), told)
    return code("Annotated[{}, {}]", text, told)


def _model(item: Record, types: TypePrinter) -> ModelView:
    names = field_names(tuple(field.key for field in item.fields))
    fields = tuple(_field(field, names[field.key], types) for field in item.fields)
    extra = EMPTY
    if item.extra is None and item.keyed:
        extra = types.any_of(part.shape for part in item.keyed)
        extra = EMPTY if extra == Code("object") else extra
    elif item.extra is None:
        types.uses.add("ConfigDict")
    elif not isinstance(item.extra, (Anything, Nothing)):
        extra = types.type(item.extra)
    fallback = "" if fields else "An object without declared members."
    judge = Code(f"{VALIDATORS}.check_{item.judge}") if item.judge else EMPTY
    return ModelView(
        identifier(item.name),
        document(item.doc, fallback),
        item.extra is None and not item.keyed,
        _extra(extra) if len(extra) else EMPTY,
        fields,
        judge,
    )


def _extra(value: Code) -> Code:
    """Return the statement that types the members which a class does not declare."""
    return Code(within_width(f"    __pydantic_extra__: dict[str, {value.text}]"))


def _field(field: Field, name: str, types: TypePrinter) -> FieldView:
    members = [] if isinstance(field.shape, Nothing) else types.members(field.shape)
    if not field.required:
        types.uses.add("MISSING")
        members.append(Code("MISSING"))
    text = types.union(members)
    shown = identifier(name) if not name.endswith("_") else Code(name)
    alias = EMPTY
    if name != field.key:
        types.uses.update(("Annotated", "Field"))
        # Inside `… | MISSING` pydantic does not see an alias: it has to stand outside.
        alias = code("Field(alias={})", string(field.key))
    default = EMPTY if field.required else Code(" = MISSING")
    doc = document(field.doc)
    flat = text if not len(alias) else code("Annotated[{}, {}]", text, alias)
    if len(alias) and field.required:
        flat = types.field_of(field.shape, string(field.key)) or flat
    return FieldView(Code(within_width(f"    {shown.text}: {flat.text}{default.text}")), doc)
