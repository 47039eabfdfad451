"""Shapes of what schemas accept: of a place, of a member, of the items.

In: places, through a reader. Out: shapes. Alternatives (`anyOf`, `oneOf`) are told apart as the
cases of a shape, so that a condition on one member can rule some of them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cfc.contract.model import Place, SchemaReader
from cfc.invariants.schema_facts import JSON_KINDS, Facts, Kinds, facts_of
from cfc.invariants.shape import NEVER, UNKNOWN, Case, Shape, joined

_MOST_CASES = 16
_SCALARS = frozenset({"null", "boolean", "number", "string"})


class SchemaShapes:
    """Asks one reader, and remembers what it said."""

    def __init__(self, schemas: SchemaReader) -> None:
        self._schemas = schemas
        self._facts: dict[Case, Facts] = {}
        self._cases: dict[tuple[Place, ...], tuple[Case, ...]] = {}

    def facts(self, case: Case) -> Facts:
        if case not in self._facts:
            self._facts[case] = (
                self._of_operation(case)
                if case.operation
                else facts_of(case.places, self._schemas, case.chosen)
            )
        return self._facts[case]

    def _of_operation(self, case: Case) -> Facts:
        place = case.places[0]
        value = self._schemas.value(place)
        parts = [name for name in ("input", "output") if isinstance(value, dict) and name in value]
        facts = Facts(kinds=frozenset({"object"}))
        facts.members = {name: [place.child(name)] for name in parts}
        facts.required = set(parts)
        facts.maybe = {name: [] for name in ("input", "output") if name not in parts}
        facts.closed_to.append(frozenset({"input", "output"}))
        return facts

    def cases(self, places: tuple[Place, ...]) -> tuple[Case, ...]:
        """Return the alternatives of a value that all these schemas accept."""
        if places not in self._cases:
            self._cases[places] = tuple(self._split(Case(places)))
        return self._cases[places]

    def _split(self, whole: Case) -> Iterator[Case]:
        pending, done = [whole], 0
        while pending:
            case = pending.pop(0)
            facts = self.facts(case)
            choice = next(iter(facts.open_choices), None)
            if choice is None or choice[2] + len(pending) + done > _MOST_CASES:
                done += 1
                yield case
                continue
            place, keyword, count = choice
            pending[:0] = [
                Case(places=case.places, chosen=case.chosen | {(place, keyword, index)})
                for index in range(count)
            ]

    def of_places(self, *places: Place) -> Shape:
        """Return the shape of a value that all these schemas accept."""
        return self.of_cases(self.cases(places))

    def of_cases(self, cases: tuple[Case, ...]) -> Shape:
        shape: Shape | None = None
        for case in cases:
            one = self._of_case(case)
            if one.kinds:
                shape = one if shape is None else joined(shape, one)
        return shape if shape is not None else replace(NEVER, absent=False)

    def _of_case(self, case: Case) -> Shape:
        facts = self.facts(case)
        return Shape(
            kinds=facts.kinds,
            cases=(case,),
            values=None if facts.values is None else tuple(facts.values),
            numbers=facts.numbers,
            fewest=facts.fewest if facts.kinds == frozenset({"array"}) else 0,
            most=facts.most if facts.kinds == frozenset({"array"}) else None,
            length=facts.length,
        )

    # --- members ----------------------------------------------------------------------------

    def member(self, shape: Shape, name: str) -> Shape:
        """Return the shape of a member of one value; it is no array."""
        found: Shape | None = None
        if not shape.cases:
            return NEVER if shape.kinds <= _SCALARS else UNKNOWN_MEMBER
        for case in shape.cases:
            facts = self.facts(case)
            kinds = facts.kinds & shape.kinds
            if not kinds:
                continue
            one = self._member_of(facts, kinds, name)
            found = one if found is None else joined(found, one)
        return NEVER if found is None else found

    def _member_of(self, facts: Facts, kinds: Kinds, name: str) -> Shape:
        if "object" not in kinds:
            return NEVER
        if name in facts.members:
            if not facts.members[name]:
                return UNKNOWN
            # Where it may be no object at all, nothing is said of it.
            other = not kinds <= frozenset({"object", "null"})
            absent = name not in facts.required or "null" in kinds
            found = self.of_places(*facts.members[name])
            return replace(found, absent=absent and not other, unsure=other)
        if name in facts.maybe:
            if not facts.maybe[name]:
                return UNKNOWN
            return Shape(kinds=JSON_KINDS, absent=True)
        if facts.is_closed(name):
            return NEVER
        if facts.others and not facts.unknown_members:
            return replace(self.of_places(*facts.others), absent=True)
        unsure = facts.unknown_members or not facts.declares
        return Shape(kinds=JSON_KINDS, absent=not unsure, unsure=unsure)

    # --- items ------------------------------------------------------------------------------

    def item(self, shape: Shape) -> Shape:
        """Return the shape of the items of an array."""
        if shape.item is not None:
            return shape.item
        if not shape.cases:
            return UNKNOWN_ITEM
        found: Shape | None = None
        for case in shape.cases:
            facts = self.facts(case)
            if "array" not in facts.kinds & shape.kinds:
                continue
            one = self._item_of(facts)
            found = one if found is None else joined(found, one)
        return UNKNOWN_ITEM if found is None else found

    def _item_of(self, facts: Facts) -> Shape:
        if facts.tuples or not (facts.items or facts.prefix):
            return UNKNOWN_ITEM
        shape = self.of_places(*facts.items) if facts.items else None
        for place in facts.prefix:
            one = self.of_places(place)
            shape = one if shape is None else joined(shape, one)
        return UNKNOWN_ITEM if shape is None else shape


UNKNOWN_ITEM = Shape(kinds=JSON_KINDS)
UNKNOWN_MEMBER = replace(UNKNOWN, kinds=JSON_KINDS)
