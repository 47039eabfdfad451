"""Paths that bind variables: a stream of rows, each with an item and what led to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .arguments import as_function
from .arrays import append
from .objects import member_name
from .paths import KEEP_ARRAY, Items, field, is_selected, item_index, unwrap
from .sorting import Term, ordered
from .values import UNDEFINED, Function, JsonataError, keys_of

Row = dict[str, object]
_ITEM = "@"


class Rows(list[Row]):
    """A stream of rows. The item is under `@`, everything else under the name it is bound to."""


RowStep = Callable[[Rows], Rows]


def rows_of(value: object) -> Rows:
    """Return a row for each item of the value."""
    if isinstance(value, Rows):
        return value
    items = value if isinstance(value, list) else [] if value is UNDEFINED else [value]
    return Rows({_ITEM: item} for item in items)


def row_of(value: object) -> Rows:
    """Return a row for the value, which is one item even when it is an array."""
    return Rows([{_ITEM: value}])


def stream(rows: Rows, *steps: RowStep) -> Rows:
    for step in steps:
        rows = step(rows)
    return rows


def bound(row: Row, name: str) -> object:
    return row.get(name, UNDEFINED)


def each_row(
    target: str | Function,
    focus: str | None = None,
    index: str | None = None,
    kept: str | None = None,
) -> RowStep:
    """Return a step that gives rows for all that the target selects from each row.

    `focus`: what is selected is bound to this name, and the item stays. `index`: its position is
    bound to this name. `kept`: under this name the item stays known.
    """

    def step(rows: Rows) -> Rows:
        found = Rows()
        for row in rows:
            value = field(row[_ITEM], target) if isinstance(target, str) else target(row)
            if isinstance(value, Rows):
                found.extend({**row, **inner} for inner in value)
                continue
            items = value if isinstance(value, list) else [] if value is UNDEFINED else [value]
            for position, item in enumerate(items):
                made = {**row, focus or _ITEM: item}
                if index is not None:
                    made[index] = position
                if kept is not None:
                    made[kept] = row[_ITEM]
                found.append(made)
        return found

    return step


def rows_where(predicate: Function) -> RowStep:
    def step(rows: Rows) -> Rows:
        count = len(rows)
        found = Rows()
        for position, row in enumerate(rows):
            found.extend([row] * is_selected(predicate(row), position, count))
        return found

    return step


def row_at(index: float) -> RowStep:
    def step(rows: Rows) -> Rows:
        position = item_index(index, len(rows))
        return Rows(rows[position : position + 1] if position >= 0 else [])

    return step


def number_rows(name: str) -> RowStep:
    """Return a step that binds the position of each row to the name."""

    def step(rows: Rows) -> Rows:
        return Rows({**row, name: position} for position, row in enumerate(rows))

    return step


def order_rows(*terms: Term) -> RowStep:
    def step(rows: Rows) -> Rows:
        return Rows(ordered(rows, terms))

    return step


def picked(rows: Rows, keep: object = None) -> object:
    """Return the items of the rows."""
    found = Items(row[_ITEM] for row in rows)
    found.keep = keep is KEEP_ARRAY
    return unwrap(found)


def group_rows(rows: Rows, *pairs: Function) -> dict[str, object]:
    """Return an object whose keys are computed from each row; rows of one key go together."""
    groups: dict[str, tuple[int, Row]] = {}
    for row in rows:
        for index in range(0, len(pairs), 2):
            name = member_name(as_function(pairs[index], "{")(row))
            if name is None:
                continue
            if name not in groups:
                groups[name] = (index, row)
            elif groups[name][0] == index:
                groups[name] = (index, _joined(groups[name][1], row))
            else:
                raise JsonataError("D1009", f"two expressions give the key `{name}`", "{")
    made = {name: pairs[groups[name][0] + 1](groups[name][1]) for name in keys_of(groups)}
    return {name: value for name, value in made.items() if value is not UNDEFINED}


def _joined(one: Row, other: Row) -> Row:
    names: Sequence[str] = list(dict.fromkeys([*one, *other]))
    return {name: append(bound(one, name), bound(other, name)) for name in names}
