"""Keywords that judge the same value by other schemas: `allOf`, `anyOf`, `oneOf`, `not`, `if`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfc.ir import messages
from cfc.ir.functions import Node
from cfc.ir.program import At, Constant, If, Report, Step
from cfc.ir.tests import negate
from cfc.ir.unions import Union, any_branch, told_apart
from cfc.ir.variables import Variables

if TYPE_CHECKING:
    from cfc.ir.bodies import Bodies


def steps(
    bodies: Bodies,
    keyword: str,
    node: Node,
    keywords: dict[str, object],
    var: str,
    at: At,
    variables: Variables,
) -> tuple[Step, ...]:
    """Return the steps of one of these keywords; `then` and `else` belong to `if`."""
    value = keywords[keyword]
    functions = bodies.functions
    where = functions.schema_path(node.place.child(keyword))
    if keyword == "not":
        child = functions.child(node, "not")
        test = functions.holds(child, var)
        if test == Constant(False):
            return ()
        text = messages.refused(functions.schema(child))
        return (If(test, (Report("not", text, at, where),)),)
    if keyword == "if":
        return _conditional(bodies, node, keywords, var, at, variables)
    if not isinstance(value, list):
        return ()
    nodes = [functions.child(node, keyword, str(index)) for index in range(len(value))]
    if keyword == "allOf" or len(nodes) == 1:
        found: list[Step] = []
        for part in nodes:
            if _has_invariants(bodies, part):
                found.extend(bodies.judge(part, var, at, variables))
            else:
                found.extend(bodies.written_out(part, var, at, variables))
        return tuple(found)
    union = Union(bodies, keyword, where, var, at, variables, len(nodes))
    told = told_apart(union, nodes)
    return any_branch(union, nodes) if told is None else told


def _has_invariants(bodies: Bodies, node: Node) -> bool:
    return "invariants" in bodies.functions.keywords(node)


def _conditional(
    bodies: Bodies,
    node: Node,
    keywords: dict[str, object],
    var: str,
    at: At,
    variables: Variables,
) -> tuple[Step, ...]:
    functions = bodies.functions
    arms: dict[str, tuple[Step, ...]] = {"then": (), "else": ()}
    for name in arms:
        if name in keywords:
            child = functions.child(node, name)
            if _has_invariants(bodies, child):
                arms[name] = bodies.judge(child, var, at, variables)
            else:
                arms[name] = bodies.written_out(child, var, at, variables)
    if not any(arms.values()):
        return ()
    test = functions.holds(functions.child(node, "if"), var)
    if test == Constant(True):
        return arms["then"]
    if test == Constant(False):
        return arms["else"]
    if not arms["then"]:
        return (If(negate(test), arms["else"]),)
    return (If(test, arms["then"], arms["else"]),)
