"""Unions whose branches tell themselves apart: by the type of a value, or by a member that is a tag.

In: the branches of an `anyOf` or `oneOf`. Out: the steps that ask which branch is meant and judge
by that one alone, so that work does not double with each level and a violation is that of the
branch that was meant. None when nothing tells the branches apart for certain.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from cfc.ir import messages
from cfc.ir.facts import Facts, facts_of
from cfc.ir.functions import Functions, Node
from cfc.ir.program import (
    At,
    Constant,
    EqualsOneOf,
    ExactlyOne,
    Explain,
    HasMember,
    Holds,
    If,
    IsType,
    JsonType,
    Not,
    Report,
    Step,
    Test,
    WithMember,
)
from cfc.ir.tests import any_of, negate
from cfc.ir.variables import Variables

if TYPE_CHECKING:
    from cfc.ir.bodies import Bodies

_ORDER: tuple[JsonType, ...] = (
    "object", "array", "string", "number", "boolean", "null",
)  # fmt: skip
_MOST_EXPLAINED = 50
_MOST = 400
"""Branches beyond this number are tried one by one: what tells them apart is not looked for."""


@dataclass(frozen=True)
class Branch:
    """A branch and what is certain of every value that it accepts."""

    node: Node
    facts: Facts
    kinds: frozenset[JsonType]


@dataclass(frozen=True)
class Tag:
    """The member that tells branches apart; `values`: by branch, its literals."""

    key: str
    values: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Union:
    """The union that is judged: its keyword, where it stands, what it judges."""

    bodies: Bodies
    keyword: str
    where: str
    var: str
    at: At
    variables: Variables
    count: int

    def report(self, message: str, at: At | None = None, **params: object) -> Report:
        listed = (("branches", self.count), *params.items())
        return Report(self.keyword, message, at or self.at, self.where, listed)


def told_apart(union: Union, nodes: Sequence[Node]) -> tuple[Step, ...] | None:
    """Return the steps, or None when several branches may be meant by one value."""
    if not 2 <= len(nodes) <= _MOST:
        return None
    functions = union.bodies.functions
    branches = [_branch(functions, node) for node in nodes]
    groups = _grouped([branch for branch in branches if branch.kinds])
    if not groups or (
        len(groups) == 1 and len(groups[0]) > 1 and _tag(functions, groups[0]) is None
    ):
        return None
    if len(groups) == 1 and len(groups[0][0].kinds) == len(_ORDER):
        return None
    kinds = [
        kind for kind in _ORDER if any(kind in item.kinds for group in groups for item in group)
    ]
    rest: tuple[Step, ...] = (union.report(messages.of_type(kinds), types=kinds),)
    for group in reversed(groups):
        test = _kind_test(group, union.var)
        body = _body(union, group)
        rest = (If(test, body, rest),) if body else (If(negate(test), rest),)
    return rest


def any_branch(union: Union, nodes: Sequence[Node]) -> tuple[Step, ...]:
    """Return the steps that try every branch, since any of them may be meant."""
    functions = union.bodies.functions
    tests = [functions.holds(part, union.var) for part in nodes]
    test = any_of(tests) if union.keyword == "anyOf" else _exactly_one(tests)
    if test == Constant(True):
        return ()
    schemas = [functions.schema(part) for part in nodes]
    report = union.report(messages.union(union.keyword, schemas))
    refs = [test.function for test in tests if isinstance(test, Holds)]
    if not refs or len(refs) > _MOST_EXPLAINED:
        return (If(negate(test), (report,)),)
    explain = Explain(tuple(dict.fromkeys(refs)), union.var, union.at)
    return (If(negate(test), (report, explain)),)


def _exactly_one(tests: list[Test]) -> Test:
    kept = tuple(test for test in tests if test != Constant(False))
    return kept[0] if len(kept) == 1 else ExactlyOne(kept) if kept else Constant(False)


def _branch(functions: Functions, node: Node) -> Branch:
    facts = facts_of(functions, [node])
    kinds = {cast("JsonType", "number" if name == "integer" else name) for name in facts.types}
    if facts.literals is not None and not any(map(_is_infinite, facts.literals)):
        kinds &= {_kind(value) for value in facts.literals}
    return Branch(node, facts, frozenset() if facts.impossible else frozenset(kinds))


def _is_infinite(value: object) -> bool:
    """Tell a number that fits no type, although it may be equal to a literal."""
    return isinstance(value, float) and not math.isfinite(value)


def _kind(value: object) -> JsonType:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    return "string" if isinstance(value, str) else "number"


def _grouped(branches: list[Branch]) -> list[list[Branch]]:
    """Join branches that one value may mean; the order is that of the first of each group."""
    groups: list[list[Branch]] = []
    for branch in branches:
        near = [group for group in groups if any(item.kinds & branch.kinds for item in group)]
        joined = [item for group in near for item in group]
        if near:
            first = groups.index(near[0])
            groups[first] = [*joined, branch]
            groups = [group for group in groups if group not in near[1:]]
        else:
            groups.append([branch])
    return groups


def _kind_test(group: list[Branch], var: str) -> Test:
    kinds = frozenset[JsonType]().union(*(branch.kinds for branch in group))
    return any_of(IsType(var, kind) for kind in _ORDER if kind in kinds)


def _body(union: Union, group: list[Branch]) -> tuple[Step, ...]:
    """Judge a value that only the branches of one group can mean."""
    if len(group) == 1:
        branch = group[0]
        steps = union.bodies.judge(branch.node, union.var, union.at, union.variables)
        kind = next(iter(branch.kinds)) if len(branch.kinds) == 1 else None
        return _without_type(steps, union.var, kind)
    tag = _tag(union.bodies.functions, group)
    if tag is None:
        return any_branch(union, [branch.node for branch in group])
    key = tag.key
    member = union.variables.fresh(key, "tag")
    place = At((*union.at.tokens, key))
    values = [value for listed in tag.values for value in listed]
    chain: tuple[Step, ...] = (
        union.report(messages.one_of(values), place, discriminator=key, values=values),
    )
    for branch, literals in reversed(list(zip(group, tag.values, strict=True))):
        steps = union.bodies.judge(branch.node, union.var, union.at, union.variables)
        test = EqualsOneOf(member, literals)
        chain = (If(test, steps, chain),) if steps else (If(negate(test), chain),)
    text = f"must have the property {messages.json_text(key)}: {messages.alternatives(values)}"
    missing = union.report(text, discriminator=key, values=values)
    return (
        If(negate(HasMember(union.var, key)), (missing,)),
        WithMember(union.var, key, member, chain),
    )


def _without_type(steps: tuple[Step, ...], var: str, kind: JsonType | None) -> tuple[Step, ...]:
    """Leave out the question for a type that has been answered."""
    if kind is None or not steps or not isinstance(steps[0], If):
        return steps
    first = steps[0]
    if first.test != Not(IsType(var, kind)):
        return steps
    return (*first.otherwise, *steps[1:])


def _tag(functions: Functions, group: list[Branch]) -> Tag | None:
    """Return the first member that all branches require with texts of their own."""
    if any(branch.kinds != {"object"} for branch in group):
        return None
    first = group[0].facts
    for key in first.members:
        listed = [_texts(functions, branch.facts, key) for branch in group]
        flat = [text for texts in listed for text in texts]
        if all(listed) and len(set(flat)) == len(flat):
            return Tag(key, tuple(listed))
    return None


def _texts(functions: Functions, facts: Facts, key: str) -> tuple[str, ...]:
    """Return the only texts that a required member may be; none when it may be anything else."""
    if key not in facts.required or key not in facts.members:
        return ()
    literals = facts_of(functions, facts.members[key]).literals
    if literals is None:
        return ()
    texts = tuple(item for item in literals if isinstance(item, str))
    return texts if len(texts) == len(literals) else ()
