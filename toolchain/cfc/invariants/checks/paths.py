"""Paths that lead nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from cfc.invariants.problem import InvariantProblem
from cfc.invariants.schema_facts import Facts
from cfc.invariants.shape import Shape
from cfc.invariants.tree import Name

_CONTAINERS = frozenset({"object", "array"})


def check_member(node: Name, shape: Shape, cases: Sequence[Facts]) -> InvariantProblem | None:
    """Report a member that no schema declares: certainly absent, or probably a slip.

    `cases`: the facts of each case of the value.
    """
    name = node.key
    if shape.kinds and not shape.kinds & _CONTAINERS and "function" not in shape.kinds:
        kinds = " or ".join(sorted(shape.kinds))
        message = f"`{name}` is never there: the value is {kinds}, which has no members"
        return _problem(node, message, None, certain=True)
    holders = [facts for facts in cases if facts.kinds & shape.kinds & _CONTAINERS]
    if not holders or any(_may_have(facts, name) for facts in holders):
        return None
    if all(facts.is_closed(name) for facts in holders):
        message = f"`{name}` is not declared, and the object has no other members"
        return _problem(node, message, _suggestion(name, holders), certain=True)
    message = f"`{name}` is not declared here; the object is open, so it may be absent"
    return _problem(node, message, _suggestion(name, holders), certain=False)


def _may_have(facts: Facts, name: str) -> bool:
    """Tell whether a member is declared, or nothing says that it is a slip."""
    if name in facts.members or name in facts.maybe or facts.unknown_members:
        return True
    if facts.is_closed(name):
        return False
    return bool(facts.others) or not facts.declares


def _suggestion(name: str, holders: Sequence[Facts]) -> str:
    known = list(dict.fromkeys(one for facts in holders for one in (*facts.members, *facts.maybe)))
    near = get_close_matches(name, known, n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    if not known:
        return "declare it in the schema"
    listed = ", ".join(f"`{one}`" for one in known[:6])
    return f"declare it in the schema, or use one of {listed}"


def _problem(node: Name, message: str, help: str | None, *, certain: bool) -> InvariantProblem:
    return InvariantProblem(
        "invariant-path-undeclared", message, node.start, node.end, help, certain
    )
