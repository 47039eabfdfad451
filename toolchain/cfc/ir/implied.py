"""Schemas that say nothing new beside others: those that only hold alternatives, above all.

In: schemas that judge one value. Out: those of them that tell something.
"""

from __future__ import annotations

from cfc.ir.facts import JUDGING, Skipped, among, facts_of
from cfc.ir.functions import Functions, Node

# Keywords that the branches of alternatives often say again, and those of the member that is a tag.
_MAY_ADD_NOTHING = frozenset({"type", "required", "properties"})
_OF_TAGS = frozenset({"type", "enum", "const", "title", "description"})


def telling(functions: Functions, nodes: list[Node], skipped: Skipped) -> list[Node]:
    """Leave out schemas that say nothing but the alternatives that are looked at one by one."""
    owners = {item[0] for item in skipped if isinstance(item, tuple)}
    kept = list(nodes)
    for node in nodes:
        if node not in owners:
            continue
        keywords = functions.keywords(node)
        said = {name for name in keywords if name in JUDGING and (node, name) not in skipped}
        rest = [other for other in kept if other != node]
        if rest and said <= _MAY_ADD_NOTHING and _is_implied(functions, node, rest, skipped):
            kept = rest
    return kept


def _is_implied(functions: Functions, node: Node, rest: list[Node], skipped: Skipped) -> bool:
    """Tell whether other schemas say all that a schema says of types, members and literals."""
    said = facts_of(functions, [node], skipped)
    # What is cheap to see comes first: most schemas say more than that.
    for nodes in said.members.values():
        if any(not _OF_TAGS.issuperset(functions.keywords(one)) for one in nodes):
            return False
    others = facts_of(functions, rest, skipped)
    if not said.types >= others.types or said.given:
        return False
    if not said.required.keys() <= others.required.keys():
        return False
    for name, nodes in said.members.items():
        member = facts_of(functions, nodes)
        other = facts_of(functions, others.members.get(name, ()))
        if not member.types >= other.types:
            return False
        if member.literals is not None and not (
            other.literals is not None
            and all(among(value, member.literals) for value in other.literals)
        ):
            return False
    return True
