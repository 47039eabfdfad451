"""What a schema says for certain about the values it accepts, as far as invariants ask.

In: places in schemas, through a reader. Out: kinds of values, members, items, fixed values,
bounds. What is not understood widens: a fact is only ever missing, never wrong.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from cfc.contract.model import Place, SchemaReader
from cfc.invariants.interval import EVERY_NUMBER, Interval

Kinds = frozenset[str]
ALL_KINDS: Kinds = frozenset({"null", "boolean", "number", "string", "array", "object", "function"})
JSON_KINDS: Kinds = ALL_KINDS - {"function"}
_BRANCHES = ("anyOf", "oneOf")
_DEEPEST = 40

Choice = tuple[Place, str, int]
"""A branch of `anyOf` or `oneOf` that is taken to hold: where, which keyword, which branch."""


@dataclass
class Facts:
    """What holds of every value at some places, all of which apply to it.

    `members`: declared members and their places; `maybe`: those that only a branch declares.
    `others`: places for members that are not declared. `closed`: no other members; `declares`:
    some members are declared, so one that is not is probably a slip. `open_choices`: branches
    of which none was chosen, with how many there are.
    """

    kinds: Kinds = JSON_KINDS
    members: dict[str, list[Place]] = field(default_factory=dict)
    maybe: dict[str, list[Place]] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    others: list[Place] = field(default_factory=list)
    closed_to: list[frozenset[str]] = field(default_factory=list)
    items: list[Place] = field(default_factory=list)
    prefix: list[Place] = field(default_factory=list)
    tuples: bool = False
    values: list[object] | None = None
    unknown_members: bool = False
    numbers: Interval = EVERY_NUMBER
    fewest: int = 0
    most: int | None = None
    length: Interval = field(default_factory=lambda: Interval(0, math.inf))
    open_choices: list[tuple[Place, str, int]] = field(default_factory=list)

    @property
    def declares(self) -> bool:
        return bool(self.members or self.maybe)

    def is_closed(self, name: str) -> bool:
        return any(name not in names for names in self.closed_to)


def kind_of(value: object) -> str:
    """Return the kind of a JSON value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    for kind, types in (("number", (int, float)), ("string", str), ("array", list)):
        if isinstance(value, cast(type, types)):
            return kind
    return "object"


def facts_of(
    places: tuple[Place, ...], schemas: SchemaReader, chosen: frozenset[Choice] = frozenset()
) -> Facts:
    """Return what holds of a value that every one of these schemas accepts, branches chosen."""
    facts = Facts()
    for place in places:
        _add(facts, place, schemas, chosen, 0)
    if facts.values is not None:
        facts.values = [value for value in facts.values if kind_of(value) in facts.kinds]
    return facts


def _add(
    facts: Facts, place: Place, schemas: SchemaReader, chosen: frozenset[Choice], depth: int
) -> None:
    schema = schemas.value(place)
    if schema is False:
        facts.kinds = frozenset()
    if not isinstance(schema, dict) or depth > _DEEPEST:
        facts.unknown_members = facts.unknown_members or depth > _DEEPEST
        return
    target = schemas.target(place) if "$ref" in schema else None
    if target is not None:
        _add(facts, target, schemas, chosen, depth + 1)
    elif "$ref" in schema or "$dynamicRef" in schema:
        facts.unknown_members = True
    for index, _ in enumerate(_list(schema.get("allOf"))):
        _add(facts, place.child("allOf", str(index)), schemas, chosen, depth + 1)
    _add_kinds(facts, schema)
    _add_bounds(facts, schema)
    _add_members(facts, place, schema)
    _add_items(facts, place, schema)
    _add_branches(facts, place, schema, schemas, chosen, depth)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _add_kinds(facts: Facts, schema: dict[str, object]) -> None:
    types = schema.get("type")
    names = [types] if isinstance(types, str) else _list(types)
    if names:
        facts.kinds &= frozenset("number" if name == "integer" else str(name) for name in names)
    values = [schema["const"]] if "const" in schema else _list(schema.get("enum"))
    if values:
        facts.kinds &= frozenset(kind_of(value) for value in values)
        facts.values = values


