"""Values around every limit of a schema, one limit at a time over the simplest value.

In: a conjunction of schemas. Out: values, the simplest first; the exact filter is the caller's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from random import Random

from cfc.instances.equality import key_of
from cfc.instances.facets import Conjunction, Facets, Option, Reader
from cfc.instances.scalars import number_edges, text_edges
from cfc.instances.texts import of_pattern

_DEEPEST = 5
_MOST = 400
_WIDEST = 200
HOSTILE_NAMES = ("__proto__", "constructor", "toString", "", "a b", "a/b~c", "é", "$ref")


def _all(options: Sequence[Option]) -> Sequence[Option]:
    return options


class Boundaries:
    """Finds the boundary values of one document's schemas. `rng` settles what is arbitrary."""

    def __init__(self, reader: Reader, rng: Random) -> None:
        self._reader, self._rng = reader, rng
        self._known: dict[tuple[Conjunction, int], list[object]] = {}
        self._open: set[Conjunction] = set()

    def values(self, conjunction: Conjunction, depth: int = 0) -> list[object]:
        """Return boundary values, the simplest first; none when the walk has found none."""
        # A reference back to what is being built may go once more around, for depth.
        key = (conjunction, depth)
        if key in self._known:
            return self._known[key]
        if depth > _DEEPEST:
            return []
        ways = [
            islice(self._of(facets, depth), _MOST // (1 + depth))
            for facets in self._reader.ways(conjunction, _all)
        ]
        found: dict[str, object] = {}
        for row in zip_longest(*ways, fillvalue=_NOTHING):
            for value in row:
                if value is not _NOTHING:
                    found.setdefault(key_of(value), value)
            if len(found) >= _MOST:
                break
        self._known[key] = list(found.values())
        return self._known[key]

    def simplest(self, conjunction: Conjunction, depth: int = 0) -> list[object]:
        """Return the simplest value in a list, or an empty list."""
        return sorted(self.values(conjunction, depth)[:8], key=lambda one: len(key_of(one)))[:1]

    def _of(self, facets: Facets, depth: int) -> Iterator[object]:
        if facets.values is not None:
            listed = facets.values
            yield from listed if len(listed) <= 40 else [*listed[:15], *listed[-15:]]
            return
        wanted = facets.types & _kinds(facets) if facets.types != {"null"} else facets.types
        kinds = [kind for kind in _ORDER if kind in (wanted or facets.types)]
        others = [kind for kind in _ORDER if kind in facets.types and kind not in kinds]
        rows = [self._kind(kind, facets, depth) for kind in kinds]
        yield from _interleaved(rows)
        for kind in others:
            yield from islice(self._kind(kind, facets, depth), 2)

    def _kind(self, kind: str, facets: Facets, depth: int) -> Iterator[object]:
        if kind == "null":
            yield None
        elif kind == "boolean":
            yield from (True, False)
        elif kind in ("number", "integer"):
            if kind == "integer" and "number" in facets.types:
                return
            yield from number_edges(facets, whole=kind == "integer")
        elif kind == "string":
            yield from text_edges(facets, self._rng)
        elif kind == "array":
            yield from self._arrays(facets, depth)
        else:
            yield from self._objects(facets, depth)

    # --- arrays ---------------------------------------------------------------------------------

    def _arrays(self, facets: Facets, depth: int) -> Iterator[object]:
        least, most = facets.sizes
        wanted = sum(low for _, low, _ in facets.contains)
        least = max(least, wanted)
        sizes = [least, least + 1, least + 2]
        if most <= _WIDEST:
            sizes.append(int(most))
        for size in dict.fromkeys(size for size in sizes if least <= size <= most):
            if (built := self._array(facets, size, depth, 0)) is not None:
                yield built
        for at in range(max(1, min(least, 4))):
            part = facets.item(at)
            size = max(least, at + 1)
            if part is None or size > most:
                continue
            base = self._array(facets, size, depth, 0)
            if base is None:
                continue
            for value in self.values(part, depth + 1)[: 40 // (1 + depth)]:
                yield [*base[:at], value, *base[at + 1 :]]
        for turn in (1, 2, 3):
            if (built := self._array(facets, max(least, 2), depth, turn)) is not None:
                yield built
                yield built[::-1]
        yield from self._extremes(facets, int(max(least, 2)), depth)
        if not facets.unique and least <= 2 <= most:
            first = self._array(facets, 1, depth, 1)
            if first:
                yield [first[0], first[0]]

    def _extremes(self, facets: Facets, size: int, depth: int) -> Iterator[object]:
        """Every item at its smallest, then every item at its largest."""
        if size > 8:
            return
        rows = []
        for at in range(size):
            part = facets.item(at)
            values = self.values(part, depth + 1) if part is not None else []
            if not values:
                return
            rows.append(values)
        for pick in (-1, -2, -3):
            yield [row[max(pick, -len(row))] for row in rows]

    def _array(self, facets: Facets, size: int, depth: int, turn: int) -> list[object] | None:
        found: list[object] = []
        taken: set[str] = set()
        wanted = [place for place, low, _ in facets.contains for _ in range(low)]
        for at in range(size):
            part = facets.item(at)
            if part is None:
                return None
            if at < len(wanted):
                part = (*part, wanted[at])
            values = self.values(part, depth + 1)
            if not values:
                return None
            if not facets.unique:
                found.append(values[(turn * (at + 1)) % len(values)] if turn else values[0])
                continue
            fresh = next((one for one in values if key_of(one) not in taken), _NOTHING)
            if fresh is _NOTHING:
                return None
            taken.add(key_of(fresh))
            found.append(fresh)
        return found

    # --- objects --------------------------------------------------------------------------------

    def _objects(self, facets: Facets, depth: int) -> Iterator[object]:
        base = self._object(facets, list(facets.required), depth)
        if base is None:
            return
        yield base
        optional = [name for name in facets.properties if name not in base]
        full = self._object(facets, [*base, *optional], depth)
        if full is not None and full != base:
            yield full
        rows: list[Iterator[object]] = [self._alone(facets, base, optional, depth)]
        rows += [self._varied(facets, base, name, depth) for name in [*base, *optional]]
        rows.append(self._extra(facets, base, depth))
        rows.append(self._corners(facets, full or base, depth))
        yield from _interleaved(rows)

    def _object(self, facets: Facets, names: Sequence[str], depth: int) -> dict[str, object] | None:
        """Return the simplest object with these members; one that is required may not fail."""
        found: dict[str, object] = {}
        pending = list(dict.fromkeys(names))
        while pending:
            name = pending.pop(0)
            part = facets.member(name)
            values = self.simplest(part, depth + 1) if part is not None else []
            if values:
                found[name] = values[0]
                pending += self._needed(facets, name, found)
            elif name in facets.required:
                return None
        return self._filled(facets, found, depth)

    @staticmethod
    def _needed(facets: Facets, name: str, found: dict[str, object]) -> list[str]:
        return [
            other
            for trigger, others in facets.dependent
            if trigger == name
            for other in others
            if other not in found
        ]

    def _filled(
        self, facets: Facets, found: dict[str, object], depth: int
    ) -> dict[str, object] | None:
        if len(found) >= facets.counts[0]:
            return found
        for name in self.names(facets):
            part = facets.member(name)
            if name in found or part is None:
                continue
            values = self.simplest(part, depth + 1)
            if values:
                found[name] = values[0]
            if len(found) >= facets.counts[0]:
                return found
        return None

    def names(self, facets: Facets) -> list[str]:
        """Return names that more members could have."""
        found = list(facets.properties)
        for pattern in facets.name_patterns():
            for mode in ("least", "most", "random", "random", "random", "random"):
                found.append(of_pattern(pattern, mode, self._rng, 3) or "a")
        named = facets.names and self.values(tuple(facets.names))
        found += [name for name in named or () if isinstance(name, str)]
        return list(dict.fromkeys([*found, *"abcdefgh", *HOSTILE_NAMES]))

    def _alone(
        self, facets: Facets, base: dict[str, object], optional: Sequence[str], depth: int
    ) -> Iterator[object]:
        for name in optional:
            if (built := self._object(facets, [*base, name], depth)) is not None:
                yield built

    def _varied(
        self, facets: Facets, base: dict[str, object], name: str, depth: int
    ) -> Iterator[object]:
        part = facets.member(name)
        if part is None:
            return
        with_name = base if name in base else self._object(facets, [*base, name], depth)
        if with_name is None:
            return
        for value in self.values(part, depth + 1):
            yield {**with_name, name: value}

    def _extra(self, facets: Facets, base: dict[str, object], depth: int) -> Iterator[object]:
        most = facets.counts[1]
        for name in [*HOSTILE_NAMES, *self.names(facets)]:
            part = facets.member(name)
            if name in facets.properties or part is None:
                continue
            kept = dict(base)
            while len(kept) >= max(most, 1):
                kept.popitem()
            yield from ({**kept, name: value} for value in self.simplest(part, depth + 1))

    def _corners(self, facets: Facets, base: dict[str, object], depth: int) -> Iterator[object]:
        """All members at their last limit at once, or near it; then two by two."""
        rows = {
            name: values
            for name in base
            if (part := facets.member(name)) is not None
            and (values := self.values(part, depth + 1))
        }
        for pick in (-1, -2, -3):
            yield {name: values[max(pick, -len(values))] for name, values in rows.items()}
        if depth or len(rows) > 8:
            return
        names = list(rows)
        for index, first in enumerate(names):
            for second in names[index + 1 :]:
                for left in rows[first][-3:]:
                    for right in rows[second][-3:]:
                        yield {**base, first: left, second: right}


_ORDER = ("null", "integer", "number", "boolean", "string", "array", "object")
_NOTHING = object()


def _kinds(facets: Facets) -> set[str]:
    found = set(facets.hinted)
    if "number" in found:
        found.add("integer")
    return found


def _interleaved(rows: Sequence[Iterator[object]]) -> Iterator[object]:
    for row in zip_longest(*rows, fillvalue=_NOTHING):
        yield from (value for value in row if value is not _NOTHING)
