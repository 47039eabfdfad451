"""Variants of a value by one edit: what is just not valid, or just still is.

In: a value. Out: its variants; whether one is valid is the judges' to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

_NEIGHBOURS: tuple[object, ...] = (None, True, 0, "", [], {})


def near_misses(value: object, rng: Random, most: int = 40) -> list[object]:
    """Return up to `most` variants, from all over the value."""
    found = list(_edits(value))
    return found if len(found) <= most else rng.sample(found, most)


def _edits(value: object) -> Iterator[object]:
    for other in _NEIGHBOURS:
        if type(other) is not type(value):
            yield other
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, (int, float)):
        yield from _numbers(value)
    elif isinstance(value, str):
        yield from _texts(value)
    elif isinstance(value, list):
        yield from _arrays(value)
    elif isinstance(value, dict):
        yield from _objects(value)


def _numbers(value: int | float) -> Iterator[object]:
    yield from (value + 1, value - 1, -value, str(value))
    if abs(value) < 2**53:
        yield from (value + 0.5, float(value), value + 0.001)
    yield from (1e300, -1e300)


def _texts(value: str) -> Iterator[object]:
    yield from (value[:-1], value[1:], value + "a", value + "\n", " " + value, value * 2 + "x" * 9)
    yield from (value.upper(), value.lower(), value + "😀", [value])


def _arrays(value: list[object]) -> Iterator[object]:
    yield [*value, None]
    if value:
        yield from (value[:-1], value[1:], [*value, value[0]], value * 2, [*value[1:], value[0]])
        yield value * (1 + 64 // len(value))
    for index, item in enumerate(value[:6]):
        for edited in _edits(item):
            yield [*value[:index], edited, *value[index + 1 :]]


def _objects(value: dict[str, object]) -> Iterator[object]:
    yield {**value, "unheard-of": 1}
    yield {**value, "__proto__": None}
    for name, item in value.items():
        rest = {key: other for key, other in value.items() if key != name}
        yield rest
        yield {**rest, name + "s": item}
        for edited in _edits(item):
            yield {**value, name: edited}
