"""Documents that probably fit a schema: boundary values, constants, one variation at a time.

In: a schema at its place. Out: a bounded list of guesses, plain ones first; whoever asks has
them judged. Where places to look at are named, all variety goes there, and everything else is
as plain as it can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cfc.contract.model import Place, SchemaReader
from cfc.diff import scalars, strings
from cfc.diff.facets import members, names
from cfc.diff.texts import canonical_text

PLAIN: tuple[object, ...] = (
    None, True, False, 0, 1, -1, 0.5, 2, "", "a", [], {}, 1.5, "aa", [None], [0, 0], {"": None},
    [""], {"zz": 0}, "0", "A", " ", [[]], [{}], 10, 100, -0.5,
)  # fmt: skip
_BY_TYPE: dict[str, tuple[object, ...]] = {
    "null": (None,),
    "boolean": (False, True),
    "integer": (0, 1),
    "number": (0, 0.5),
    "string": ("", "a"),
    "array": ([],),
    "object": ({},),
}
_HINTS = {
    "object": ("properties", "required", "additionalProperties", "patternProperties",
               "minProperties", "propertyNames", "dependentRequired", "dependentSchemas"),
    "array": ("items", "prefixItems", "minItems", "contains", "uniqueItems", "maxItems"),
    "string": ("minLength", "maxLength", "pattern", "format"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}  # fmt: skip
MOST_STEPS = 1500
"""How many schemas one sampler looks at: big or recursive ones have no end."""
_DEEPEST = 12
_Conjunction = list[tuple[Place, Mapping[str, object]]]


def unique(values: Iterable[object], most: int) -> list[object]:
    """Return the first values that differ as JSON."""
    found: dict[str, object] = {}
    for value in values:
        if len(found) >= most:
            break
        found.setdefault(canonical_text(value), value)
    return list(found.values())


@dataclass
class Sampler:
    """Makes documents for the schemas of one version. `focus`: the places that matter.

    `given`: what the schemas at some places are to be filled with.
    """

    reader: SchemaReader
    focus: frozenset[Place] = frozenset()
    given: Mapping[Place, Sequence[object]] = field(default_factory=dict)
    _plain: dict[Place, list[object]] = field(default_factory=dict)
    _left: int = MOST_STEPS

    def samples(self, place: Place, most: int = 60, depth: int = 0) -> list[object]:
        """Return documents for the schema at a place."""
        self._left -= 1
        if depth > _DEEPEST or self._left < 0:
            return []
        if most <= 2 and place in self._plain:
            return self._plain[place][:most]
        found: list[object] = []
        options = self._options(place, depth)
        share = max(2, most // max(1, len(options)))
        for option in options:
            found += self._of_conjunction(option, share, depth)
        result = unique(found, most)
        if most <= 2 and result:
            self._plain[place] = result
        return result

    # --- what holds together ----------------------------------------------------------------

    def _options(
        self, place: Place, depth: int, seen: frozenset[Place] = frozenset()
    ) -> list[_Conjunction]:
        """Return the schema as alternatives, each a list of schemas that all have to hold."""
        self._left -= 1
        if place in seen or depth > _DEEPEST or self._left < 0:
            return []
        seen |= {place}
        value = self.reader.value(place)
        if value is False:
            return []
        if not isinstance(value, dict):
            return [[]]
        found: list[_Conjunction] = [[(place, value)]]
        parts: list[list[_Conjunction]] = []
        if "$ref" in value:
            target = self.reader.target(place)
            if target is not None:
                parts.append(self._options(target, depth, seen))
        for index, _ in enumerate(_list(value, "allOf")):
            parts.append(self._options(place.child("allOf", str(index)), depth, seen))
        for keyword in ("anyOf", "oneOf"):
            if _list(value, keyword):
                branches: list[_Conjunction] = []
                for index, _ in enumerate(_list(value, keyword)):
                    branches += self._options(place.child(keyword, str(index)), depth, seen)[:4]
                parts.append(branches)
        if "if" in value:
            both = self._options(place.child("if"), depth, seen)[:2]
            if "then" in value:
                then = self._options(place.child("then"), depth, seen)[:2]
                both = [[*left, *right] for left in both for right in then]
            parts.append(both + self._other_branch(place, value, depth, seen))
        for part in parts:
            found = [[*left, *right] for right in part for left in found][:24]
        return found

    def _other_branch(
        self, place: Place, value: dict[str, object], depth: int, seen: frozenset[Place]
    ) -> list[_Conjunction]:
        if "else" not in value:
            return [[]]
        return self._options(place.child("else"), depth, seen)[:2]

    # --- values -----------------------------------------------------------------------------

    def _of_conjunction(self, schemas: _Conjunction, most: int, depth: int) -> list[object]:
        handed = [item for place, _ in schemas for item in self.given.get(place, ())]
        if handed:
            return handed[:most]
        constants: list[object] = []
        for _, value in schemas:
            if "const" in value:
                constants.append(value["const"])
            constants += _list(value, "enum")
        if constants:
            return unique(constants, max(most, 40))
        found: list[object] = []
        for name in _types(schemas):
            if name == "object":
                found += self._objects(schemas, most, depth)
            elif name == "array":
                found += self._arrays(schemas, most, depth)
            elif name == "string":
                found += scalars.texts([value for _, value in schemas])
            elif name in ("integer", "number"):
                found += scalars.numbers([value for _, value in schemas], whole=name == "integer")
            else:
                found += _BY_TYPE[name]
        return unique(found, most)

    def _child(self, places: Sequence[Place], most: int, depth: int) -> list[object]:
        """Return values that fit several schemas at once, as far as guesses go."""
        if self.focus and not any(place in self.focus for place in places):
            most = min(most, 1)
        if not places:
            return list(_BY_TYPE["integer"])[:most]
        if len(places) == 1:
            return self.samples(places[0], most, depth + 1)
        options: list[_Conjunction] = [[]]
        for place in places:
            options = [
                [*left, *right] for right in self._options(place, depth + 1) for left in options
            ][:12]
        found: list[object] = []
        for option in options:
            found += self._of_conjunction(option, most, depth + 1)
        return unique(found, most)

    def _objects(self, schemas: _Conjunction, most: int, depth: int) -> list[object]:
        places: dict[str, list[Place]] = {}
        open_places: list[Place] = []
        wanted: dict[str, None] = {}
        for place, value in schemas:
            for name in members(value, "properties"):
                places.setdefault(name, []).append(place.child("properties", name))
            for name in names(value, "required"):
                wanted[name] = None
        for place, value in schemas:
            for keyword in ("additionalProperties", "unevaluatedProperties"):
                if isinstance(value.get(keyword), dict):
                    open_places.append(place.child(keyword))
            for pattern in members(value, "patternProperties"):
                for name in strings.of_pattern(pattern)[:3]:
                    places.setdefault(name, []).append(place.child("patternProperties", pattern))
            for name, others in members(value, "dependentRequired").items():
                places.setdefault(name, [])
                if name in wanted and isinstance(others, list):
                    wanted.update(dict.fromkeys(str(other) for other in others))
        least = max([0, *(scalars.whole(value.get("minProperties"), 0) for _, value in schemas)])
        base: dict[str, object] = {}
        for name in wanted:
            plain = self._child(places.get(name, open_places), 1, depth)
            base[name] = plain[0] if plain else None
        for name in [*places, *(f"z{index}" for index in range(min(least, 50)))]:
            if len(base) >= least:
                break
            plain = self._child(places.get(name, open_places), 1, depth)
            base.setdefault(name, plain[0] if plain else 0)
        found: list[object] = [base]
        for name, where in places.items():
            if self.focus and where and not any(place in self.focus for place in where):
                continue
            share = most if self.focus else max(2, most // (2 + depth))
            found += [{**base, name: item} for item in self._child(where, share, depth)]
            for _, value in schemas:
                for other in names(members(value, "dependentRequired"), name):
                    found += [{**base, name: 0, other: 0}]
        if not self.focus or any(place in self.focus for place, _ in schemas):
            for name in ("zz", ""):
                found += [{**base, name: item} for item in self._child(open_places, 4, depth)]
            found += [{**base, **dict.fromkeys(places, 0)}]
        return found

    def _arrays(self, schemas: _Conjunction, most: int, depth: int) -> list[object]:
        prefix: list[list[Place]] = []
        rest: list[Place] = []
        needed: list[Place] = []
        for place, value in schemas:
            for index, _ in enumerate(_list(value, "prefixItems")):
                while len(prefix) <= index:
                    prefix.append([])
                prefix[index].append(place.child("prefixItems", str(index)))
            for keyword in ("items", "unevaluatedItems"):
                if isinstance(value.get(keyword), dict):
                    rest.append(place.child(keyword))
            if isinstance(value.get("contains"), (dict, bool)):
                needed.append(place.child("contains"))
        least = max([0, *(scalars.whole(value.get("minItems"), 0) for _, value in schemas)])
        limit = [scalars.whole(value.get("maxItems"), -1) for _, value in schemas]
        counts = {least, least + 1, *(size for size in limit if size >= 0), len(prefix)}
        counts |= {size - 1 for size in limit if size > 0} | {2, 3} | {least + 2}
        counts |= {scalars.whole(value.get("minContains"), 1) for _, value in schemas if needed}
        item = self._child(rest, 12, depth) or [0]
        special = self._child(needed, 6, depth) if needed else []
        first = [(self._child(where, 4, depth) or [None]) for where in prefix]
        found: list[object] = []
        for count in sorted(size for size in counts if least <= size <= 300):
            head = [options[0] for options in first][:count]
            fill = count - len(head)
            found.append(head + [item[index % len(item)] for index in range(fill)])
            found.append(head + [item[0]] * fill)
            if special:
                found.append(head + [special[0]] * fill)
                found.append((head + [item[0]] * fill)[: max(0, count - 1)] + special[:1])
        base = [options[0] for options in first]
        fill = max(0, least - len(base) - 1)
        for index, options in enumerate(first):
            more = max(0, least - len(base))
            found += [
                base[:index] + [option] + base[index + 1 :] + [item[0]] * more for option in options
            ]
        for option in self._child(rest, most, depth):
            found.append([*base, option, *[item[0]] * fill])
        found += [[*base, option] for option in special]
        return found


def _list(value: Mapping[str, object], keyword: str) -> list[object]:
    found = value.get(keyword)
    return found if isinstance(found, list) else []


def _types(schemas: _Conjunction) -> list[str]:
    allowed: list[str] | None = None
    for _, value in schemas:
        listed = value.get("type")
        named = [listed] if isinstance(listed, str) else listed
        if isinstance(named, list):
            one = [str(name) for name in named]
            one += ["integer"] if "number" in one else []
            allowed = one if allowed is None else [name for name in allowed if name in one]
    if allowed is not None:
        return [name for name in dict.fromkeys(allowed) if name in _BY_TYPE]
    hinted = [
        name
        for name, keywords in _HINTS.items()
        if any(keyword in value for _, value in schemas for keyword in keywords)
    ]
    return [*hinted, *(name for name in _BY_TYPE if name not in hinted)]
