"""The slow, obvious reading of the specification: the oracle that generated code is held to.

In: a registry of schemas, a place in it, a value; predicates for patterns and formats. Out: a
verdict. It reads the schema as written, keyword by keyword, with annotations as sets and the
dynamic scope as a list of resources, and refuses to know the programs that are printed, so that
it cannot share their mistakes. Source: JSON Schema Core and Validation, draft 2020-12; of the
earlier drafts, what documents that are referred to may use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import cast

from cfc.contract.keywords import KEYWORDS
from cfc.contract.model import Place
from cfc.contract.registry import Registry
from cfc.ir.equality import double, equal, is_multiple, is_type
from cfc.text.pointer import to_fragment

Matches = Callable[[str, str], bool]
Schema = dict[str, object]
# Told each keyword that was asked, and whether the value keeps it.
Watch = Callable[[str, bool], None]

_DRAFT_2019 = "https://json-schema.org/draft/2019-09/"
_DRAFT_7 = ("http://json-schema.org/draft-07/", "http://json-schema.org/draft-06/")
_SINCE_2020 = {"prefixItems", "$dynamicRef", "$dynamicAnchor"}
_SINCE_2019 = _SINCE_2020 | {
    "$anchor", "dependentRequired", "dependentSchemas", "minContains", "maxContains",
    "unevaluatedItems", "unevaluatedProperties",
}  # fmt: skip
_LAST = ("unevaluatedItems", "unevaluatedProperties")


class EndlessReference(Exception):
    """References lead back to a schema without a step into the value: it has no meaning."""


@dataclass(frozen=True)
class Rules:
    """What the verdict depends on beside the schemas.

    `matches`: whether a pattern has a match in a text. `formats`: the formats by name;
    `format_patterns`: those of the configuration, which assert in any case.
    """

    matches: Matches
    formats: Mapping[str, Callable[[str], bool]]
    assert_formats: bool = True
    format_patterns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Here:
    """Where a schema is judged from: the resources entered, outermost first, once each.

    `trail`: the schemas that are being applied to this very value, each with its scope.
    """

    scope: tuple[str, ...] = ()
    trail: frozenset[tuple[Place, tuple[str, ...]]] = frozenset()

    def inside(self) -> _Here:
        """Return the same for a member, an item or a name of the value."""
        return _Here(self.scope)


@dataclass
class _Seen:
    """The annotations that count: which members and items schemas have evaluated so far."""

    names: set[str] = field(default_factory=set)
    items: set[int] = field(default_factory=set)

    def add(self, other: _Seen) -> None:
        self.names |= other.names
        self.items |= other.items


class Evaluator:
    """Judges values by the schemas of one registry."""

    def __init__(self, registry: Registry, rules: Rules, watch: Watch | None = None) -> None:
        self._registry, self.rules, self.watch = registry, rules, watch
        self._read: dict[Place, tuple[str, Schema]] = {}

    def holds(self, place: Place, value: object) -> bool:
        """Tell whether a value is valid. Raises EndlessReference, and Unresolved of a reference."""
        return self.apply(place, value, _Here()) is not None

    def apply(self, place: Place, value: object, here: _Here) -> _Seen | None:
        """Return what a schema has evaluated of a value; None when the value is not valid."""
        if place not in self._read:
            schema = self._registry.value(place)
            if not isinstance(schema, dict):
                return None if schema is False else _Seen()
            self._read[place] = (self._registry.info(place).base, self.keywords(place, schema))
        base, keywords = self._read[place]
        scope = here.scope if base in here.scope else (*here.scope, base)
        if (place, scope) in here.trail:
            raise EndlessReference(f"{place.document}{to_fragment(place.pointer)}")
        task = _Task(self, place, value, _Here(scope, here.trail | {(place, scope)}))
        return task.seen if task.holds(keywords) else None

    def dialect(self, place: Place) -> str:
        return self._registry.info(place).dialect

    def keywords(self, place: Place, schema: Schema) -> Schema:
        """Return the keywords that count in the dialect of the schema, `unevaluated…` last."""
        dialect = self.dialect(place)
        if dialect.startswith(_DRAFT_7) and "$ref" in schema:
            return {"$ref": schema["$ref"]}
        found = {name: item for name, item in schema.items() if self._counts(name, dialect)}
        return found | {name: found.pop(name) for name in _LAST if name in found}

    def _counts(self, name: str, dialect: str) -> bool:
        if dialect.startswith(_DRAFT_2019):
            return name not in _SINCE_2020
        if dialect.startswith(_DRAFT_7):
            return name not in _SINCE_2019
        active = self._registry.active_vocabularies(dialect)
        keyword = KEYWORDS.get(name)
        if keyword is None or name == "$recursiveRef":
            return False
        if active is None or keyword.vocabulary == "core":
            return True
        if name == "format":
            return "format-annotation" in active or "format-assertion" in active
        return keyword.vocabulary in active

    def asserts_formats(self, place: Place) -> bool:
        active = self._registry.active_vocabularies(self.dialect(place)) or frozenset()
        return self.rules.assert_formats or "format-assertion" in active

    def reference(self, place: Place, keyword: str, text: str, scope: tuple[str, ...]) -> Place:
        """Return what a reference leads to in a dynamic scope (Core, section 8.2.3)."""
        registry = self._registry
        target = registry.resolve(place, text)
        if keyword == "$dynamicRef":
            name = text.rpartition("#")[2]
            if registry.dynamic.get((registry.info(target).base, name)) == target:
                bound = (registry.dynamic.get((base, name)) for base in scope)
                return next((found for found in bound if found is not None), target)
        if keyword == "$recursiveRef" and self._is_recursive(target):
            roots = (registry.resources.get(base) for base in scope)
            return next((root for root in roots if root and self._is_recursive(root)), target)
        return target

    def _is_recursive(self, place: Place) -> bool:
        schema = self._registry.value(place)
        return isinstance(schema, dict) and schema.get("$recursiveAnchor") is True


class _Task:
    """One schema applied to one value."""

    def __init__(self, judge: Evaluator, place: Place, value: object, here: _Here) -> None:
        self._judge, self._place, self._value, self._here = judge, place, value, here
        self._schema: Schema = {}
        self.seen = _Seen()

    def holds(self, keywords: Schema) -> bool:
        """Tell whether the value keeps every keyword; what they evaluate is gathered on the way."""
        self._schema = keywords
        for name, item in keywords.items():
            kept = self._keeps(name, item)
            if self._judge.watch is not None:
                self._judge.watch(name, kept)
            if not kept:
                return False
        return True

    def _keeps(self, keyword: str, item: object) -> bool:
        if not self._keeps_reference_or_branches(keyword, item):
            return False
        value = self._value
        match keyword:
            case "type":
                names = item if isinstance(item, list) else [item]
                return any(is_type(value, name) for name in names)
            case "const":
                return equal(value, item)
            case "enum":
                return any(equal(value, other) for other in _list(item))
        if is_type(value, "number"):
            return _keeps_number(keyword, item, value)
        if isinstance(value, str):
            return self._keeps_string(keyword, item, value)
        if isinstance(value, list):
            return self._keeps_array(keyword, item, value)
        if isinstance(value, dict):
            return self._keeps_object(keyword, item, value)
        return True

    # --- subschemas -------------------------------------------------------------------------

    def _fits(self, *tokens: str) -> bool:
        """Apply a subschema to the same value; what it evaluates counts when the value fits."""
        return self._count(self._judge.apply(self._place.child(*tokens), self._value, self._here))

    def _count(self, found: _Seen | None) -> bool:
        if found is not None:
            self.seen.add(found)
        return found is not None

    def _inner(self, value: object, *tokens: str) -> bool:
        """Apply a subschema to a member, an item or a name."""
        place = self._place.child(*tokens)
        return self._judge.apply(place, value, self._here.inside()) is not None

    def _keeps_reference_or_branches(self, keyword: str, item: object) -> bool:
        match keyword:
            case "$ref" | "$dynamicRef" | "$recursiveRef":
                text = cast("str", item)
                place = self._judge.reference(self._place, keyword, text, self._here.scope)
                return self._count(self._judge.apply(place, self._value, self._here))
            case "allOf":
                return all(self._branches(keyword, item))
            case "anyOf":
                return any(self._branches(keyword, item))
            case "oneOf":
                return sum(self._branches(keyword, item)) == 1
            case "not":
                place = self._place.child(keyword)
                return self._judge.apply(place, self._value, self._here) is None
            case "if":
                arm = "then" if self._fits("if") else "else"
                return arm not in self._schema or self._fits(arm)
        return True

    def _branches(self, keyword: str, item: object) -> list[bool]:
        return [self._fits(keyword, str(index)) for index in range(len(_list(item)))]

    # --- strings ----------------------------------------------------------------------------

    def _keeps_string(self, keyword: str, item: object, value: str) -> bool:
        rules = self._judge.rules
        match keyword:
            case "minLength":
                return len(value) >= _limit(item)
            case "maxLength":
                return len(value) <= _limit(item)
            case "pattern":
                return rules.matches(str(item), value)
            case "format":
                name = str(item)
                if name in rules.format_patterns:
                    return rules.matches(rules.format_patterns[name], value)
                if name in rules.formats and self._judge.asserts_formats(self._place):
                    return rules.formats[name](value)
        return True

    # --- arrays -----------------------------------------------------------------------------

    def _keeps_array(self, keyword: str, item: object, value: list[object]) -> bool:
        match keyword:
            case "minItems":
                return len(value) >= _limit(item)
            case "maxItems":
                return len(value) <= _limit(item)
            case "uniqueItems":
                pairs = combinations(value, 2)
                return item is not True or not any(equal(left, right) for left, right in pairs)
            case "prefixItems":
                return self._keeps_positions(keyword, item, value)
            case "items" if isinstance(item, list):
                return self._keeps_positions(keyword, item, value)
            case "items":
                return self._keeps_rest(keyword, len(_list(self._schema.get("prefixItems"))), value)
            case "additionalItems":
                first = self._schema.get("items")
                if not isinstance(first, list):
                    return True
                return self._keeps_rest(keyword, len(first), value)
            case "contains":
                return self._keeps_contains(value)
            case "unevaluatedItems":
                left = [index for index in range(len(value)) if index not in self.seen.items]
                self.seen.items.update(left)
                return all(self._inner(value[index], keyword) for index in left)
        return True

    def _keeps_positions(self, keyword: str, item: object, value: list[object]) -> bool:
        count = min(len(value), len(_list(item)))
        self.seen.items.update(range(count))
        return all(self._inner(value[index], keyword, str(index)) for index in range(count))

    def _keeps_rest(self, keyword: str, start: int, value: list[object]) -> bool:
        self.seen.items.update(range(start, len(value)))
        return all(self._inner(other, keyword) for other in value[start:])

    def _keeps_contains(self, value: list[object]) -> bool:
        found = [index for index, other in enumerate(value) if self._inner(other, "contains")]
        if not self._judge.dialect(self._place).startswith(_DRAFT_2019):
            self.seen.items.update(found)
        least, most = self._schema.get("minContains", 1), self._schema.get("maxContains")
        return len(found) >= _limit(least) and (most is None or len(found) <= _limit(most))

    # --- objects ----------------------------------------------------------------------------

    def _keeps_object(self, keyword: str, item: object, value: dict[str, object]) -> bool:
        match keyword:
            case "minProperties":
                return len(value) >= _limit(item)
            case "maxProperties":
                return len(value) <= _limit(item)
            case "required":
                return all(name in value for name in _list(item))
            case "dependentRequired" | "dependentSchemas" | "dependencies":
                return self._keeps_dependencies(keyword, item, value)
            case "propertyNames":
                return all(self._inner(name, keyword) for name in value)
            case "properties":
                named = [name for name in _object(item) if name in value]
                self.seen.names.update(named)
                return all(self._inner(value[name], keyword, name) for name in named)
            case "patternProperties":
                return self._keeps_patterned(keyword, item, value)
            case "additionalProperties":
                return self._keeps_others(keyword, set(self._declared(value)), value)
            case "unevaluatedProperties":
                return self._keeps_others(keyword, set(self.seen.names), value)
        return True

    def _keeps_dependencies(self, keyword: str, item: object, value: dict[str, object]) -> bool:
        for name, wanted in _object(item).items():
            if name not in value:
                continue
            if isinstance(wanted, list):
                if not all(other in value for other in wanted):
                    return False
            elif not self._fits(keyword, name):
                return False
        return True

    def _keeps_patterned(self, keyword: str, item: object, value: dict[str, object]) -> bool:
        pairs = [
            (pattern, name)
            for pattern in _object(item)
            for name in value
            if self._judge.rules.matches(pattern, name)
        ]
        self.seen.names.update(name for _, name in pairs)
        return all(self._inner(value[name], keyword, pattern) for pattern, name in pairs)

    def _declared(self, value: dict[str, object]) -> Iterator[str]:
        """Yield the members that `properties` and `patternProperties` beside it tell."""
        properties = _object(self._schema.get("properties"))
        patterns = _object(self._schema.get("patternProperties"))
        for name in value:
            matched = any(self._judge.rules.matches(pattern, name) for pattern in patterns)
            if name in properties or matched:
                yield name

    def _keeps_others(self, keyword: str, known: set[str], value: dict[str, object]) -> bool:
        others = [name for name in value if name not in known]
        self.seen.names.update(others)
        return all(self._inner(value[name], keyword) for name in others)


def _keeps_number(keyword: str, item: object, value: object) -> bool:
    number, limit = double(value), double(item)
    if number is None or limit is None:
        return True
    match keyword:
        case "minimum":
            return number >= limit
        case "maximum":
            return number <= limit
        case "exclusiveMinimum":
            return number > limit
        case "exclusiveMaximum":
            return number < limit
        case "multipleOf":
            return is_multiple(number, limit)
    return True


def _limit(item: object) -> float:
    limit = double(item)
    assert limit is not None
    return limit


def _list(item: object) -> list[object]:
    return item if isinstance(item, list) else []


def _object(item: object) -> dict[str, object]:
    return item if isinstance(item, dict) else {}
