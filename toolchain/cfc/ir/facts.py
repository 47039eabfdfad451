"""What a conjunction of schemas says of a value, merged: types, members, items, alternatives.

In: places that all judge one value. Out: `Facts`. `allOf` and references are followed as far as
they only add; what cannot be merged is listed for whoever can say more (`ir/alternatives.py`), or
dropped, which makes the facts weaker, never stronger.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast
from weakref import WeakKeyDictionary

from cfc.contract.keywords import KEYWORDS
from cfc.ir.functions import Functions, Node
from cfc.ir.scalars import declared_types
from cfc.ir.shapes import JsonScalar

ALL_TYPES = frozenset({"null", "boolean", "object", "array", "number", "integer", "string"})
# What only sometimes applies, or says what no type does.
_UNSAID = ("not", "contains", "propertyNames", "unevaluatedItems", "dependencies")
_TIGHTEST = {
    "minLength": max, "maxLength": min, "minimum": max, "exclusiveMinimum": max, "maximum": min,
    "exclusiveMaximum": min,
}  # fmt: skip
_LIMITS = frozenset(_TIGHTEST)
_OF_OBJECTS = frozenset(
    ("properties", "required", "patternProperties", "additionalProperties", "unevaluatedProperties")
)
_OF_ARRAYS = frozenset(("prefixItems", "items", "minItems", "maxItems"))
_FURTHER = frozenset(
    ("$ref", "$dynamicRef", "allOf", "oneOf", "anyOf", "if", "dependentSchemas")
) | {"dependentRequired", *_UNSAID}
JUDGING = frozenset(
    name for name, keyword in KEYWORDS.items() if keyword.role in ("assertion", "applicator")
)
"""Keywords that say anything about values."""
OF_STRINGS = ("minLength", "maxLength")
OF_NUMBERS = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")


@dataclass(frozen=True)
class Alternatives:
    """The branches of an `anyOf` or `oneOf` of a schema: a value has to be of one of them."""

    owner: Node
    keyword: str
    branches: tuple[Node, ...]

    @property
    def key(self) -> tuple[Node, str]:
        return self.owner, self.keyword


@dataclass(frozen=True)
class Given:
    """A member has one of these values: what one case of a condition is about."""

    name: str
    values: tuple[JsonScalar, ...]


Skipped = frozenset[tuple[Node, str] | Given]
"""Keywords of schemas that are looked at case by case, and what is given in a case."""
NOTHING_SKIPPED: Skipped = frozenset()


@dataclass(frozen=True)
class Closer:
    """An object that admits these names, and those that a pattern matches, and no other."""

    names: frozenset[str]
    patterns: tuple[str, ...]


@dataclass(slots=True)
class Facts:
    """Merged knowledge. `members` lists, per name, every schema that judges that member.

    `literals` is None when any value may be, and where objects or arrays are among the `values` that
    may be. `unions`: alternatives that also hold;
    `conditionals`: schemas with an `if`; `dependents`: schemas whose keyword of that name depends
    on members; `forbidden`: members that may not be there; `sealed`: what is evaluated nowhere may
    not be there; `rest`: what judges it; `given`: the only values of members.
    """

    types: frozenset[str] = ALL_TYPES
    typed: bool = False
    members: dict[str, list[Node]] = field(default_factory=dict)
    required: dict[str, None] = field(default_factory=dict)
    forbidden: dict[str, None] = field(default_factory=dict)
    closers: list[Closer] = field(default_factory=list)
    sealed: bool = False
    extra: list[Node] = field(default_factory=list)
    rest: list[Node] = field(default_factory=list)
    patterned: list[tuple[str, Node]] = field(default_factory=list)
    prefix: list[list[Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    min_items: int = 0
    max_items: int | None = None
    literals: list[JsonScalar] | None = None
    values: list[object] | None = None
    unions: list[Alternatives] = field(default_factory=list)
    conditionals: list[Node] = field(default_factory=list)
    dependents: list[tuple[Node, str]] = field(default_factory=list)
    limits: dict[str, int | float] = field(default_factory=dict)
    patterns: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    given: dict[str, tuple[JsonScalar, ...]] = field(default_factory=dict)
    unsaid: dict[str, None] = field(default_factory=dict)
    impossible: bool = False

    @property
    def is_object(self) -> bool:
        """Whether only objects are meant."""
        return self.types == {"object"} and not self.impossible and self.literals is None

    @property
    def names_members(self) -> bool:
        """Whether members are told by name."""
        return bool(self.members or self.required or self.forbidden)


def facts_of(
    functions: Functions, nodes: Sequence[Node], skipped: Skipped = NOTHING_SKIPPED
) -> Facts:
    """Return the merged facts of schemas that all judge one value; they are shared: only to be read.

    `skipped`: alternatives and conditions that are left out, since someone looks at each case.
    """
    known = _KNOWN.get(functions)
    if known is None:
        known = _KNOWN[functions] = {}
    key = (tuple(nodes), skipped)
    found = known.get(key)
    if found is None:
        if (
            skipped
            and len(nodes) == 1
            and _is_left_whole(plain := facts_of(functions, nodes), skipped)
        ):
            found = plain
        else:
            found = _facts_of(functions, nodes, skipped)
        known[key] = found
    return found


def _is_left_whole(facts: Facts, skipped: Skipped) -> bool:
    """Tell whether nothing that the facts are of is skipped, and nothing given."""
    return (
        not any(isinstance(item, Given) for item in skipped)
        and not any(union.key in skipped for union in facts.unions)
        and not any((node, "if") in skipped for node in facts.conditionals)
    )


_KNOWN: WeakKeyDictionary[Functions, dict[tuple[tuple[Node, ...], Skipped], Facts]] = (
    WeakKeyDictionary()
)


def _facts_of(functions: Functions, nodes: Sequence[Node], skipped: Skipped) -> Facts:
    facts = Facts()
    for item in skipped:
        if isinstance(item, Given):
            facts.given[item.name] = item.values
    seen: set[Node] = set()
    for node in nodes:
        _merge(functions, node, facts, seen, skipped)
    return facts


def _merge(
    functions: Functions, node: Node, facts: Facts, seen: set[Node], skipped: Skipped
) -> None:
    if node in seen:
        return
    seen.add(node)
    schema = functions.schema(node)
    if schema is False:
        facts.impossible = True
    if not isinstance(schema, dict):
        return
    keywords = functions.keywords(node)
    _merge_types(keywords, facts)
    # Most schemas have none of these keywords.
    if not _OF_OBJECTS.isdisjoint(keywords):
        _merge_object(functions, node, keywords, facts)
    if not _OF_ARRAYS.isdisjoint(keywords):
        _merge_array(functions, node, keywords, facts)
    if _FURTHER.isdisjoint(keywords):
        return
    for name in ("$ref", "$dynamicRef"):
        if name in keywords:
            target = functions.reference(node, name, keywords[name])
            if target is not None:
                _merge(functions, target, facts, seen, skipped)
    for index in range(_length(keywords.get("allOf"))):
        _merge(functions, functions.child(node, "allOf", str(index)), facts, seen, skipped)
    for name in ("oneOf", "anyOf"):
        count = _length(keywords.get(name))
        if count and (node, name) not in skipped:
            branches = tuple(functions.child(node, name, str(i)) for i in range(count))
            facts.unions.append(Alternatives(node, name, branches))
    is_asked = "if" in keywords and ("then" in keywords or "else" in keywords)
    if is_asked and (node, "if") not in skipped:
        facts.conditionals.append(node)
    for name in ("dependentSchemas", "dependentRequired"):
        if isinstance(keywords.get(name), dict):
            facts.dependents.append((node, name))
    for name in _UNSAID:
        if name in keywords and not (name == "not" and _merge_not(keywords["not"], facts)):
            facts.unsaid[name] = None


def _merge_not(schema: object, facts: Facts) -> bool:
    """Note a member that may not be there; return whether that is all that `not` says."""
    if not isinstance(schema, dict) or set(schema) - {"type", "$comment"} != {"required"}:
        return False
    names = schema["required"]
    if isinstance(names, list) and len(names) == 1 and isinstance(names[0], str):
        facts.forbidden[names[0]] = None
        return True
    return False


def _merge_types(keywords: dict[str, object], facts: Facts) -> None:
    types = declared_types(keywords)
    if types is not None:
        facts.typed = True
        wanted = set(types)
        if "number" in wanted:
            wanted.add("integer")
        facts.types &= wanted
    for name, choose in () if _LIMITS.isdisjoint(keywords) else _TIGHTEST.items():
        limit = keywords.get(name)
        if isinstance(limit, (int, float)) and not isinstance(limit, bool) and math.isfinite(limit):
            facts.limits[name] = choose(facts.limits.get(name, limit), limit)
    for name, listed in (("pattern", facts.patterns), ("format", facts.formats)):
        text = keywords.get(name)
        if isinstance(text, str):
            listed.append(text)
    values: list[object] | None = None
    if "const" in keywords:
        values = [keywords["const"]]
    elif isinstance(keywords.get("enum"), list):
        values = cast("list[object]", keywords["enum"])
    if values is None:
        return
    if any(isinstance(item, (dict, list)) for item in values):
        if any(isinstance(item, float) and not math.isfinite(item) for item in values):
            return
        facts.typed = True
        facts.types &= {kind for item in values for kind in _kinds(item)}
        if facts.values is None:
            facts.values = values
        return
    scalars = cast("list[JsonScalar]", values)
    if facts.literals is None:
        facts.literals = list(scalars)
    else:
        facts.literals = [item for item in facts.literals if among(item, scalars)]


def _kinds(value: object) -> set[str]:
    if isinstance(value, dict):
        return {"object"}
    if isinstance(value, list):
        return {"array"}
    kind = kind_of(cast("JsonScalar", value))
    return {"integer", "number"} if kind in ("integer", "number") else {kind}


def kind_of(value: JsonScalar) -> str:
    """Return the JSON type of a scalar, integers apart."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    return "integer" if isinstance(value, int) else "number"


