"""Which change breaks whom by itself: a witness of its own for each change that has one.

In: two versions, the part they differ in, its changes and the witness of the whole. Out:
confirmed witnesses by the index of the change. A change is to blame for a document when the
schema with that one change taken back accepts it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from cfc.contract.model import Place
from cfc.contract.schema_engine import Judge
from cfc.diff.model import Change, Refusal
from cfc.diff.revert import reverted
from cfc.diff.values import Sampler
from cfc.diff.verdict import is_blamed, own_refusal
from cfc.diff.witness import Confirm, Sides, candidates, shrink, told_apart
from cfc.pipeline.versions import Part, Version

_MOST_BLAMED = 40
_LOCAL = 6
_SECONDS = 0.15


@dataclass(frozen=True)
class Blame:
    """One direction of one part. `forward`: the old version accepts, the new one refuses."""

    inner: Version
    outer: Version
    inner_part: Part
    outer_part: Part
    sides: Sides
    confirm: Confirm
    forward: bool

    def refusals(self, changes: Sequence[Change], known: Refusal) -> dict[int, Refusal]:
        """Return a witness for each change that has one; `known` is that of the whole."""
        harmless = "widens" if self.forward else "narrows"
        suspects = [
            index for index, change in enumerate(changes) if change.effect not in ("none", harmless)
        ]
        if len(suspects) == 1:
            return {suspects[0]: known}
        found: dict[int, Refusal] = {}
        for index in suspects[:_MOST_BLAMED]:
            refusal = self._own(changes[index], known)
            if refusal is not None:
                found[index] = refusal
        if not found:
            found = {
                index: known
                for index in suspects
                if is_blamed(known.at, self._blamed(changes[index]))
            }
        return found

    def _own(self, change: Change, known: Refusal) -> Refusal | None:
        without = self._without(change)
        if without is None:
            blamed = self._blamed(change)
            if is_blamed(known.at, blamed):
                return known
            return own_refusal(self.sides, change.trail, blamed, self.confirm)
        if without.is_valid(known.value):
            return known
        sides = replace(self.sides, accepts=_Both(self.sides.accepts, without))
        apart = told_apart(sides, self._candidates(change), 600, _SECONDS)
        for value in islice(apart, _LOCAL):
            for item in (shrink(value, sides), value):
                refusal = self.confirm(item)
                if refusal is not None:
                    return refusal
        return None

    def _without(self, change: Change) -> Judge | None:
        """Return the judge of the refusing version as if this one change had not been made."""
        instead = self._instead(change)
        if instead is None or self.outer_part.place is None:
            return None
        return self.outer.judge_at(self.outer_part.place, instead)

    def _instead(self, change: Change) -> tuple[Place, object] | None:
        if change.within is None:
            return None
        old, new = change.within
        inner, outer = (old, new) if self.forward else (new, old)
        try:
            schema = self.outer.front.registry.value(outer)
            other = self.inner.front.registry.value(inner)
        except LookupError:
            return None
        return outer, reverted(change, schema, other, forward=self.forward)

    def _candidates(self, change: Change) -> Iterator[object]:
        if change.within is not None:
            inner, outer = change.within if self.forward else change.within[::-1]
            local = self._local(change, inner, outer)
            for (reader, place), where in ((self.sides.inner, inner), (self.sides.outer, outer)):
                yield from Sampler(reader, change.trail, {where: local}).samples(place, 60)
        yield from candidates(self.sides, None, change.trail)

    def _local(self, change: Change, inner: Place, outer: Place) -> list[object]:
        """Return values of the schema around a change that it makes the difference for."""
        here = Sides(
            (self.inner.front.registry, inner),
            (self.outer.front.registry, outer),
            _Both(self.inner.judge_at(inner), self.outer.judge_at(outer, self._instead(change))),
            self.outer.judge_at(outer),
        )
        found: list[object] = []
        focus = frozenset({change.old, change.new, inner, outer})
        for value in told_apart(here, candidates(here, None, focus), 400, _SECONDS):
            found.append(shrink(value, here))
            if len(found) >= _LOCAL:
                break
        return found

    def _blamed(self, change: Change) -> list[str]:
        place = change.new if self.forward else change.old
        return [self.outer.schema_path(item) for item in _places(change, place)]


class _Both:
    """Accepts what two judges accept; nothing when one is missing."""

    def __init__(self, first: Judge | None, second: Judge | None) -> None:
        self._judges = [judge for judge in (first, second) if judge is not None]

    def is_valid(self, instance: object) -> bool:
        return len(self._judges) == 2 and all(judge.is_valid(instance) for judge in self._judges)


def _places(change: Change, place: Place) -> list[Place]:
    """Return where the schema may refuse a document because of a change."""
    if not change.kind.startswith("property-") or not change.is_key:
        return [place]
    schema = Place(place.document, place.pointer[:-2])
    closing = ("additionalProperties", "unevaluatedProperties")
    return [place, *(schema.child(keyword) for keyword in closing)]
