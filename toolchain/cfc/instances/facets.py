"""What several schemas together ask of one value, one way through their branches at a time.

In: places of schemas and the registry. Out: `Facets`, all keywords that hold along the way.
It over-approximates: `not`, `contains` within branches and the like are left to the exact
filter that every drawn value passes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TypeGuard

from cfc.contract.model import Place
from cfc.contract.registry import Registry, Unresolved
from cfc.instances.equality import same
from cfc.patterns.parser import PatternError, parse_pattern
from cfc.patterns.python import NotTranslatable, to_python

Schema = dict[str, object]
Conjunction = tuple[Place, ...]
Option = tuple["Place | Schema", ...]
Choose = Callable[[Sequence[Option]], Sequence[Option]]

TYPES = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})
_HINTS = {
    "object": ("properties", "required", "patternProperties", "additionalProperties",
               "minProperties", "maxProperties", "propertyNames", "unevaluatedProperties"),
    "array": ("items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems",
              "unevaluatedItems"),
    "string": ("minLength", "maxLength", "pattern", "format"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}  # fmt: skip


@dataclass
class Facets:
    """Keywords of several schemas as one. Limits are the tightest ones."""

    types: set[str] = field(default_factory=lambda: set(TYPES))
    hinted: set[str] = field(default_factory=set)
    values: list[object] | None = None
    low: float | int | None = None
    low_excluded: bool = False
    high: float | int | None = None
    high_excluded: bool = False
    multiples: list[float | int] = field(default_factory=list)
    lengths: tuple[int, float] = (0, math.inf)
    patterns: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    sizes: tuple[int, float] = (0, math.inf)
    unique: bool = False
    contains: list[tuple[Place, int, float]] = field(default_factory=list)
    holders: list[tuple[Place, Schema]] = field(default_factory=list)
    required: dict[str, None] = field(default_factory=dict)
    dependent: list[tuple[str, list[str]]] = field(default_factory=list)
    counts: tuple[int, float] = (0, math.inf)
    names: list[Place] = field(default_factory=list)
    closed_late: bool = False
    closed_late_items: bool = False

    @property
    def properties(self) -> list[str]:
        """Return the names that any of the schemas declares, in order."""
        found: dict[str, None] = dict.fromkeys(self.required)
        for _, schema in self.holders:
            found.update(dict.fromkeys(_members(schema, "properties")))
        return list(found)

    def member(self, name: str) -> Conjunction | None:
        """Return the schemas of a member; None when it may not be there."""
        found: list[Place] = []
        evaluated = False
        for place, schema in self.holders:
            known = False
            if name in _members(schema, "properties"):
                found.append(place.child("properties", name))
                known = True
            for pattern in _members(schema, "patternProperties"):
                if matches(pattern, name):
                    found.append(place.child("patternProperties", pattern))
                    known = True
            if not known and "additionalProperties" in schema:
                if schema["additionalProperties"] is False:
                    return None
                found.append(place.child("additionalProperties"))
                known = True
            evaluated = evaluated or known
        if self.closed_late and not evaluated:
            return None
        return tuple(found)

    def name_patterns(self) -> list[str]:
        """Return the patterns of `patternProperties`."""
        return [
            name for _, schema in self.holders for name in _members(schema, "patternProperties")
        ]

    def item(self, index: int) -> Conjunction | None:
        """Return the schemas of an item; None when it may not be there."""
        found: list[Place] = []
        evaluated = False
        for place, schema in self.holders:
            listed = schema.get("prefixItems")
            count = len(listed) if isinstance(listed, list) else 0
            if index < count:
                found.append(place.child("prefixItems", str(index)))
                evaluated = True
            elif "items" in schema:
                if schema["items"] is False:
                    return None
                found.append(place.child("items"))
                evaluated = True
        if self.closed_late_items and not evaluated and not self.contains:
            return None
        return tuple(found)


def _members(schema: Schema, keyword: str) -> Schema:
    value = schema.get(keyword)
    return value if isinstance(value, dict) else {}


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> object:
    import re

    try:
        return re.compile(to_python(parse_pattern(pattern)))
    except (PatternError, NotTranslatable, re.error):
        return None


def matches(pattern: str, text: str) -> bool:
    """Tell whether an ECMA-262 pattern matches somewhere in the text; yes when it is none."""
    import re

    compiled = _compiled(pattern)
    return compiled.search(text) is not None if isinstance(compiled, re.Pattern) else True


class Reader:
    """Reads conjunctions out of a registry. `root`: where dynamic references start."""

    def __init__(self, registry: Registry, root: Place) -> None:
        self.registry = registry
        self._root = root

    def ways(self, conjunction: Conjunction, choose: Choose, most: int = 64) -> Iterator[Facets]:
        """Yield the facets of each way through the branches that `choose` keeps."""
        count = 0
        states: list[tuple[Option, tuple[tuple[Place, Schema], ...], frozenset[Place]]] = [
            (conjunction, (), frozenset())
        ]
        steps = 0
        while states and count < most and steps < 4000:
            steps += 1
            pending, taken, seen = states.pop(0) if len(states) < most else states.pop()
            if not pending:
                found = merged(taken)
                if found is not None:
                    count += 1
                    yield found
                continue
            first, rest = pending[0], pending[1:]
            if isinstance(first, dict):
                states.append((rest, (*taken, (self._root, first)), seen))
                continue
            if first in seen:
                states.append((rest, taken, seen))
                continue
            value = self.registry.value(first)
            if value is False:
                continue
            if not isinstance(value, dict):
                states.append((rest, taken, seen))
                continue
            more = self._always(first, value)
            if more is None:
                continue
            kept = (*taken, (first, value))
            nexts: list[Option] = [()]
            for options in self._choices(first, value):
                nexts = [(*done, *each) for done in nexts for each in choose(options)][:most]
            states[0:0] = [(rest + tuple(more) + chosen, kept, seen | {first}) for chosen in nexts]

    def _always(self, place: Place, schema: Schema) -> list[Place] | None:
        """Return the schemas that hold too; None when a reference leads nowhere."""
        found: list[Place] = []
        if "$ref" in schema:
            target = self.registry.target(place)
            if target is None:
                return None
            found.append(target)
        reference = schema.get("$dynamicRef")
        if isinstance(reference, str):
            target = self._dynamic(place, reference)
            if target is None:
                return None
            found.append(target)
        listed = schema.get("allOf")
        if isinstance(listed, list):
            found += [place.child("allOf", str(index)) for index in range(len(listed))]
        return found

    def _dynamic(self, place: Place, reference: str) -> Place | None:
        name = reference.rpartition("#")[2]
        try:
            target = self.registry.resolve(place, reference)
            base = self.registry.info(self._root).base
            info = self.registry.info(target)
        except (Unresolved, LookupError):
            return None
        if self.registry.dynamic.get((info.base, name)) != target:
            return target
        return self.registry.dynamic.get((base, name), target)

    @staticmethod
    def _choices(place: Place, schema: Schema) -> Iterator[list[Option]]:
        for keyword in ("anyOf", "oneOf"):
            listed = schema.get(keyword)
            if isinstance(listed, list):
                yield [(place.child(keyword, str(index)),) for index in range(len(listed))]
        if "if" in schema and ("then" in schema or "else" in schema):
            then: Option = (place.child("then"),) if "then" in schema else ()
            other: Option = (place.child("else"),) if "else" in schema else ()
            yield [(place.child("if"), *then), other]
        for name in _members(schema, "dependentSchemas"):
            yield [(), ({"required": [name]}, place.child("dependentSchemas", name))]


def merged(taken: Sequence[tuple[Place, Schema]]) -> Facets | None:
    """Return the schemas as one; None when they plainly exclude each other."""
    found = Facets()
    for place, schema in taken:
        _add(found, place, schema)
        if not found.types or found.values == []:
            return None
    return found


def _add(found: Facets, place: Place, schema: Schema) -> None:
    kinds = schema.get("type")
    if isinstance(kinds, (str, list)):
        named = {kinds} if isinstance(kinds, str) else {str(kind) for kind in kinds}
        if "number" in named:
            named.add("integer")
        found.types &= named
    found.hinted |= {kind for kind, words in _HINTS.items() if any(w in schema for w in words)}
    _add_values(found, schema)
    _add_numbers(found, schema)
    found.lengths = _tightened(found.lengths, schema, "minLength", "maxLength")
    found.sizes = _tightened(found.sizes, schema, "minItems", "maxItems")
    found.counts = _tightened(found.counts, schema, "minProperties", "maxProperties")
    for keyword, target in (("pattern", found.patterns), ("format", found.formats)):
        text = schema.get(keyword)
        if isinstance(text, str):
            target.append(text)
    found.unique = found.unique or schema.get("uniqueItems") is True
    if "contains" in schema:
        least, most = _tightened((1, math.inf), schema, "minContains", "maxContains")
        if "minContains" in schema:
            least = _whole(schema["minContains"], 1)
        found.contains.append((place.child("contains"), least, most))
    found.holders.append((place, schema))
    required = schema.get("required")
    if isinstance(required, list):
        found.required.update(dict.fromkeys(str(name) for name in required))
    for name, others in _members(schema, "dependentRequired").items():
        if isinstance(others, list):
            found.dependent.append((name, [str(other) for other in others]))
    if "propertyNames" in schema:
        found.names.append(place.child("propertyNames"))
    found.closed_late = found.closed_late or schema.get("unevaluatedProperties") is False
    found.closed_late_items = found.closed_late_items or schema.get("unevaluatedItems") is False


def _add_values(found: Facets, schema: Schema) -> None:
    listed: list[object] | None = None
    if "const" in schema:
        listed = [schema["const"]]
    enum = schema.get("enum")
    if isinstance(enum, list):
        listed = enum if listed is None else [one for one in listed if _in(one, enum)]
    if listed is not None:
        known = found.values
        found.values = listed if known is None else [one for one in known if _in(one, listed)]


def _in(value: object, listed: Sequence[object]) -> bool:
    return any(same(value, other) for other in listed)


def _add_numbers(found: Facets, schema: Schema) -> None:
    for keyword, excluded in (("minimum", False), ("exclusiveMinimum", True)):
        limit = schema.get(keyword)
        if is_number(limit) and (
            found.low is None or (limit, excluded) > (found.low, found.low_excluded)
        ):
            found.low, found.low_excluded = limit, excluded
    for keyword, excluded in (("maximum", False), ("exclusiveMaximum", True)):
        limit = schema.get(keyword)
        if is_number(limit) and (
            found.high is None or (-limit, excluded) > (-found.high, found.high_excluded)
        ):
            found.high, found.high_excluded = limit, excluded
    step = schema.get("multipleOf")
    if is_number(step) and step > 0:
        found.multiples.append(step)


def is_number(value: object) -> TypeGuard[int | float]:
    """Tell whether a value is a JSON number that is finite."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def step_of(facets: Facets, *, whole: bool) -> Decimal | None:
    """Return the distance of the numbers that are allowed; None when any is."""
    steps = [Decimal(repr(step)) for step in facets.multiples] + ([Decimal(1)] if whole else [])
    if not steps:
        return None
    scale = Decimal(10) ** max(0, *(-int(step.as_tuple().exponent) for step in steps))
    return Decimal(math.lcm(*(int(step * scale) for step in steps))) / scale


def _tightened(
    limits: tuple[int, float], schema: Schema, least: str, most: str
) -> tuple[int, float]:
    low, high = limits
    if is_number(schema.get(least)):
        low = max(low, _whole(schema[least], low))
    if is_number(schema.get(most)):
        high = min(high, _whole(schema[most], 0))
    return low, high


def _whole(value: object, fallback: int) -> int:
    return int(value) if isinstance(value, (int, float)) and math.isfinite(value) else fallback
