"""Declarations as views of Pydantic classes and type aliases.

In: records and aliases. Out: views for the template; nothing about their meaning is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass

from cfc.emit.code import EMPTY, Code, code
from cfc.emit.python.identifiers import field_names, identifier
from cfc.emit.python.literals import docstring_lines, string
from cfc.emit.python.steps import WIDTH
from cfc.emit.python.type_exprs import TypePrinter, alternatives
from cfc.ir.shapes import Alias, Anything, Declaration, Documentation, Field, Nothing, Record


@dataclass(frozen=True)
class FieldView:
    """One attribute: `name: type = default`; `type_parts` when the line has to be laid out."""

    name: Code
    type: Code
    default: Code
    doc: tuple[Code, ...]
    tall: tuple[Code, ...]


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
    text = doc.text or fallback
    if doc.deprecated:
        text = f"{text}\n\nDeprecated." if text else "Deprecated."
    for note in doc.notes:
        text = f"{text}\n\n{note}" if text else note
    return tuple(docstring_lines(text))


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
    if item.extra is None:
        types.uses.add("ConfigDict")
    elif not isinstance(item.extra, (Anything, Nothing)):
        extra = types.type(item.extra)
    fallback = "" if fields else "An object without declared members."
    judge = Code(f"check_{item.judge}") if item.judge else EMPTY
    return ModelView(
        identifier(item.name),
        document(item.doc, fallback),
        item.extra is None,
        extra,
        fields,
        judge,
    )


def _field(field: Field, name: str, types: TypePrinter) -> FieldView:
    parts = types.members(field.shape)
    if not field.required:
        types.uses.add("MISSING")
        parts.append(Code("MISSING"))
    text = alternatives(parts)
    default = Code("") if field.required else Code("MISSING")
    shown = identifier(name) if not name.endswith("_") else Code(name)
    alias = EMPTY
    if name != field.key:
        types.uses.update(("Annotated", "Field"))
        alias = string(field.key)
        # Inside `… | MISSING` pydantic does not see an alias: it has to stand outside.
        text = code("Annotated[{}, Field(alias={})]", text, alias)
    length = 4 + len(shown) + 2 + len(text) + (len(default) + 3 if len(default) else 0)
    tall: tuple[Code, ...] = ()
    if length > WIDTH and len(alias):
        tall = (alternatives(parts), code("Field(alias={})", alias))
    return FieldView(shown, text, default, document(field.doc), tall)
