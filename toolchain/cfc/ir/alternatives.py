"""What a record has to be besides: alternatives, conditions and dependencies, as lists of options.

In: the facts of a record. Out: groups of options, of which each time one holds: what it says of
single members. What has no such form is left to the validator, so a group is never too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from cfc.ir.facts import Alternatives, Facts, Given, Skipped, among, facts_of
from cfc.ir.functions import Functions, Node
from cfc.ir.shapes import Field, JsonScalar, Literals, Named, Nothing, Option, Scalar, Shape

if TYPE_CHECKING:
    from cfc.ir.types import Types

Group = tuple[Option, ...]
_MOST_GROUPS = 6
_MOST_OPTIONS = 60
_MOST_FIELDS = 150


def groups_of(types: Types, facts: Facts) -> tuple[Group, ...]:
    """Return the groups of a record, as many as a reader can take in."""
    found: list[Group] = []
    for union in facts.unions:
        found += _group(_of_union(types, facts, union))
    for node in facts.conditionals:
        found += _group(_of_conditional(types, facts, node))
    for node, keyword in facts.dependents:
        for options in _of_dependents(types, facts, node, keyword):
            found += _group(options)
    kept: list[Group] = []
    size = 0
    for group in dict.fromkeys(found):
        size += sum(len(option) if isinstance(option, tuple) else 1 for option in group)
        if len(kept) < _MOST_GROUPS and len(group) <= _MOST_OPTIONS and size <= _MOST_FIELDS:
            kept.append(group)
    return tuple(kept)


def _group(options: Sequence[Option | None]) -> list[Group]:
    """Return the group of options; none when one of them says nothing."""
    kept = tuple(dict.fromkeys(option for option in options if option is not None))
    return [] if not kept or () in kept else [kept]


@dataclass(frozen=True)
class Split:
    """Conditions on the values of one member, as cases: its values, and the schemas that hold then."""

    tag: str
    keys: frozenset[tuple[Node, str]]
    cases: tuple[tuple[tuple[JsonScalar, ...], tuple[Node, ...]], ...]


def split_of(functions: Functions, facts: Facts) -> Split | None:
    """Return the cases of the first member that has to be there and whose values are asked for."""
    asked: dict[str, list[tuple[Node, list[JsonScalar]]]] = {}
    for node in facts.conditionals:
        question = _question(functions, node)
        if question is not None and question[1] is not None:
            asked.setdefault(question[0], []).append((node, question[1]))
    for name, conditions in asked.items():
        values = _literals(functions, facts, Facts(), name)
        groups: dict[tuple[Node, ...], list[JsonScalar]] = {}
        for value in values:
            held = tuple(
                functions.child(node, arm)
                for node, wanted in conditions
                for arm in ["then" if among(value, wanted) else "else"]
                if arm in functions.keywords(node)
            )
            groups.setdefault(held, []).append(value)
        if len(groups) > 1 and name not in facts.given:
            keys = frozenset((node, "if") for node, _ in conditions)
            return Split(name, keys, tuple((tuple(v), nodes) for nodes, v in groups.items()))
    return None


def _question(functions: Functions, node: Node) -> tuple[str, list[JsonScalar] | None, bool] | None:
    """Return the one member that an `if` asks for, its values, and whether it has to be there.

    None for an `if` that asks for something else; no values: only whether it is there.
    """
    asked = functions.keywords(functions.child(node, "if"))
    properties, required = asked.get("properties", {}), asked.get("required", [])
    if set(asked) - {"properties", "required", "type"} or asked.get("type", "object") != "object":
        return None
    if not isinstance(properties, dict) or not isinstance(required, list):
        return None
    names = list(dict.fromkeys((*properties, *required)))
    if len(names) != 1 or not isinstance(names[0], str):
        return None
    if not properties:
        return names[0], None, True
    tag = functions.child(node, "if", "properties", names[0])
    if set(functions.keywords(tag)) - {"const", "enum", "type"}:
        return None
    literals = facts_of(functions, [tag]).literals
    return None if literals is None else (names[0], literals, bool(required))


def tag_of(functions: Functions, facts: Facts, union: Alternatives) -> str | None:
    """Return the member whose value tells the branches apart: each requires values of its own."""
    if len(union.branches) < 2:
        return None
    branches = [facts_of(functions, [branch]) for branch in union.branches]
    if any(branch.types & facts.types != {"object"} for branch in branches):
        return None
    for key in branches[0].members:
        listed = [_literals(functions, facts, branch, key) for branch in branches]
        flat = [value for values in listed for value in values]
        if all(listed) and len({(isinstance(v, bool), v) for v in flat}) == len(flat):
            return key
    return None


def _literals(
    functions: Functions, facts: Facts, branch: Facts, key: str
) -> tuple[JsonScalar, ...]:
    """Return the only values that a member of a branch may have, if it has to be there."""
    if key not in branch.required and key not in facts.required:
        return ()
    nodes = [*facts.members.get(key, ()), *branch.members.get(key, ())]
    literals = facts_of(functions, nodes).literals if nodes else None
    return tuple(dict.fromkeys(literals)) if literals is not None else ()


def members_of_branches(
    functions: Functions, facts: Facts, skipped: Skipped
) -> dict[str, list[Node]] | None:
    """Return the members that branches evaluate beyond the facts; None when any name may be one.

    Beside a branch of an `anyOf` that is looked at, the others may hold as well.
    """
    found: dict[str, list[Node]] = {}
    pending = _branches(functions, facts)
    for item in skipped:
        if isinstance(item, Given) or item[1] not in ("anyOf", "if"):
            continue
        node, keyword = item
        listed = functions.keywords(node)[keyword]
        count = len(listed) if isinstance(listed, list) else 0
        pending += [functions.child(node, keyword, str(index)) for index in range(count)]
        pending += [functions.child(node, "if")] if keyword == "if" else []
    seen: set[Node] = set()
    while pending:
        node = pending.pop(0)
        if node in seen:
            continue
        seen.add(node)
        branch = facts_of(functions, [node])
        if branch.extra or branch.rest or branch.patterned or branch.sealed:
            return None
        for name, nodes in branch.members.items():
            found.setdefault(name, []).extend(nodes)
        pending += _branches(functions, branch)
    return found


def _branches(functions: Functions, facts: Facts) -> list[Node]:
    found = [branch for union in facts.unions for branch in union.branches]
    for node in facts.conditionals:
        keywords = functions.keywords(node)
        found += [
            functions.child(node, name) for name in ("if", "then", "else") if name in keywords
        ]
    for node, keyword in facts.dependents:
        schemas = functions.keywords(node)[keyword]
        if keyword == "dependentSchemas" and isinstance(schemas, dict):
            found += [functions.child(node, keyword, name) for name in schemas]
    return found


def _of_union(types: Types, facts: Facts, union: Alternatives) -> list[Option | None]:
    found: list[Option | None] = []
    for branch in union.branches:
        options = _options(types, facts, branch)
        if union.keyword == "oneOf" and len(options) == 1 and isinstance(options[0], tuple):
            absent = _absent(types.functions, facts, union, branch)
            named = {field.key for field in absent}
            options = [(*(field for field in options[0] if field.key not in named), *absent)]
        found += options
        if () in found:
            break
    return found


def _absent(
    functions: Functions, facts: Facts, union: Alternatives, branch: Node
) -> tuple[Field, ...]:
    """Return the members that may not be there, as another branch would hold as well.

    Such a branch asks for one more member, and for nothing else.
    """
    own = {*facts_of(functions, [branch]).required, *facts.required}
    names: dict[str, None] = {}
    for other in union.branches:
        if other != branch and set(functions.keywords(other)) <= {"required", "title"}:
            further = [name for name in facts_of(functions, [other]).required if name not in own]
            if len(further) == 1:
                names[further[0]] = None
    return tuple(Field(name, Nothing(), required=False) for name in names)


def _options(types: Types, facts: Facts, branch: Node, depth: int = 0) -> list[Option | None]:
    """Return what a branch says: one option, or those of the alternatives that it is."""
    functions = types.functions
    said = facts_of(functions, [branch])
    if said.impossible or "object" not in said.types:
        return [None]
    if not said.names_members:
        if len(said.unions) == 1 and depth < 3 and not said.conditionals:
            return [
                option
                for inner in said.unions[0].branches
                for option in _options(types, facts, inner, depth + 1)
            ]
        return [()]
    if said.typed and len(said.members) > 8:
        shape = types.shape([branch], branch.place)
        return [shape if isinstance(shape, Named) else ()]
    return [fields_of(types, facts, said, branch)]


def fields_of(
    types: Types,
    facts: Facts,
    said: Facts,
    node: Node,
    values: dict[str, Shape] | None = None,
) -> tuple[Field, ...] | None:
    """Return what some facts add to those of a record; None when no record can be so.

    `values`: shapes of members that are known otherwise.
    """
    values = values or {}
    fields: list[Field] = []
    for name in dict.fromkeys((*values, *said.members, *said.required, *said.forbidden)):
        is_required = name in said.required or name in facts.required
        if name in said.forbidden:
            if name in facts.required:
                return None
            fields.append(Field(name, Nothing(), required=False))
            continue
        nodes = said.members.get(name, [])
        place = nodes[0].place if nodes else node.place.child("properties", name)
        shape = values.get(name) or types.members.member(facts, name, place, nodes)
        if isinstance(shape, Nothing) and is_required:
            return None
        is_new = name in said.required and name not in facts.required
        if is_new or name in values or nodes:
            fields.append(Field(name, shape, is_required))
    return tuple(fields)


def _of_conditional(types: Types, facts: Facts, node: Node) -> list[Option | None]:
    """Return the options of `if`, where it asks for values of one member, or whether it is there."""
    functions = types.functions
    keywords = functions.keywords(node)
    question = _question(functions, node)
    if question is None:
        return [()]
    name, literals, required = question
    then = facts_of(functions, [functions.child(node, "then")] if "then" in keywords else [])
    otherwise = facts_of(functions, [functions.child(node, "else")] if "else" in keywords else [])
    place = functions.child(node, "if")
    if then.impossible or otherwise.impossible:
        return [()]
    if literals is None:
        then = _requiring(then, name)
        without = fields_of(types, facts, otherwise, place, {name: Nothing()})
        return [fields_of(types, facts, then, place), without]
    tag = functions.child(place, "properties", name)
    known = types.shape([*facts.members.get(name, ()), tag], tag.place)
    if required:
        then = _requiring(then, name)
    yes = fields_of(types, facts, then, place, {name: known})
    rest = _without(types.members.member(facts, name, tag.place), literals)
    if rest is None:
        # What the member may be otherwise has no type: only what holds then can be said.
        no: Option | None = fields_of(types, facts, otherwise, place)
    else:
        if not required and name not in facts.required:
            otherwise = _requiring(otherwise, name)
        no = fields_of(types, facts, otherwise, place, {name: rest})
    return [yes, no]


def _requiring(facts: Facts, *names: str) -> Facts:
    return replace(facts, required={**facts.required, **dict.fromkeys(names)})


def _without(shape: Shape, values: Sequence[JsonScalar]) -> Shape | None:
    """Return the shape without some values; None when it cannot be said."""
    if isinstance(shape, Scalar) and shape.kind == "boolean":
        shape = Literals((True, False))
    if not isinstance(shape, Literals):
        return None
    kept = tuple(value for value in shape.values if not among(value, values))
    return Literals(kept) if kept else Nothing()


def _of_dependents(
    types: Types, facts: Facts, node: Node, keyword: str
) -> list[list[Option | None]]:
    functions = types.functions
    found: list[list[Option | None]] = []
    depending = cast("dict[str, object]", functions.keywords(node)[keyword])
    for name, wanted in depending.items():
        if keyword == "dependentSchemas":
            said = facts_of(functions, [functions.child(node, keyword, name)])
        else:
            listed = wanted if isinstance(wanted, list) else []
            said = _requiring(Facts(), *(other for other in listed if isinstance(other, str)))
        if said.impossible:
            continue
        said = _requiring(said, name)
        absent: Option | None = (Field(name, Nothing(), required=False),)
        if name in facts.required:
            absent = None
        found.append([absent, fields_of(types, facts, said, node)])
    return found
