"""Schemas that have no meaning: their references go in a circle without a step into the value.

In: a registry. Out: whether any of its schemas is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from cfc.contract.keywords import KEYWORDS
from cfc.contract.model import Place
from cfc.contract.registry import Registry


def has_circle(registry: Registry) -> bool:
    """Tell whether references may lead back to a schema without a step into the value."""
    edges = {place: list(_in_place_of(registry, place)) for place in list(registry.schemas)}
    done, active = set[Place](), set[Place]()

    def closes(place: Place) -> bool:
        if place in active or place in done:
            return place in active
        active.add(place)
        found = any(closes(other) for other in edges.get(place, ()))
        active.discard(place)
        done.add(place)
        return found

    return any(closes(place) for place in edges)


def _in_place_of(registry: Registry, place: Place) -> Iterator[Place]:
    value = registry.value(place)
    for name, item in value.items() if isinstance(value, dict) else ():
        keyword = KEYWORDS.get(name)
        if keyword is None or not keyword.in_place:
            continue
        if isinstance(item, str):
            yield registry.resolve(place, item)
            if name == "$dynamicRef":
                yield from registry.dynamic.values()
        elif keyword.subschemas == "schema":
            yield place.child(name)
        elif isinstance(item, (list, dict)):
            keys = item if isinstance(item, dict) else map(str, range(len(item)))
            yield from (place.child(name, key) for key in keys)
