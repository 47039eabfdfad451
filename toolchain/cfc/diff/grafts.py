"""Documents made of a good one and a part of another: witnesses that keep the invariants.

In: a document known to be accepted whole (an example), and donors that show a difference of the
schemas alone. Out: the example with one part of a donor in place of its own. A donor drawn from a
schema seldom keeps an invariant that ties members together; the example does, and most of its
members are not tied to the part that changed.
"""

from __future__ import annotations

from collections.abc import Iterator

_DEEPEST = 8
_ITEMS = 3


def grafts(example: object, donor: object, depth: int = 0) -> Iterator[object]:
    """Yield the example with each part of the donor in its place, the smallest parts first."""
    if depth > _DEEPEST:
        return
    if isinstance(example, dict) and isinstance(donor, dict):
        for name, part in donor.items():
            if name in example:
                for inner in grafts(example[name], part, depth + 1):
                    yield {**example, name: inner}
        for name, part in donor.items():
            if name not in example or example[name] != part:
                yield {**example, name: part}
        for name in example:
            if name not in donor:
                yield {other: item for other, item in example.items() if other != name}
    elif isinstance(example, list) and isinstance(donor, list):
        for part in donor[:_ITEMS]:
            for index, item in enumerate(example[:_ITEMS]):
                for inner in grafts(item, part, depth + 1):
                    yield [*example[:index], inner, *example[index + 1 :]]
                yield [*example[:index], part, *example[index + 1 :]]
            yield [*example, part]
    if depth == 0:
        yield donor