def among(value: JsonScalar, values: Sequence[JsonScalar]) -> bool:
    """Tell whether a scalar is one of these, as JSON Schema compares them."""
    return any(
        value == item and isinstance(value, bool) == isinstance(item, bool) for item in values
    )


def _merge_object(
    functions: Functions, node: Node, keywords: dict[str, object], facts: Facts
) -> None:
    properties = keywords.get("properties")
    names = list(properties) if isinstance(properties, dict) else []
    for name in names:
        facts.members.setdefault(name, []).append(functions.child(node, "properties", name))
    required = keywords.get("required")
    for name in required if isinstance(required, list) else ():
        if isinstance(name, str):
            facts.required[name] = None
    listed = keywords.get("patternProperties")
    patterns = tuple(listed) if isinstance(listed, dict) else ()
    for pattern in patterns:
        facts.patterned.append((pattern, functions.child(node, "patternProperties", pattern)))
    if "additionalProperties" in keywords:
        extra = functions.child(node, "additionalProperties")
        if functions.schema(extra) is False:
            facts.closers.append(Closer(frozenset(names), patterns))
        else:
            facts.extra.append(extra)
    if "unevaluatedProperties" in keywords:
        rest = functions.child(node, "unevaluatedProperties")
        if functions.schema(rest) is False:
            facts.sealed = True
        else:
            facts.rest.append(rest)


def _merge_array(
    functions: Functions, node: Node, keywords: dict[str, object], facts: Facts
) -> None:
    for index in range(_length(keywords.get("prefixItems"))):
        while len(facts.prefix) <= index:
            facts.prefix.append([])
        facts.prefix[index].append(functions.child(node, "prefixItems", str(index)))
    if "items" in keywords:
        facts.items.append(functions.child(node, "items"))
    least, most = keywords.get("minItems"), keywords.get("maxItems")
    if isinstance(least, (int, float)) and not isinstance(least, bool):
        facts.min_items = max(facts.min_items, int(least))
    if isinstance(most, (int, float)) and not isinstance(most, bool):
        facts.max_items = int(most) if facts.max_items is None else min(facts.max_items, int(most))


def _length(value: object) -> int:
    return len(value) if isinstance(value, list) else 0


def judges(schema: object) -> bool:
    """Tell whether a schema says anything about values."""
    if not isinstance(schema, dict):
        return schema is False
    return not JUDGING.isdisjoint(schema)
