"""Random schemas over all keywords of 2020-12, for judges to be compared on.

In: a source of chance. Out: schemas that are valid by the metaschema, whose references lead
somewhere. Names, values and bounds come from small pools, so that keywords meet one another.
Some have no meaning, since references go in a circle: `drawn_circles.has_circle` tells.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from cfc.contract.keywords import FORMATS

from bench.drawn_unions import Schema as Schema
from bench.drawn_unions import UnionSource

NAMES = (
    "a", "b", "c", "ab", "foo", "x-1", "__proto__", "constructor", "toString", "length", "", "~",
    "a/b", "~1", "$ref", "0", "é", "\U0001f600", "\ud800", "hasOwnProperty", "a b", "class", "\n",
)  # fmt: skip
NUMBERS: tuple[int | float, ...] = (
    0, 1, 2, 3, -1, 1.0, 1.5, 0.1, 0.3, 0.01, 19.99, -0.5, 100, 1e22, 1e300, 2**53, 2**53 + 1,
    2**53 - 1, -(2**53) - 1, 2**64, 10**30, 1e-7, 4.35, -0.0,
)  # fmt: skip
DIVISORS: tuple[int | float, ...] = (1, 2, 3, 0.1, 0.01, 0.3, 1.5, 2.5, 1e-7, 7, 100, 1e22, 0.5)
PATTERNS = (
    "^a", "b$", "^[a-c]+$", "^.$", "\\d", "^\\S*$", "a|b", "", "^x-", "\\p{L}", "^\\w+$",
    "^(a|b)\\1", "^(?!a)", "[^a]", "^.{2,3}$", "^[\\u{1F600}-\\u{1F64F}]$", "\\bfoo", "^$",
    "^(ab?)*$", "o{2}", "^[^\\n]*$", "\\.", "^\\uD83D\\uDE00$", "(?<=a)b", "^__", "^(?:to|co)",
)  # fmt: skip
SCALARS: tuple[object, ...] = (
    None, True, False, 0, 1, 1.0, -0.0, "1", "", "a", "ab", "true", "\U0001f600", 0.1, 2**53 + 1,
)  # fmt: skip
NESTED: tuple[object, ...] = (
    [], {}, [1], [True], [[0]], [[False]], {"a": 1}, {"a": True}, {"a": 1.0}, {"b": 2, "a": 1},
    [1, 2], [2, 1], {"__proto__": 1}, {"a": {"b": []}}, [None], ["a", "b"],
)  # fmt: skip
TYPES = ("null", "boolean", "object", "array", "number", "integer", "string")
_FOCUS = ("object", "object", "object", "array", "array", "number", "string", "any")
_BASE = "http://example.org/"
_NOTES: tuple[tuple[str, object], ...] = (
    ("title", "Some \"title\" */ '''"), ("description", "*/ ${a} \\"), ("$comment", "\u2028"),
    ("default", 0), ("examples", [None]), ("deprecated", True), ("readOnly", True),
    ("writeOnly", False), ("contentEncoding", "base64"), ("contentMediaType", "text/x"),
    ("contentSchema", False), ("definitions", {"a": False}),
)  # fmt: skip


@dataclass
class _Resource:
    """A schema resource: its URI, what it defines, how its references may be written."""

    uri: str
    definitions: list[str]
    anchors: dict[str, str]
    node: str
    parts: dict[str, object] = field(default_factory=dict)


@dataclass
class _Where:
    """Where a schema is drawn: its resource, how deep, and which references stay out of circles.

    `order` numbers definitions: a reference that applies to the same value goes upwards only.
    """

    resource: _Resource
    depth: int
    order: int
    in_place: bool

    def below(self, *, in_place: bool = False) -> _Where:
        return _Where(self.resource, self.depth - 1, self.order, in_place and self.in_place)


class SchemaSource:
    """Draws schemas; `draw` gives one document after the other."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._names: list[str] = []
        self._resources: list[_Resource] = []
        self._unions = 0.1

    def draw(self) -> Schema:
        rng = self._rng
        self._unions = rng.choice((0.05, 0.1, 0.8))
        self._names = list(dict.fromkeys([*rng.sample(NAMES[:5], 3), *rng.sample(NAMES, 2)]))
        self._resources = [self._resource(at) for at in range(rng.choice((1, 1, 1, 2, 3)))]
        root = self._document(self._resources[0])
        if len(self._resources) == 1 and rng.random() < 0.7:
            root.pop("$id")
        return root

    # --- documents --------------------------------------------------------------------------

    def _resource(self, at: int) -> _Resource:
        rng = self._rng
        definitions = rng.sample(("d1", "d2", "d3", "tree", "a/b"), rng.choice((0, 1, 1, 2)))
        anchors = {name: f"at-{name[0]}{at}" for name in definitions if rng.random() < 0.4}
        node = rng.choice(("dynamic", "dynamic", "plain", "none"))
        return _Resource(f"{_BASE}r{at}", definitions, anchors, node)

    def _document(self, resource: _Resource) -> dict[str, object]:
        rng = self._rng
        at = self._resources.index(resource)
        depth = rng.choice((0, 1, 1, 2, 2, 2, 3, 4)) if at == 0 else 1
        found: dict[str, object] = {"$id": resource.uri}
        if resource.node != "none":
            found["$dynamicAnchor" if resource.node == "dynamic" else "$anchor"] = "node"
        found |= self._body(_Where(resource, depth, at * 10, in_place=True))
        definitions: dict[str, object] = {}
        for index, name in enumerate(resource.definitions):
            where = _Where(resource, rng.choice((0, 1, 1, 2)), at * 10 + index + 1, in_place=True)
            schema = self.schema(where)
            if name in resource.anchors:
                anchor: dict[str, object] = {"$anchor": resource.anchors[name]}
                schema = {**anchor, **schema} if isinstance(schema, dict) else anchor
            definitions[name] = schema
        definitions |= resource.parts
        if at == 0:
            for other in self._resources[1:]:
                definitions[other.uri.rpartition("/")[2]] = self._document(other)
        if definitions:
            found["$defs"] = definitions
        return found

    def _reference(self, where: _Where) -> dict[str, object] | None:
        """Return a reference that leads somewhere, in one of the ways to write it."""
        rng = self._rng
        own = where.resource
        if not where.in_place or rng.random() < 0.05:
            bound = [other for other in self._resources if other.node != "none"]
            if bound and rng.random() < 0.4:
                other = own if own in bound and rng.random() < 0.6 else rng.choice(bound)
                reference = "#node" if other is own else f"{other.uri}#node"
                return {rng.choice(("$dynamicRef", "$dynamicRef", "$ref")): reference}
        choices: list[tuple[_Resource, str | None]] = []
        for at, other in enumerate(self._resources):
            if not where.in_place or at * 10 > where.order:
                choices.append((other, None))
            for index, name in enumerate(other.definitions):
                if not where.in_place or at * 10 + index + 1 > where.order:
                    choices.append((other, name))
        if not choices:
            return None
        other, definition = rng.choice(choices)
        return {"$ref": self._uri(own, other) + self._fragment(other, definition)}

    def _uri(self, own: _Resource, other: _Resource) -> str:
        if own is other:
            return ""
        return self._rng.choice((other.uri, other.uri.removeprefix(_BASE)))

    def _fragment(self, resource: _Resource, definition: str | None) -> str:
        if definition is None:
            return "#"
        if definition in resource.anchors and self._rng.random() < 0.6:
            return "#" + resource.anchors[definition]
        return "#/$defs/" + definition.replace("~", "~0").replace("/", "~1")

    # --- schemas ----------------------------------------------------------------------------

    def schema(self, where: _Where) -> Schema:
        """Return a schema; at the bottom a plain one."""
        rng = self._rng
        if where.depth > 1 and rng.random() < 0.4:
            where = where.below(in_place=where.in_place)
        if rng.random() < 0.06:
            return rng.random() < 0.6
        if rng.random() < (0.2 if where.depth > 0 else 0.3):
            reference = self._reference(where)
            if reference is not None:
                return reference
        return self._body(where)

    def _body(self, where: _Where) -> dict[str, object]:
        rng = self._rng
        focus = rng.choice(_FOCUS) if where.depth > 0 else rng.choice(_FOCUS[5:])
        pairs: list[tuple[str, object]] = []
        if rng.random() < 0.25:
            pairs.append(("type", self._types(focus)))
        if rng.random() < (0.06 if where.depth > 0 else 0.2):
            pairs.append(self._literal())
        for make in self._makers(focus, where):
            pairs.extend(make(where))
        if where.depth > 0 and rng.random() < 0.55:
            pairs.extend(self._in_place(where))
            if focus in ("object", "array", "any") and rng.random() < 0.4:
                pairs.extend(self._unevaluated(focus, where))
        if where.depth > 0 and rng.random() < 0.12:
            pairs.extend((self._reference(where) or {}).items())
        if where.depth > 0 and rng.random() < self._unions:
            pairs.extend(self._union(where))
            if rng.random() < 0.5:
                pairs = pairs[-1:]
        if rng.random() < 0.12:
            pairs.append(rng.choice(_NOTES))
        rng.shuffle(pairs)
        return dict(pairs)

    def _types(self, focus: str) -> object:
        rng = self._rng
        own = focus if focus in TYPES else rng.choice(TYPES)
        if own == "number" and rng.random() < 0.5:
            own = "integer"
        if rng.random() < 0.6:
            return own
        return list(dict.fromkeys([own, *rng.sample(TYPES, rng.randint(0, 2))]))

    def _literal(self) -> tuple[str, object]:
        rng = self._rng
        if rng.random() < 0.4:
            return ("const", rng.choice((*SCALARS, *NESTED)))
        values = rng.sample((*SCALARS, *NESTED), rng.randint(1, 5))
        return ("enum", values)

    def _makers(
        self, focus: str, where: _Where
    ) -> list[Callable[[_Where], list[tuple[str, object]]]]:
        rng = self._rng
        groups: dict[str, list[Callable[[_Where], list[tuple[str, object]]]]] = {
            "object": [self._members, self._members, self._names_of, self._sizes_of_object],
            "array": [self._items, self._items, self._contains, self._sizes_of_array],
            "number": [self._bounds],
            "string": [self._texts],
        }
        if where.depth <= 0:
            groups["object"] = [self._names_of, self._sizes_of_object]
            groups["array"] = [self._sizes_of_array]
        if focus == "any":
            focus = rng.choice(tuple(groups))
        makers = groups[focus]
        return rng.sample(makers, min(len(makers), rng.choice((1, 1, 2, 3))))

    # --- objects ----------------------------------------------------------------------------

    def _name(self) -> str:
        return self._rng.choice(self._names)

    def _some_names(self, most: int = 3) -> list[str]:
        rng = self._rng
        return rng.sample(self._names, rng.randint(1, min(most, len(self._names))))

    def _members(self, where: _Where) -> list[tuple[str, object]]:
        rng = self._rng
        inner = where.below()
        found: list[tuple[str, object]] = []
        if rng.random() < 0.75:
            found.append(("properties", {name: self.schema(inner) for name in self._some_names()}))
        if rng.random() < 0.4:
            patterns = rng.sample(PATTERNS, rng.randint(1, 2))
            found.append(("patternProperties", {name: self.schema(inner) for name in patterns}))
        if rng.random() < 0.3:
            extra = False if rng.random() < 0.3 else self.schema(inner)
            found.append(("additionalProperties", extra))
        return found

    def _names_of(self, where: _Where) -> list[tuple[str, object]]:
        rng = self._rng
        found: list[tuple[str, object]] = []
        if rng.random() < 0.35:
            found.append(("required", self._some_names(2)))
        if rng.random() < 0.25:
            found.append(
                ("dependentRequired", {name: self._some_names(2) for name in self._some_names(2)})
            )
        if rng.random() < 0.3:
            names = self._body(_Where(where.resource, 0, where.order, in_place=False))
            if rng.random() < 0.6:
                names = {"pattern": rng.choice(PATTERNS)}
            found.append(("propertyNames", names))
        if where.depth > 0 and rng.random() < 0.3:
            inner = where.below(in_place=True)
            found.append(
                ("dependentSchemas", {name: self.schema(inner) for name in self._some_names(2)})
            )
        return found

    def _sizes_of_object(self, where: _Where) -> list[tuple[str, object]]:
        return self._sizes("minProperties", "maxProperties", 0, 4)

    def _sizes(self, least: str, most: str, low: int, high: int) -> list[tuple[str, object]]:
        rng = self._rng
        found: list[tuple[str, object]] = []
        size = rng.randint(low, 2)
        if rng.random() < 0.6:
            found.append((least, rng.choice((size, float(size)))))
        if rng.random() < 0.6:
            found.append((most, rng.randint(size, high)))
        return found

    # --- arrays -----------------------------------------------------------------------------

    def _items(self, where: _Where) -> list[tuple[str, object]]:
        rng = self._rng
        inner = where.below()
        found: list[tuple[str, object]] = []
        if rng.random() < 0.5:
            count = rng.randint(1, 3)
            found.append(("prefixItems", [self.schema(inner) for _ in range(count)]))
        if rng.random() < 0.55:
            found.append(("items", self.schema(inner)))
        return found

    def _contains(self, where: _Where) -> list[tuple[str, object]]:
        rng = self._rng
        found: list[tuple[str, object]] = [("contains", self.schema(where.below()))]
        if rng.random() < 0.5:
            found.append(("minContains", rng.randint(0, 2)))
        if rng.random() < 0.5:
            found.append(("maxContains", rng.randint(0, 3)))
        return found[rng.random() < 0.05 :]

    def _sizes_of_array(self, where: _Where) -> list[tuple[str, object]]:
        found = self._sizes("minItems", "maxItems", 0, 4)
        if self._rng.random() < 0.45:
            found.append(("uniqueItems", self._rng.random() < 0.9))
        return found

    # --- scalars ----------------------------------------------------------------------------

    def _bounds(self, where: _Where) -> list[tuple[str, object]]:
        rng = self._rng
        found: list[tuple[str, object]] = []
        for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
            if rng.random() < 0.3:
                found.append((name, rng.choice(NUMBERS)))
        if rng.random() < 0.4 or not found:
            found.append(("multipleOf", rng.choice(DIVISORS)))
        return found

    def _texts(self, where: _Where) -> list[tuple[str, object]]:
        rng = self._rng
        found: list[tuple[str, object]] = []
        if rng.random() < 0.45:
            found.append(("pattern", rng.choice(PATTERNS)))
        if rng.random() < 0.35:
            found.append(("format", rng.choice((*sorted(FORMATS), "none-such"))))
        if rng.random() < 0.4:
            found.extend(self._sizes("minLength", "maxLength", 0, 5))
        return found

    # --- branches ---------------------------------------------------------------------------

    def _in_place(self, where: _Where) -> list[tuple[str, object]]:
        rng = self._rng
        inner = where.below(in_place=True)
        found: list[tuple[str, object]] = []
        for name in rng.sample(("allOf", "anyOf", "oneOf", "not", "if"), rng.choice((1, 1, 2))):
            if name == "not":
                found.append((name, self.schema(inner)))
            elif name == "if":
                found.append((name, self.schema(inner)))
                found += [
                    (arm, self.schema(inner)) for arm in ("then", "else") if rng.random() < 0.7
                ]
            else:
                found.append((name, [self.schema(inner) for _ in range(rng.randint(1, 3))]))
        return found

    def _union(self, where: _Where) -> list[tuple[str, object]]:
        parts = where.resource.parts

        def define(schema: Schema) -> dict[str, object]:
            name = f"u{len(parts)}"
            parts[name] = schema
            return {"$ref": f"#/$defs/{name}"}

        inner = where.below()
        return UnionSource(
            self._rng,
            self._names,
            lambda: self.schema(inner),
            define,
            lambda: self._reference(inner),
        ).draw()

    def _unevaluated(self, focus: str, where: _Where) -> list[tuple[str, object]]:
        rng = self._rng
        if focus == "any":
            focus = rng.choice(("object", "array"))
        name = "unevaluatedProperties" if focus == "object" else "unevaluatedItems"
        return [(name, False if rng.random() < 0.5 else self.schema(where.below()))]
