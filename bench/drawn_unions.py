"""Unions as contracts have them: by a tag, by type, by members, closed, recursive.

In: a source of chance, the names in play, and ways to draw what stands inside, to refer and to
define. Out: an `anyOf` or `oneOf` whose branches are nearly told apart: most by one tag each,
some by none, by an overlapping one or by one that nobody requires.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

Schema = dict[str, object] | bool
_TAGS: tuple[object, ...] = ("a", "b", "ab", "foo", "", "__proto__", "\U0001f600", "\ud800", "é")
_ODD_TAGS: tuple[object, ...] = (1, True, 1.0, None, False, 0, [1], [True], {"a": 1})
_TYPES = ("null", "boolean", "object", "array", "number", "integer", "string")
_LITERALS: tuple[object, ...] = (0, False, 1, True, 1.0, "a", "1", None, [0], [False], -0.0)


@dataclass(frozen=True)
class UnionSource:
    """Draws unions. `inner`: a schema for a member; `define`: puts a schema into the
    definitions and returns a reference to it; `again`: a reference to what holds the union."""

    rng: Random
    names: Sequence[str]
    inner: Callable[[], Schema]
    define: Callable[[Schema], dict[str, object]]
    again: Callable[[], dict[str, object] | None]

    def draw(self) -> list[tuple[str, object]]:
        """Return the union as a member of a schema."""
        rng = self.rng
        kind = rng.choice(("tags", "tags", "tags", "types", "types", "literals", "mixed"))
        count = rng.choice((2, 2, 3, 3, 4, 5))
        key = rng.choice(self.names)
        pool = rng.sample(_TAGS, len(_TAGS))
        types = rng.sample(_TYPES, len(_TYPES))
        branches: list[Schema] = []
        for at in range(count):
            way = rng.choice(("tags", "types", "literals")) if kind == "mixed" else kind
            if way == "tags":
                branches.append(self._tagged(key, pool[at]))
            elif way == "types":
                branches.append(self._typed(types[at]))
            else:
                branches.append(self._literal())
        if rng.random() < 0.25:
            nulls: tuple[Schema, ...] = ({"type": "null"}, {"const": None}, {"enum": [None]})
            branches.append(rng.choice(nulls))
        if rng.random() < 0.05:
            plain: tuple[Schema, ...] = (True, False, {}, {"not": {}})
            branches.append(rng.choice(plain))
        rng.shuffle(branches)
        return [(rng.choice(("oneOf", "anyOf")), [self._wrapped(item) for item in branches])]

    def _tagged(self, key: str, own: object) -> Schema:
        rng = self.rng
        if rng.random() < 0.06:
            own = rng.choice((*_ODD_TAGS, *_TAGS))
        tag: dict[str, object] = {"const": own}
        if rng.random() < 0.25:
            tag = {"enum": [own, *([rng.choice(_TAGS)] if rng.random() < 0.3 else [])]}
        if rng.random() < 0.1:
            tag["type"] = rng.choice(("string", ["string", "number"], "boolean"))
        members: dict[str, Schema] = {key: tag}
        for name in rng.sample(list(self.names), rng.randint(0, 2)):
            if name != key:
                members[name] = self._member()
        parts: dict[str, object] = {"properties": members}
        if rng.random() < 0.9:
            extra = rng.sample(list(members), rng.randint(0, len(members)))
            parts["required"] = list(dict.fromkeys([key, *extra]))
        if rng.random() < 0.85:
            parts["type"] = "object" if rng.random() < 0.92 else ["object", rng.choice(_TYPES)]
        if rng.random() < 0.35:
            parts["additionalProperties"] = False if rng.random() < 0.8 else self._member()
        elif rng.random() < 0.12:
            parts["unevaluatedProperties"] = False
        if rng.random() < 0.12:
            parts["propertyNames"] = {"pattern": rng.choice(("^[a-c]*$", ".", "^\\D*$"))}
        if isinstance(parts.get("type"), list):
            parts["type"] = list(dict.fromkeys(parts["type"]))  # type: ignore[call-overload]
        return self._split(parts)

    def _split(self, parts: dict[str, object]) -> dict[str, object]:
        """Put some of the keywords under `allOf`, as a contract does that has a common base."""
        rng = self.rng
        pairs = list(parts.items())
        rng.shuffle(pairs)
        if rng.random() < 0.7:
            return dict(pairs)
        at = rng.randint(0, len(pairs))
        inner: Schema = dict(pairs[:at])
        return {**dict(pairs[at:]), "allOf": [self._wrapped(inner)]}

    def _member(self) -> Schema:
        if self.rng.random() < 0.3:
            found = self.again()
            if found is not None:
                listed: Schema = {"type": "array", "items": found}
                choices: tuple[Schema, ...] = (found, listed, {"additionalProperties": found})
                return self.rng.choice(choices)
        return self.inner()

    def _typed(self, name: str) -> Schema:
        rng = self.rng
        named: object = name if rng.random() < 0.8 else list({name, rng.choice(_TYPES)})
        if isinstance(named, list):
            named = sorted(named)
        extra: dict[str, object] = {}
        if rng.random() < 0.6:
            choices: tuple[dict[str, object], ...] = (
                    {"minimum": 1}, {"multipleOf": 2}, {"minLength": 1}, {"pattern": "^a"},
                    {"maxItems": 1}, {"items": self._member()}, {"required": [self.names[0]]},
                    {"properties": {self.names[0]: self._member()}}, {"const": 1},
                    {"enum": [1, True, "a"]}, {"additionalProperties": self._member()},
            )  # fmt: skip
            extra = rng.choice(choices)
        pairs = [("type", named), *extra.items()]
        rng.shuffle(pairs)
        return self._split(dict(pairs))

    def _literal(self) -> Schema:
        rng = self.rng
        if rng.random() < 0.5:
            return {"const": rng.choice(_LITERALS)}
        return {"enum": rng.sample(_LITERALS, rng.randint(1, 3))}

    def _wrapped(self, schema: Schema) -> Schema:
        return self.define(schema) if self.rng.random() < 0.3 else schema
