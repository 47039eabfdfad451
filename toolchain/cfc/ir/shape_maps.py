"""Shapes rewritten from the inside out.

In: a declaration and a function from shape to shape. Out: the declaration with every shape in it
replaced, those inside first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cfc.ir.shapes import (
    Alias,
    ArrayOf,
    Declaration,
    Field,
    Keyed,
    MapOf,
    Named,
    Option,
    Shape,
    TupleOf,
    UnionOf,
)

Change = Callable[[Shape], Shape]


def mapped(item: Declaration, change: Change) -> Declaration:
    """Return the declaration with its shapes changed."""
    if isinstance(item, Alias):
        return replace(item, shape=mapped_shape(item.shape, change))
    return replace(
        item,
        fields=_fields(item.fields, change),
        extra=None if item.extra is None else mapped_shape(item.extra, change),
        keyed=_keyed(item.keyed, change),
        alternatives=tuple(
            tuple(_option(option, change) for option in group) for group in item.alternatives
        ),
    )


def mapped_shape(shape: Shape, change: Change) -> Shape:
    """Return the shape changed, what is inside it first."""
    match shape:
        case ArrayOf(item):
            shape = replace(shape, item=mapped_shape(item, change))
        case MapOf(value, keyed):
            value = mapped_shape(value, change)
            shape = replace(shape, value=value, keyed=_keyed(keyed, change))
        case TupleOf(items, _, rest):
            last = None if rest is None else mapped_shape(rest, change)
            inner = tuple(mapped_shape(item, change) for item in items)
            shape = replace(shape, items=inner, rest=last)
        case UnionOf(options):
            shape = replace(shape, options=tuple(mapped_shape(item, change) for item in options))
        case _:
            pass
    return change(shape)


def _option(option: Option, change: Change) -> Option:
    if isinstance(option, Named):
        found = mapped_shape(option, change)
        return found if isinstance(found, Named) else option
    return _fields(option, change)


def _fields(fields: tuple[Field, ...], change: Change) -> tuple[Field, ...]:
    return tuple(_field(field, change) for field in fields)


def _field(field: Field, change: Change) -> Field:
    shape = mapped_shape(field.shape, change)
    return field if shape is field.shape else replace(field, shape=shape)


def _keyed(keyed: tuple[Keyed, ...], change: Change) -> tuple[Keyed, ...]:
    return tuple(replace(part, shape=mapped_shape(part.shape, change)) for part in keyed)
