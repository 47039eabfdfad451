"""Sequences, and the paths that select them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from .values import UNDEFINED, Function, bounded, is_number, note_absent, truthy


class Items(list[object]):
    """A sequence: what a path selects. One item alone stands for itself, unless `keep`."""

    keep = False


class Constructed(list[object]):
    """An array written at an end of a path: its items stay together."""


class _Keep:
    """The mark behind a path's steps that keeps an array of one."""


KEEP_ARRAY: Final = _Keep()


@dataclass(frozen=True)
class Order:
    """A step that sorts what it is given."""

    sort: Callable[[list[object]], list[object]]


Step = str | Function | Order | _Keep


def unwrap(value: object) -> object:
    """Return what a sequence stands for: no value, its one item, or itself."""
    if not isinstance(value, Items):
        return value
    if not value:
        return UNDEFINED
    return value[0] if len(value) == 1 and not value.keep else value


def find(value: object, key: str) -> object:
    """Return the member of this name; of an array a sequence of those of its items."""
    if isinstance(value, dict):
        return value.get(key, UNDEFINED)
    if not isinstance(value, list):
        return UNDEFINED
    found = Items()
    for item in value:
        member = find(item, key)
        if isinstance(member, list):
            found.extend(member)
        elif member is not UNDEFINED:
            found.append(member)
    return found


def field(value: object, key: str) -> object:
    """Return the member of this name; of an array, those of its items."""
    if isinstance(value, dict):
        return value.get(key, UNDEFINED)
    return unwrap(find(value, key))


def member(value: object, key: str) -> object:
    """Return what the path of this one name leads to."""
    if type(value) is not dict:
        return path(value, key)
    found: object = value.get(key, UNDEFINED)
    if found is UNDEFINED:
        note_absent((key,))
    return unwrap(found) if type(found) is Items else found


def path(start: object, *steps: Step) -> object:
    """Follow the steps from each item of the start; each step flattens one level."""
    if isinstance(start, list):
        return _follow(start, steps, 0)
    return root_path(start, *steps)


def root_path(start: object, *steps: Step) -> object:
    """Follow the steps from the root, which is one value even when it is an array."""
    value = start
    for index, step in enumerate(steps):
        # Names in nested objects are the usual case: nothing is flattened there.
        if type(value) is dict and type(step) is str:
            value = value.get(step, UNDEFINED)
        elif value is UNDEFINED:
            note_absent(steps[:index])
            return UNDEFINED
        elif step is KEEP_ARRAY or index == 0:
            return _follow([start], steps, 0)
        else:
            is_list = isinstance(value, list) and not isinstance(value, Constructed)
            return _follow(value if isinstance(value, list) and is_list else [value], steps, index)
    if value is UNDEFINED:
        note_absent(steps)
    return unwrap(value)


def _follow(items: list[object], steps: tuple[Step, ...], first: int) -> object:
    keep = steps[-1] is KEEP_ARRAY
    last = len(steps) - 2 if keep else len(steps) - 1
    found = items
    for index in range(first, last + 1):
        step = steps[index]
        if isinstance(step, Order):
            found = step.sort(found)
            continue
        results = _results(found, step)
        if (
            index == last
            and len(results) == 1
            and isinstance(results[0], list)
            and not isinstance(results[0], Items)
        ):
            return _kept(results[0], keep)
        found = _flattened(results)
        if not found:
            note_absent(steps[: index + 1])
            return UNDEFINED
    kept = Items(found)
    kept.keep = keep
    return unwrap(kept)


def _kept(value: list[object], keep: bool) -> object:
    if not (keep and isinstance(value, Constructed)):
        return value
    kept = Items([value])
    kept.keep = True
    return kept


def _results(items: list[object], step: Step) -> list[object]:
    if isinstance(step, str):
        values: list[object] = [
            item.get(step, UNDEFINED) if type(item) is dict else field(item, step) for item in items
        ]
    elif callable(step):
        values = []
        size = 0
        for item in items:
            value = step(item)
            values.append(value)
            if isinstance(value, list):
                # Counted as they come: together they may not fit anywhere.
                size += len(value)
                bounded(size, ".")
    else:
        raise TypeError("no step of a path")
    return [value for value in values if value is not UNDEFINED]


def _flattened(results: list[object]) -> Items:
    if not any(isinstance(value, list) for value in results):
        return Items(results)
    found = Items()
    for value in results:
        if isinstance(value, list) and not isinstance(value, Constructed):
            found.extend(value)
        else:
            found.append(value)
    return found


def where(value: object, predicate: Function) -> Items:
    """Return the items that the predicate is true of, or whose position it gives."""
    items = value if isinstance(value, list) else [value]
    found = Items()
    for index, item in enumerate(items):
        answer = predicate(item)
        if answer is True:
            found.append(item)
        elif answer is not False:
            found.extend([item] * is_selected(answer, index, len(items)))
    return found


def is_selected(answer: object, index: int, count: int) -> int:
    """Return how often an answer of a predicate selects the item at the index, of so many."""
    numbers = answer if isinstance(answer, list) else [answer]
    if all(is_number(number) for number in numbers):
        return sum(item_index(number, count) == index for number in numbers)
    return 1 if truthy(answer) else 0


def item_at(value: object, index: float) -> object:
    """Return the item at the index, from the end when it is negative."""
    items = value if isinstance(value, list) else [value]
    position = item_index(index, len(items))
    if not 0 <= position < len(items) or items[position] is UNDEFINED:
        return Items()
    item = items[position]
    return item if isinstance(item, list) else Items([item])


def item_index(number: object, count: int) -> int:
    """Return the position that a number means among so many items, rounded down."""
    position = math.floor(number) if isinstance(number, int | float) else 0
    return position + count if position < 0 else position
