"""Values drawn towards a schema, so that both verdicts come up.

In: a registry, a place, a source of chance. Out: values: those of the product's own generator,
their neighbours by one edit, and values put together from what the schemas on the way mention.
Nothing here says which of them are valid.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

from cfc.contract.model import Place
from cfc.contract.registry import Registry, Unresolved
from cfc.instances.facets import Reader
from cfc.instances.generator import Generator
from cfc.instances.near_misses import near_misses

from bench.drawn_schemas import DIVISORS, NAMES, NESTED, NUMBERS, SCALARS, TYPES

FORMAT_ROWS = Path(__file__).parents[1] / "tests" / "suites" / "formats"
TEXTS = (
    "", "a", "b", "ab", "aa", "abc", "foo", "foo bar", "x-1", "1", "12", "é", "\U0001f600", "a\n",
    "\ud800", "\U0001f600a", "__proto__", "constructor", "a.b", " ", "\u2028", "ABC", "bb",
)  # fmt: skip
_DEEPEST = 6


@cache
def format_texts() -> Mapping[str, Sequence[str]]:
    """Return the values of the formats' own suites, by format."""
    found: dict[str, list[str]] = {}
    for path in sorted(FORMAT_ROWS.glob("*.json")):
        if path.stem != "suite.schema":
            rows = json.loads(path.read_text("utf-8"))
            found[path.stem] = [row["value"] for row in rows if len(row["value"]) < 80]
    return found


