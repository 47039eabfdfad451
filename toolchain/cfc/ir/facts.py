"""What a conjunction of schemas says of a value, merged: types, members, items, branches.

In: places that all judge one value. Out: `Facts`. `allOf` and `$ref` are followed as far as
they only add; what cannot be merged is dropped, which makes the facts weaker, never stronger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from cfc.contract.keywords import KEYWORDS
from cfc.ir.functions import Functions, Node
from cfc.ir.scalars import declared_types
from cfc.ir.shapes import JsonScalar

ALL_TYPES = frozenset({"null", "boolean", "object", "array", "number", "integer", "string"})


@dataclass
class Facts:
    """Merged knowledge. `members` lists, per name, every schema that judges that member.

    `closed_to`: names that some closed object admits (None: open). `literals` is None when any
    value may be. `unions`: alternatives that also hold, each a list of nodes.
    """

    types: set[str] = field(default_factory=lambda: set(ALL_TYPES))
    typed: bool = False
    members: dict[str, list[Node]] = field(default_factory=dict)
    required: dict[str, None] = field(default_factory=dict)
    closed_to: set[str] | None = None
    extra: list[Node] = field(default_factory=list)
    patterned: list[Node] = field(default_factory=list)
    prefix: list[list[Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    min_items: int = 0
    literals: list[JsonScalar] | None = None
    unions: list[list[Node]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    impossible: bool = False


def facts_of(functions: Functions, nodes: Sequence[Node]) -> Facts:
    """Return the merged facts of schemas that all judge one value."""
    facts = Facts()
    seen: set[Node] = set()
    for node in nodes:
        _merge(functions, node, facts, seen)
    return facts


def _merge(functions: Functions, node: Node, facts: Facts, seen: set[Node]) -> None:
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
    _merge_object(functions, node, keywords, facts)
    _merge_array(functions, node, keywords, facts)
    for name in ("$ref", "$dynamicRef"):
        if name in keywords:
            target = functions.reference(node, name, keywords[name])
            # What a dynamic reference leads to depends on who refers: the types leave it open.
            if target is not None and (name == "$ref" or not node.scope):
                _merge(functions, target, facts, seen)
    for index in range(_length(keywords.get("allOf"))):
        _merge(functions, functions.child(node, "allOf", str(index)), facts, seen)
    for name in ("oneOf", "anyOf"):
        count = _length(keywords.get(name))
        if count:
            facts.unions.append([functions.child(node, name, str(i)) for i in range(count)])
    for name in ("not", "if", "dependentSchemas", "dependentRequired", "propertyNames", "contains"):
        if name in keywords:
            facts.notes.append(name)


def _merge_types(keywords: dict[str, object], facts: Facts) -> None:
    types = declared_types(keywords)
    if types is not None:
        facts.typed = True
        wanted = set(types)
        if "number" in wanted:
            wanted.add("integer")
        facts.types &= wanted
    values: list[object] | None = None
    if "const" in keywords:
        values = [keywords["const"]]
    elif isinstance(keywords.get("enum"), list):
        values = cast("list[object]", keywords["enum"])
    if values is not None and all(not isinstance(item, (dict, list)) for item in values):
        scalars = cast("list[JsonScalar]", values)
        if facts.literals is None:
            facts.literals = list(scalars)
        else:
            facts.literals = [item for item in facts.literals if _among(item, scalars)]


def _among(value: JsonScalar, values: Sequence[JsonScalar]) -> bool:
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
    patterns = keywords.get("patternProperties")
    for pattern in patterns if isinstance(patterns, dict) else ():
        facts.patterned.append(functions.child(node, "patternProperties", pattern))
    if "additionalProperties" in keywords:
        extra = functions.child(node, "additionalProperties")
        if functions.schema(extra) is False and not patterns:
            admitted = set(names)
            facts.closed_to = admitted if facts.closed_to is None else facts.closed_to & admitted
        else:
            facts.extra.append(extra)
    if "unevaluatedProperties" in keywords:
        rest = functions.child(node, "unevaluatedProperties")
        if functions.schema(rest) is False:
            facts.notes.append("unevaluatedProperties")
        else:
            facts.extra.append(rest)


def _merge_array(
    functions: Functions, node: Node, keywords: dict[str, object], facts: Facts
) -> None:
    for index in range(_length(keywords.get("prefixItems"))):
        while len(facts.prefix) <= index:
            facts.prefix.append([])
        facts.prefix[index].append(functions.child(node, "prefixItems", str(index)))
    if "items" in keywords:
        facts.items.append(functions.child(node, "items"))
    least = keywords.get("minItems")
    if isinstance(least, (int, float)) and not isinstance(least, bool):
        facts.min_items = max(facts.min_items, int(least))


def _length(value: object) -> int:
    return len(value) if isinstance(value, list) else 0


def judges(schema: object) -> bool:
    """Tell whether a schema says anything about values."""
    if not isinstance(schema, dict):
        return schema is False
    return any(
        name in KEYWORDS and KEYWORDS[name].role in ("assertion", "applicator") for name in schema
    )