def _add_bounds(facts: Facts, schema: dict[str, object]) -> None:
    whole = schema.get("type") == "integer"
    for name, value in (
        (name, schema[name])
        for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
        if name in schema
    ):
        number = _double(value)
        if number is None:
            continue
        out = name.startswith("exclusive")
        step = 1 if out and whole and number.is_integer() and abs(number) < 2**52 else 0
        if name.endswith("inimum"):
            bound = Interval(number + step, above=out and not step)
        else:
            bound = Interval(high=number - step, below=out and not step)
        facts.numbers = facts.numbers.within(bound)
    fewest, most = _double(schema.get("minItems")), _double(schema.get("maxItems"))
    if fewest is not None:
        facts.fewest = max(facts.fewest, math.ceil(fewest))
    if most is not None:
        facts.most = math.floor(most if facts.most is None else min(facts.most, most))
    shortest, longest = _double(schema.get("minLength")), _double(schema.get("maxLength"))
    facts.length = facts.length.within(
        Interval(
            0 if shortest is None else max(0.0, shortest), math.inf if longest is None else longest
        )
    )


def _double(value: object) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _add_members(facts: Facts, place: Place, schema: dict[str, object]) -> None:
    properties = schema.get("properties")
    names = list(properties) if isinstance(properties, dict) else []
    for name in names:
        facts.members.setdefault(name, []).append(place.child("properties", name))
    facts.required.update(str(name) for name in _list(schema.get("required")))
    patterns = schema.get("patternProperties")
    if isinstance(patterns, dict) and patterns:
        facts.unknown_members = True
        return
    additional = schema.get("additionalProperties")
    if additional is False:
        facts.closed_to.append(frozenset(names))
    elif isinstance(additional, dict) and additional:
        facts.others.append(place.child("additionalProperties"))
    if "unevaluatedProperties" in schema and schema["unevaluatedProperties"] is not False:
        facts.unknown_members = True


def _add_items(facts: Facts, place: Place, schema: dict[str, object]) -> None:
    prefix = _list(schema.get("prefixItems"))
    if prefix:
        # Two schemas with positions of their own are too much to tell apart.
        facts.tuples = facts.tuples or bool(facts.prefix or facts.items)
        facts.prefix += [place.child("prefixItems", str(at)) for at, _ in enumerate(prefix)]
        if schema.get("items") is not False and not isinstance(schema.get("items"), dict):
            facts.tuples = True
        elif schema.get("items") is False:
            length = len(prefix)
            facts.most = length if facts.most is None else min(facts.most, length)
            return
    elif facts.prefix and isinstance(schema.get("items"), dict | bool):
        facts.tuples = True
    if isinstance(schema.get("items"), dict | bool):
        facts.items.append(place.child("items"))
    elif "items" in schema:
        facts.tuples = True


def _add_branches(
    facts: Facts,
    place: Place,
    schema: dict[str, object],
    schemas: SchemaReader,
    chosen: frozenset[Choice],
    depth: int,
) -> None:
    for keyword in _BRANCHES:
        branches = _list(schema.get(keyword))
        taken = [index for where, word, index in chosen if (where, word) == (place, keyword)]
        if taken:
            _add(facts, place.child(keyword, str(taken[0])), schemas, chosen, depth + 1)
            continue
        if branches:
            facts.open_choices.append((place, keyword, len(branches)))
        found = [
            facts_of_branch(place.child(keyword, str(index)), schemas, depth)
            for index, _ in enumerate(branches)
        ]
        if found:
            facts.kinds &= frozenset[str]().union(*(branch.kinds for branch in found))
        for branch in found:
            _merge_branch(facts, branch)
    for keyword in ("if", "then", "else"):
        if keyword in schema:
            _merge_branch(facts, facts_of_branch(place.child(keyword), schemas, depth))
    dependent = schema.get("dependentSchemas")
    for name in dependent if isinstance(dependent, dict) else ():
        branch = facts_of_branch(place.child("dependentSchemas", name), schemas, depth)
        _merge_branch(facts, branch)


def facts_of_branch(place: Place, schemas: SchemaReader, depth: int) -> Facts:
    """Return the facts of one alternative."""
    facts = Facts()
    _add(facts, place, schemas, frozenset(), depth + 1)
    return facts


def _merge_branch(facts: Facts, branch: Facts) -> None:
    """A branch may declare members; what it requires or closes is not certain."""
    for name, places in _iter_members(branch):
        facts.maybe.setdefault(name, []).extend(places)
    if branch.items or branch.tuples or branch.prefix:
        facts.tuples = True
    if branch.others or branch.unknown_members:
        facts.unknown_members = True


def _iter_members(branch: Facts) -> Iterator[tuple[str, list[Place]]]:
    yield from branch.members.items()
    yield from branch.maybe.items()