class ValueSource:
    """Draws values for one schema."""

    def __init__(self, registry: Registry, root: Place, rng: Random) -> None:
        self._registry, self._root, self._rng = registry, root, rng
        self._generator = Generator(Reader(registry, root), rng)

    def draw(self, count: int) -> Iterator[object]:
        """Yield about so many values, equal ones among them."""
        rng = self._rng
        found: list[object] = []
        for _ in range(count // 6):
            found += self._generator.draw((self._root,))
        found += [self._towards([self._root], 0) for _ in range(count // 3)]
        found += [rng.choice((*SCALARS, *NESTED, *NUMBERS)) for _ in range(3)]
        yield from found
        for value in rng.sample(found, min(len(found), count // 8)):
            yield from near_misses(value, rng, 4)

    # --- towards a schema -------------------------------------------------------------------

    def _towards(self, places: Sequence[Place], depth: int) -> object:
        """Return a value made of what some of the schemas that apply here mention."""
        rng = self._rng
        schemas = self._gathered(places)
        literals: list[object] = []
        for _, schema in schemas:
            literals += [schema["const"]] if "const" in schema else []
            listed = schema.get("enum")
            literals += listed if isinstance(listed, list) else []
        if literals and rng.random() < 0.75:
            return rng.choice(literals)
        if depth > _DEEPEST:
            return rng.choice(SCALARS)
        match self._kind([schema for _, schema in schemas]):
            case "object":
                return self._object(schemas, depth)
            case "array":
                return self._array(schemas, depth)
            case "string":
                return self._text([schema for _, schema in schemas])
            case "number" | "integer":
                return self._number([schema for _, schema in schemas])
            case "boolean":
                return rng.random() < 0.5
        return None

    def _gathered(self, places: Sequence[Place]) -> list[tuple[Place, dict[str, object]]]:
        """Return the schemas that apply, each branch by chance."""
        found: list[tuple[Place, dict[str, object]]] = []
        pending, seen = list(places), set[Place]()
        while pending:
            place = pending.pop()
            value = self._registry.value(place)
            if place in seen or not isinstance(value, dict):
                continue
            seen.add(place)
            found.append((place, value))
            pending += self._next(place, value)
        return found

    def _next(self, place: Place, value: dict[str, object]) -> Iterator[Place]:
        rng = self._rng
        for name in ("$ref", "$dynamicRef"):
            reference = value.get(name)
            if isinstance(reference, str):
                try:
                    yield self._registry.resolve(place, reference)
                except Unresolved:
                    continue
        for name in ("allOf", "anyOf", "oneOf"):
            listed = value.get(name)
            if isinstance(listed, list):
                kept = range(len(listed)) if name == "allOf" else [rng.randrange(len(listed))]
                yield from (place.child(name, str(index)) for index in kept)
        arms = ("if", "then") if rng.random() < 0.5 else ("else",)
        yield from (place.child(name) for name in arms if name in value)
        if "not" in value and rng.random() < 0.3:
            yield place.child("not")
        dependent = value.get("dependentSchemas")
        for name in dependent if isinstance(dependent, dict) else ():
            if rng.random() < 0.5:
                yield place.child("dependentSchemas", name)

    def _kind(self, schemas: Sequence[dict[str, object]]) -> str:
        rng = self._rng
        types: list[str] = []
        hints: list[str] = []
        for schema in schemas:
            named = schema.get("type")
            types += [named] if isinstance(named, str) else named if isinstance(named, list) else []
            hints += [_HINTS[name] for name in schema if name in _HINTS]
        if types and rng.random() < 0.85:
            return rng.choice(types)
        return rng.choice(hints) if hints and rng.random() < 0.9 else rng.choice(TYPES)

    def _object(self, schemas: Sequence[tuple[Place, dict[str, object]]], depth: int) -> object:
        rng = self._rng
        named: dict[str, list[Place]] = {}
        wanted: list[str] = []
        for place, schema in schemas:
            properties, required = schema.get("properties"), schema.get("required")
            for name in properties if isinstance(properties, dict) else ():
                named.setdefault(name, []).append(place.child("properties", name))
            wanted += required if isinstance(required, list) else []
            for keyword in ("dependentRequired", "dependentSchemas"):
                dependent = schema.get(keyword)
                wanted += [name for name in dependent or () if rng.random() < 0.4]  # type: ignore[attr-defined]
        chance = rng.choice((0.3, 0.7, 1.0))
        names = [name for name in named if rng.random() < chance]
        names += [name for name in wanted if rng.random() < 0.85]
        names += rng.sample((*NAMES, *TEXTS), rng.choice((0, 0, 1, 2)))
        rng.shuffle(names)
        return {name: self._member(schemas, named, name, depth) for name in names}

    def _member(
        self,
        schemas: Sequence[tuple[Place, dict[str, object]]],
        named: Mapping[str, list[Place]],
        name: str,
        depth: int,
    ) -> object:
        places = list(named.get(name, ()))
        for place, schema in schemas:
            for keyword in ("additionalProperties", "unevaluatedProperties"):
                if keyword in schema and not places:
                    places.append(place.child(keyword))
            patterns = schema.get("patternProperties")
            for pattern in patterns if isinstance(patterns, dict) else ():
                if self._rng.random() < 0.5:
                    places.append(place.child("patternProperties", pattern))
        return self._towards(places, depth + 1)

    def _array(self, schemas: Sequence[tuple[Place, dict[str, object]]], depth: int) -> object:
        rng = self._rng
        positions: dict[int, list[Place]] = {}
        rest: list[Place] = []
        for place, schema in schemas:
            prefix = schema.get("prefixItems")
            for index in range(len(prefix) if isinstance(prefix, list) else 0):
                positions.setdefault(index, []).append(place.child("prefixItems", str(index)))
            rest += [
                place.child(name)
                for name in ("items", "contains", "unevaluatedItems")
                if name in schema and rng.random() < 0.7
            ]
        size = rng.choice((0, 1, 2, 2, 3, 4, len(positions)))
        found = [self._towards(positions.get(at) or rest, depth + 1) for at in range(size)]
        if len(found) > 1 and rng.random() < 0.15:
            found[-1] = found[0]
        return found

    def _text(self, schemas: Sequence[dict[str, object]]) -> str:
        formats = [str(schema["format"]) for schema in schemas if "format" in schema]
        known = format_texts().get(self._rng.choice(formats), ()) if formats else ()
        if known and self._rng.random() < 0.8:
            return self._rng.choice(known)
        return self._rng.choice((*TEXTS, *NAMES))

    def _number(self, schemas: Sequence[dict[str, object]]) -> int | float:
        rng = self._rng
        near: list[int | float] = []
        for schema in schemas:
            for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
                limit = schema.get(name)
                if isinstance(limit, (int, float)):
                    near += [limit, limit + 1, limit - 1, limit + 0.5]
            divisor = schema.get("multipleOf")
            if isinstance(divisor, (int, float)):
                near += [divisor * rng.randint(-3, 400), rng.choice(NUMBERS), divisor]
        pool = near if near and rng.random() < 0.8 else [*NUMBERS, *DIVISORS]
        return rng.choice(pool)


_HINTS: dict[str, str] = {
    **dict.fromkeys(
        ("properties", "patternProperties", "additionalProperties", "required", "propertyNames",
         "dependentRequired", "dependentSchemas", "minProperties", "maxProperties",
         "unevaluatedProperties"),
        "object",
    ),
    **dict.fromkeys(
        ("prefixItems", "items", "contains", "minItems", "maxItems", "uniqueItems",
         "unevaluatedItems", "minContains", "maxContains"),
        "array",
    ),
    **dict.fromkeys(("minLength", "maxLength", "pattern", "format"), "string"),
    **dict.fromkeys(
        ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), "number"
    ),
}  # fmt: skip
