"""The search for a witness: a document that one version accepts and the other refuses.

In: candidates and quick judges of both versions; a slow judge that confirms. Out: the smallest
document found. A search that finds nothing says nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from cfc.contract.model import Place, SchemaReader
from cfc.contract.registry import Registry
from cfc.contract.schema_engine import Judge
from cfc.diff.grafts import grafts
from cfc.diff.model import Refusal
from cfc.diff.texts import canonical_text
from cfc.diff.values import PLAIN, Sampler, unique

Confirm = Callable[[object], Refusal | None]
_REST = "urn:cfc:rest"
MOST = 4000
CONFIRMED = 12
_SHRINKS = 300
_DONORS = 6
TIME_LIMIT = 1.0


@dataclass(frozen=True)
class Sides:
    """One direction: `inner` must accept a witness, `outer` must refuse it."""

    inner: tuple[SchemaReader, Place]
    outer: tuple[SchemaReader, Place]
    accepts: Judge | None
    refuses: Judge | None


def candidates(sides: Sides, rest: object, focus: frozenset[Place]) -> Iterator[object]:
    """Yield documents that are worth trying, for one direction."""
    yield from PLAIN
    if rest is not None:
        registry = Registry()
        registry.add_document(_REST, rest)
        yield from Sampler(registry).samples(Place(_REST), 200)
    for most, where in ((120, focus), (120, frozenset[Place]())):
        made: list[object] = []
        for reader, place in (sides.outer, sides.inner):
            made += Sampler(reader, where).samples(place, most)
        yield from made
        for value in made[:60]:
            yield from variations(value)


def variations(value: object, depth: int = 0) -> Iterator[object]:
    """Yield documents that differ from one in one place."""
    if depth > 6:
        return
    if isinstance(value, dict):
        for name in value:
            yield {other: item for other, item in value.items() if other != name}
        for item in (0, "", None):
            yield {**value, "zz": item}
        for name, member in value.items():
            for plain in PLAIN[:9]:
                yield {**value, name: plain}
            for changed in variations(member, depth + 1):
                yield {**value, name: changed}
    elif isinstance(value, list):
        yield value[:-1]
        yield [*value, *value[-1:]]
        for index, item in enumerate(value[:4]):
            for changed in (*PLAIN[:9], *variations(item, depth + 1)):
                yield [*value[:index], changed, *value[index + 1 :]]
    elif isinstance(value, str):
        yield value + "a"
        yield value[:-1]
        yield value.upper()
    elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 2**52:
        yield value + 1
        yield value - 1
        yield value + 0.5


def told_apart(
    sides: Sides, values: Iterable[object], most: int = MOST, seconds: float = TIME_LIMIT
) -> Iterator[object]:
    """Yield the documents that the quick judges tell apart."""
    accepts, refuses = sides.accepts, sides.refuses
    if accepts is None or refuses is None:
        return
    seen: set[str] = set()
    end = time.monotonic() + seconds
    for value in values:
        if len(seen) >= most or time.monotonic() > end:
            return
        text = canonical_text(value)
        if text in seen:
            continue
        seen.add(text)
        if accepts.is_valid(value) and not refuses.is_valid(value):
            yield value


def search(
    sides: Sides,
    rest: object,
    focus: frozenset[Place],
    confirm: Confirm,
    examples: Sequence[object] = (),
) -> Refusal | None:
    """Return the smallest confirmed witness of a direction, or None.

    What the schemas tell apart and an invariant refuses is tried again as a part of an example.
    """
    found: list[object] = []
    for value in told_apart(sides, candidates(sides, rest, focus)):
        found.append(value)
        if len(found) >= 2 * CONFIRMED:
            break
    tries = sorted(found, key=lambda item: len(canonical_text(item)))
    for value in tries[:CONFIRMED]:
        smaller = shrink(value, sides)
        for item in unique([smaller, value], 2):
            refusal = confirm(item)
            if refusal is not None:
                return refusal
    pairs = product(tries[:_DONORS], examples[:_DONORS])
    mixed = (value for donor, example in pairs for value in grafts(example, donor))
    for value in islice(told_apart(sides, mixed), CONFIRMED):
        refusal = confirm(value)
        if refusal is not None:
            return refusal
    return None


def search_among(
    values: Sequence[object], accepts: Judge | None, confirm: Confirm
) -> Refusal | None:
    """Return a confirmed witness among documents that only the slow judges can tell apart."""
    if accepts is None:
        return None
    for value in values:
        if accepts.is_valid(value):
            refusal = confirm(value)
            if refusal is not None:
                return refusal
    return None


def shrink(value: object, sides: Sides) -> object:
    """Return a smaller document that the quick judges still tell apart."""
    tries = 0
    accepts, refuses = sides.accepts, sides.refuses
    while accepts is not None and refuses is not None:
        for smaller in _smaller(value):
            tries += 1
            if tries > _SHRINKS:
                return value
            if accepts.is_valid(smaller) and not refuses.is_valid(smaller):
                value = smaller
                break
        else:
            return value
    return value


def _smaller(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for name in value:
            yield {other: item for other, item in value.items() if other != name}
        for name, member in value.items():
            for item in _smaller(member):
                yield {**value, name: item}
    elif isinstance(value, list):
        for index in range(len(value)):
            yield value[:index] + value[index + 1 :]
        for index, item in enumerate(value):
            for changed in _smaller(item):
                yield [*value[:index], changed, *value[index + 1 :]]
    elif isinstance(value, str) and value:
        yield ""
        if len(value) > 1:
            yield value[: len(value) // 2]
            yield value[:-1]
