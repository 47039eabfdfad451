"""Unions of records that a member tells apart, found where all declarations are known.

In: declarations. Out: the same ones; in their unions, two records or more that require a member
with literals of their own stand together under this tag.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cfc.ir.shape_maps import mapped
from cfc.ir.shapes import (
    Declaration,
    JsonScalar,
    Literals,
    Named,
    Record,
    Shape,
    UnionOf,
)


def with_tags(declarations: Sequence[Declaration]) -> tuple[Declaration, ...]:
    """Return the declarations, the unions in them told apart where that is possible."""
    records = {item.name: item for item in declarations if isinstance(item, Record)}
    tagger = _Tagger(records)
    return tuple(mapped(item, tagger.shape) for item in declarations)


class _Tagger:
    def __init__(self, records: Mapping[str, Record]) -> None:
        self._tags = {name: _tags(record) for name, record in records.items()}

    def shape(self, shape: Shape) -> Shape:
        return self._union(shape.options) if isinstance(shape, UnionOf) else shape

    def _union(self, options: tuple[Shape, ...]) -> Shape:
        records = [item for item in options if isinstance(item, Named) and self._tags_of(item)]
        for tag in self._tags_of(records[0]) if records else ():
            named = [item for item in records if tag in self._tags_of(item)]
            values = [value for item in named for value in self._tags_of(item)[tag]]
            if len(named) < 2 or len(set(map(repr, values))) < len(values):
                continue
            told = UnionOf(tuple(named), tag)
            if len(named) == len(options):
                return told
            first = options.index(named[0])
            others = [item for item in options if item not in named]
            return UnionOf((*others[:first], told, *others[first:]))
        return UnionOf(options)

    def _tags_of(self, item: Named) -> Mapping[str, tuple[JsonScalar, ...]]:
        return self._tags.get(item.name, {}) if item.contract is None else {}


def _tags(record: Record) -> dict[str, tuple[JsonScalar, ...]]:
    """Return the literals of the members that have to be there, by member."""
    return {
        field.key: field.shape.values
        for field in record.fields
        if field.required and isinstance(field.shape, Literals)
    }
