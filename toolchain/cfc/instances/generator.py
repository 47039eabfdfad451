"""The plain generator: draws values by walking schemas. Same seed, same values.

In: a conjunction of schemas and a source of chance. Out: values that are nearly always valid;
the exact filter is the caller's. Depth and sizes are bounded.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from cfc.instances.boundaries import HOSTILE_NAMES, Boundaries
from cfc.instances.equality import key_of
from cfc.instances.facets import Conjunction, Facets, Option, Reader
from cfc.instances.scalars import draw_number, draw_text

_DEEPEST = 7
_MEMORY = 12


class Generator:
    """Draws values of one document's schemas."""

    def __init__(self, reader: Reader, rng: Random) -> None:
        self._reader, self._rng = reader, rng
        self._boundaries = Boundaries(reader, rng)
        self._spoken: dict[str, list[object]] = {}
        self._left = 0

    def draw(self, conjunction: Conjunction) -> tuple[object, ...]:
        """Return one value, or nothing when the walk came to no value."""
        self._spoken = {}
        self._left = self._rng.choice((20, 60, 200))
        for _ in range(4):
            found = self._value(conjunction, 0)
            if found:
                return found
        return ()

    def _one(self, options: Sequence[Option]) -> Sequence[Option]:
        return [self._rng.choice(options)]

    def _value(self, conjunction: Conjunction, depth: int) -> tuple[object, ...]:
        self._left -= 1
        if depth > _DEEPEST or self._left < 0 or self._rng.random() < 0.04:
            return tuple(self._boundaries.simplest(conjunction, min(depth, 3)))
        for _ in range(4):
            for facets in self._reader.ways(conjunction, self._one, 1):
                found = self._of(facets, depth)
                if found:
                    return found
        return ()

    def _of(self, facets: Facets, depth: int) -> tuple[object, ...]:
        rng = self._rng
        if facets.values is not None:
            return (rng.choice(facets.values),)
        allowed = sorted(facets.types - ({"integer"} if "number" in facets.types else set()))
        hinted = [kind for kind in allowed if kind in facets.hinted or kind == "integer"]
        kinds = hinted if hinted and rng.random() < 0.85 else allowed
        if depth > 4:
            kinds = [kind for kind in kinds if kind not in ("array", "object")] or kinds
        kind = rng.choice(kinds)
        if kind == "null":
            return (None,)
        if kind == "boolean":
            return (rng.random() < 0.5,)
        if kind in ("number", "integer"):
            number = draw_number(facets, rng, whole=kind == "integer")
            return () if number is None else (number,)
        if kind == "string":
            text = draw_text(facets, rng)
            return () if text is None else (text,)
        return self._array(facets, depth) if kind == "array" else self._object(facets, depth)

    # --- arrays -----------------------------------------------------------------------------

    def _array(self, facets: Facets, depth: int) -> tuple[object, ...]:
        rng = self._rng
        least, most = facets.sizes
        wanted = [
            place
            for place, low, high in facets.contains
            for _ in range(low + (rng.random() < 0.3 and low < high))
        ]
        least = max(least, len(wanted))
        if least > most:
            return ()
        if most <= 200 and rng.random() < 0.12:
            size = int(most)
        else:
            size = rng.randint(least, int(min(most, least + rng.choice((1, 3, 6)))))
        marks: list[Conjunction] = [(place,) for place in wanted]
        marks += [()] * (size - len(marks))
        rng.shuffle(marks)
        found: list[object] = []
        taken: set[str] = set()
        for at in range(size):
            part = facets.item(at)
            if part is None:
                break
            value = self._item((*part, *marks[at]), depth, taken if facets.unique else None)
            if not value:
                if len(found) < least:
                    return ()
                break
            found += value
        if found and not facets.unique and not wanted and rng.random() < 0.15:
            found[-1] = found[0]
        return (found,) if len(found) >= least else ()

    def _item(self, part: Conjunction, depth: int, taken: set[str] | None) -> tuple[object, ...]:
        for _ in range(12 if taken is not None else 2):
            value = self._value(part, depth + 1)
            if value and (taken is None or key_of(value[0]) not in taken):
                if taken is not None:
                    taken.add(key_of(value[0]))
                return value
        return ()

    # --- objects ----------------------------------------------------------------------------

    def _object(self, facets: Facets, depth: int) -> tuple[object, ...]:
        rng = self._rng
        chance = rng.choice((0.0, 0.5, 0.5, 0.8, 1.0))
        optional = [name for name in facets.properties if name not in facets.required]
        names = [*facets.required, *(name for name in optional if rng.random() < chance)]
        found: dict[str, object] = {}
        while names:
            name = names.pop(0)
            part = facets.member(name)
            value = self._member(name, part, depth) if part is not None else ()
            if value:
                found[name] = value[0]
                names += [
                    other
                    for trigger, others in facets.dependent
                    if trigger == name
                    for other in others
                    if other not in found
                ]
            elif name in facets.required:
                return ()
        self._more(facets, found, depth)
        while len(found) > facets.counts[1] and len(found) > len(facets.required):
            found.pop(rng.choice([name for name in found if name not in facets.required]))
        return (found,) if len(found) >= facets.counts[0] else ()

    def _member(self, name: str, part: Conjunction, depth: int) -> tuple[object, ...]:
        """Draw a member; now and then what another member of this name already has."""
        known = self._spoken.setdefault(name, [])
        if known and self._rng.random() < 0.4:
            return (self._rng.choice(known),)
        value = self._value(part, depth + 1)
        if value and len(known) < _MEMORY:
            known.append(value[0])
        return value

    def _more(self, facets: Facets, found: dict[str, object], depth: int) -> None:
        """Add members that the schema does not name, if it lets more be there."""
        rng = self._rng
        least, most = facets.counts
        missing = least - len(found)
        if missing <= 0 and (
            rng.random() < 0.7 and not facets.name_patterns() and not facets.names
        ):
            return
        room = int(min(most - len(found), 4)) if most < math.inf else 3
        count = max(missing, rng.randint(0, max(room, 0)))
        names = self._boundaries.names(facets)
        rng.shuffle(names)
        if rng.random() < 0.3:
            names = [*HOSTILE_NAMES, *names]
        for name in names:
            if count <= 0:
                return
            part = facets.member(name)
            if name in found or part is None or name in facets.properties:
                continue
            value = self._value(part, depth + 1)
            if value:
                found[name] = value[0]
                count -= 1
