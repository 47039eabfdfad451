"""Declarations as views of Pydantic classes and type aliases.

In: records and aliases. Out: views for the template; nothing about their meaning is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass

from cfc.emit.code import EMPTY, Code, code
from cfc.emit.python.identifiers import field_names, identifier
from cfc.emit.python.literals import docstring_lines, string
from cfc.emit.python.steps import WIDTH
from cfc.emit.python.type_exprs import TypePrinter, alternatives, union_lines
from cfc.ir.documents import paragraphs
from cfc.ir.shapes import Alias, Anything, Declaration, Documentation, Field, Nothing, Record

VALIDATORS = "_validators"
"""What a module of models calls the module that judges them."""


@dataclass(frozen=True)
class FieldView:
    """One attribute, `name: type = default`, laid out as its length needs.

    `flat`: on one line; `annotated`: an annotation over lines; `value`: the default on a line of
    its own; `type`: the type in brackets, over the lines of `type`. `alias` is empty if there is
    none.
    """

    layout: str
    name: Code
    type: tuple[Code, ...]
    alias: Code
    default: Code
    doc: tuple[Code, ...]


@dataclass(frozen=True)
class ModelView:
    """One class."""

    name: Code
    doc: tuple[Code, ...]
    closed: bool
    extra: Code
    fields: tuple[FieldView, ...]
    judge: Code

    @property
    def head_is_long(self) -> bool:
        return len(self.name) + len(self.judge) + len("class (ContractModel, check=):") > WIDTH

    @property
    def has_head(self) -> bool:
        """Whether anything stands above the fields."""
        return bool(self.doc) or self.closed or len(self.extra) > 0


@dataclass(frozen=True)
class AliasView:
    """One named type that is no class."""

    name: Code
    type: Code
    doc: tuple[Code, ...]
    tall: bool


def document(doc: Documentation, fallback: str = "") -> tuple[Code, ...]:
    """Return the lines of a docstring; empty when there is nothing to say."""
    found = paragraphs(doc, limits=False)
    if fallback and not doc.text:
        found.insert(0, fallback)
    if doc.deprecated:
        found.append("Deprecated.")
    return tuple(docstring_lines("\n\n".join(found)))


def declaration(item: Declaration, types: TypePrinter) -> ModelView | AliasView:
    """Return the view of a declaration."""
    if isinstance(item, Alias):
        return _alias(item, types)
    return _model(item, types)


def _alias(item: Alias, types: TypePrinter) -> AliasView:
    types.uses.add("TypeAliasType")
    text = types.type(item.shape)
    name = identifier(item.name)
    tall = 2 * len(name) + len(text) + 24 > WIDTH
    return AliasView(name, string(text.text), document(item.doc), tall)


def _model(item: Record, types: TypePrinter) -> ModelView:
    names = field_names([field.key for field in item.fields])
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
        extra,
        fields,
        judge,
    )


def _field(field: Field, name: str, types: TypePrinter) -> FieldView:
    members = [] if isinstance(field.shape, Nothing) else types.members(field.shape)
    if not field.required:
        types.uses.add("MISSING")
        members.append(Code("MISSING"))
    text = alternatives(members)
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
    if 6 + len(shown) + len(flat) + len(default) <= WIDTH or (len(members) < 2 and not len(alias)):
        return FieldView("flat", shown, (flat,), alias, default, doc)
    if len(alias):
        lines = (text,) if len(text) + 9 <= WIDTH else union_lines(members)
        return FieldView("annotated", shown, lines, alias, default, doc)
    if len(default) and 6 + len(shown) + len(text) + 4 <= WIDTH:
        return FieldView("value", shown, (text,), alias, default, doc)
    lines = (text,) if len(text) + 8 <= WIDTH else union_lines(members)
    return FieldView("type", shown, lines, alias, default, doc)
