"""The static type of a value: what the schema promises of it, as far as printed code needs.

In: places of schemas, through a reader. Out: types. A type only ever allows too much: what is
not understood widens it, so code that relies on it meets nothing else in a valid document.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from cfc.contract.model import Place, SchemaReader
from cfc.invariants.schema_facts import JSON_KINDS, Kinds, kind_of

EXACT = 2.0**53
_DEEPEST = 40
# How far a number is a finite double as it stands: it is one; it comes from the document and an
# integer of Python may be beyond what doubles tell apart; it was calculated and may be infinite.
Form = Literal["exact", "given", "computed"]


@dataclass(frozen=True)
class Type:
    """Kinds of values. `places`: schemas that all of them satisfy.

    `low`, `high` bound the numbers; `floating`: in Python every number is a float. `least`:
    how many items an array has at least. `item`: of an array that no schema describes. `ordered`: strings
    whose code points and UTF-16 units have one order.
    """

    kinds: Kinds = JSON_KINDS
    places: tuple[Place, ...] = ()
    low: float = -math.inf
    high: float = math.inf
    form: Form = "given"
    floating: bool = False
    least: int = 0
    item: Type | None = None
    ordered: bool = False

    def only(self, kind: str) -> bool:
        return self.kinds == frozenset({kind})

    @property
    def scalar(self) -> bool:
        return not self.kinds & {"array", "object"}


ANY = Type()
BOOLEAN = Type(frozenset({"boolean"}))
STRING = Type(frozenset({"string"}))
COUNT = Type(frozenset({"number"}), low=0, high=EXACT - 1, form="exact")


def type_of(value: object) -> Type:
    """Return the type of one scalar."""
    kind = kind_of(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        exact = abs(value) < EXACT or (isinstance(value, float) and math.isfinite(value))
        form: Form = "exact" if exact else "given"
        number = float(value) if abs(value) < EXACT * EXACT else math.inf
        return Type(frozenset({kind}), low=number, high=number, form=form)
    ascii_only = isinstance(value, str) and value.isascii()
    return Type(frozenset({kind}), ordered=ascii_only)


def calculated(low: float, high: float, *, floating: bool) -> Type:
    """Return the type of a number that was calculated."""
    if math.isnan(low) or math.isnan(high):
        low, high = -math.inf, math.inf
    exact = low > -EXACT and high < EXACT
    return Type(
        frozenset({"number"}),
        low=low,
        high=high,
        form="exact" if exact else "computed",
        floating=floating,
    )


def either(one: Type, other: Type) -> Type:
    """Return the type of what is of one type or of the other."""
    forms = {part.form for part in (one, other) if "number" in part.kinds}
    form: Form = "computed" if "computed" in forms else "given" if "given" in forms else "exact"
    return Type(
        one.kinds | other.kinds,
        one.places if one.places == other.places else (),
        min(one.low, other.low),
        max(one.high, other.high),
        form,
        one.floating and other.floating,
        min(one.least, other.least),
        one.item if one.item == other.item else None,
        one.ordered and other.ordered,
    )


@dataclass
class Known:
    """What the schemas at some places say together."""

    kinds: Kinds = JSON_KINDS
    low: float = -math.inf
    high: float = math.inf
    least: int = 0
    ordered: bool = False
    members: dict[str, list[Place]] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    first: dict[int, list[Place]] = field(default_factory=dict)
    items: list[tuple[int, Place]] = field(default_factory=list)


class TypeReader:
    """Types of places. `operation`: the root is one, whose parts are members of the value."""

    def __init__(self, schemas: SchemaReader, root: Place, *, operation: bool) -> None:
        self.schemas = schemas
        self.place = root
        self.operation = operation
        self._known: dict[tuple[Place, ...], Known] = {}

    def root(self) -> Type:
        if self.operation:
            return Type(frozenset({"object"}), (self.place,))
        return self.of((self.place,))

    def of(self, places: tuple[Place, ...]) -> Type:
        """Return the type of what all these schemas accept."""
        known = self.known(places)
        exact = known.low > -EXACT and known.high < EXACT
        return Type(
            known.kinds,
            places,
            known.low,
            known.high,
            form="exact" if exact else "given",
            least=known.least,
            ordered=known.ordered,
        )

    def known(self, places: tuple[Place, ...]) -> Known:
        if places not in self._known:
            known = Known()
            if self.operation and places == (self.place,):
                self._add_parts(known)
            else:
                for place in places:
                    self._add(known, place, 0)
            self._known[places] = known
        return self._known[places]

    def member(self, owner: Type, key: str) -> tuple[Type, bool]:
        """Return the type of an object's member, and whether it is always there."""
        known = self.known(owner.places)
        found = known.members.get(key)
        return (self.of(tuple(found)) if found else ANY), key in known.required

    def items(self, owner: Type) -> Type:
        """Return the type of an array's items."""
        if owner.item is not None:
            return owner.item
        known = self.known(owner.places)
        places = tuple(place for behind, place in known.items if behind == 0)
        return self.of(places) if places and not known.first else ANY

    def item(self, owner: Type, index: int) -> Type:
        """Return the type of the item at an index; from the end when it is negative."""
        first = self.first(owner)
        if first is None or index < 0:
            return self.items(owner)
        known = self.known(owner.places)
        places = [*known.first.get(index, ())]
        places += [place for behind, place in known.items if behind <= index]
        found = self.of(tuple(places)) if places else ANY
        return found if found.kinds == first.kinds else ANY

    def first(self, owner: Type) -> Type | None:
        """Return what the first items are, if they are scalars of one kind; None when all are alike."""
        known = self.known(owner.places) if owner.item is None else Known()
        if not known.first:
            return None
        types = [self.of(tuple(places)) for places in known.first.values()]
        alike = types[0].scalar and all(one.kinds == types[0].kinds for one in types)
        return types[0] if alike else ANY

    # --- schemas --------------------------------------------------------------------------

    def _add_parts(self, known: Known) -> None:
        known.kinds = frozenset({"object"})
        operation = self.schemas.value(self.place)
        for part in ("input", "output"):
            if isinstance(operation, dict) and part in operation:
                known.members[part] = [self.place.child(part)]

    def _add(self, known: Known, place: Place, depth: int) -> None:
        schema = self.schemas.value(place)
        if schema is False:
            known.kinds = frozenset()
        if not isinstance(schema, dict) or depth > _DEEPEST or not self.schemas.asserts(place):
            return
        target = self.schemas.target(place) if "$ref" in schema else None
        if target is not None:
            self._add(known, target, depth + 1)
        for index, _ in enumerate(_list(schema.get("allOf"))):
            self._add(known, place.child("allOf", str(index)), depth + 1)
        _add_kinds(known, schema)
        _add_bounds(known, schema)
        for name in _dict(schema.get("properties")):
            known.members.setdefault(name, []).append(place.child("properties", name))
        known.required.update(str(name) for name in _list(schema.get("required")))
        known.least = max(known.least, int(min(_number(schema.get("minItems"), 0), EXACT)))
        first = _list(schema.get("prefixItems"))
        for index, _ in enumerate(first):
            known.first.setdefault(index, []).append(place.child("prefixItems", str(index)))
        if isinstance(schema.get("items"), dict | bool):
            known.items.append((len(first), place.child("items")))
        for keyword in ("anyOf", "oneOf"):
            self._add_branches(known, place, schema, keyword, depth)

    def _add_branches(
        self, known: Known, place: Place, schema: dict[str, object], keyword: str, depth: int
    ) -> None:
        """A value is of one of the kinds of the branches; what else they say is not certain."""
        kinds: set[str] = set()
        for index, _ in enumerate(_list(schema.get(keyword))):
            branch = Known()
            self._add(branch, place.child(keyword, str(index)), depth + 1)
            kinds |= branch.kinds
        if _list(schema.get(keyword)):
            known.kinds &= frozenset(kinds)


def _add_kinds(known: Known, schema: dict[str, object]) -> None:
    types = schema.get("type")
    names = [types] if isinstance(types, str) else _list(types)
    if names:
        known.kinds &= frozenset("number" if name == "integer" else str(name) for name in names)
    values = [schema["const"]] if "const" in schema else _list(schema.get("enum"))
    if not values:
        return
    known.kinds &= frozenset(kind_of(value) for value in values)
    known.ordered = known.ordered or all(
        value.isascii() for value in values if isinstance(value, str)
    )
    numbers = list(_numbers(values))
    if numbers:
        known.low = max(known.low, min(numbers))
        known.high = min(known.high, max(numbers))


def _add_bounds(known: Known, schema: dict[str, object]) -> None:
    for keyword in ("minimum", "exclusiveMinimum"):
        known.low = max(known.low, _number(schema.get(keyword), -math.inf))
    for keyword in ("maximum", "exclusiveMaximum"):
        known.high = min(known.high, _number(schema.get(keyword), math.inf))


def _number(value: object, otherwise: float) -> float:
    return next(_numbers([value]), otherwise)


def _numbers(values: list[object]) -> Iterator[float]:
    for value in values:
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield float(max(min(value, 1e308), -1e308))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _dict(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}
