"""Keywords that judge the same value by other schemas: `allOf`, `anyOf`, `oneOf`, `not`, `if`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfc.ir.functions import Node
from cfc.ir.program import At, Constant, ExactlyOne, If, Report, Step, Test
from cfc.ir.tests import any_of, negate
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
    where = functions.pointer_text(node.place.child(keyword))
    if keyword == "not":
        test = functions.holds(functions.child(node, "not"), var)
        if test == Constant(False):
            return ()
        return (If(test, (Report("not", "must not have this form", at, where),)),)
    if keyword == "if":
        return _conditional(bodies, node, keywords, var, at, variables)
    if not isinstance(value, list):
        return ()
    nodes = [functions.child(node, keyword, str(index)) for index in range(len(value))]
    if keyword == "allOf":
        found: list[Step] = []
        for part in nodes:
            if _has_invariants(bodies, part):
                found.extend(bodies.judge(part, var, at, variables))
            else:
                found.extend(bodies.written_out(part, var, at, variables))
        return tuple(found)
    tests = [functions.holds(part, var) for part in nodes]
    params = (("branches", len(nodes)),)
    if keyword == "anyOf":
        test = any_of(tests)
        if test == Constant(True):
            return ()
        message = "must have one of the forms that are listed"
        return (If(negate(test), (Report(keyword, message, at, where, params),)),)
    message = "must have exactly one of the forms that are listed"
    return (If(negate(_exactly_one(tests)), (Report(keyword, message, at, where, params),)),)


def _exactly_one(tests: list[Test]) -> Test:
    kept = tuple(test for test in tests if test != Constant(False))
    return kept[0] if len(kept) == 1 else ExactlyOne(kept) if kept else Constant(False)


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
