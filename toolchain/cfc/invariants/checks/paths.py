"""Paths that lead nowhere."""

from __future__ import annotations

from difflib import get_close_matches

from cfc.invariants.problem import InvariantProblem
from cfc.invariants.schema_facts import Facts
from cfc.invariants.tree import Name


def check_member(node: Name, facts: Facts) -> InvariantProblem | None:
    """Report a member that no schema declares: certainly absent, or probably a slip."""
    name = node.key
    if facts.kinds and not facts.kinds & {"object", "array"}:
        kinds = " or ".join(sorted(facts.kinds))
        message = f"`{name}` is never there: the value is {kinds}, which has no members"
        return _problem(node, message, None, certain=True)
    if name in facts.members or name in facts.maybe or facts.unknown_members:
        return None
    if facts.is_closed(name):
        message = f"`{name}` is not declared, and the object has no other members"
        return _problem(node, message, _suggestion(name, facts), certain=True)
    if facts.others or not facts.declares:
        return None
    message = f"`{name}` is not declared here; the object is open, so it may be absent"
    return _problem(node, message, _suggestion(name, facts), certain=False)


def _suggestion(name: str, facts: Facts) -> str:
    known = [*facts.members, *facts.maybe]
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
