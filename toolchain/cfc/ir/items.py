"""Keywords that look at an array's items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfc.ir import messages
from cfc.ir.evaluated import evaluated_items
from cfc.ir.functions import Node
from cfc.ir.program import (
    At,
    Constant,
    ForItems,
    If,
    MatchingItems,
    Report,
    SizeIs,
    Step,
    Var,
    WithItem,
)
from cfc.ir.scalars import is_number
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
    """Return the steps of one of these keywords, for a variable that is an array."""
    match keyword:
        case "prefixItems":
            return _prefix(bodies, node, keywords, var, at, variables)
        case "items":
            prefix = keywords.get("prefixItems")
            start = len(prefix) if isinstance(prefix, list) else 0
            return _rest(bodies, node, start, var, at, variables)
        case "contains":
            return _contains(bodies, node, keywords, var, at)
        case _:
            return _unevaluated(bodies, node, var, at, variables)


def _prefix(
    bodies: Bodies,
    node: Node,
    keywords: dict[str, object],
    var: str,
    at: At,
    variables: Variables,
) -> tuple[Step, ...]:
    found: list[Step] = []
    prefix = keywords["prefixItems"]
    for position in range(len(prefix) if isinstance(prefix, list) else 0):
        child = bodies.functions.child(node, "prefixItems", str(position))
        item = variables.fresh("item_value")
        then = bodies.judge(child, item, At((*at.tokens, str(position))), variables)
        if then:
            found.append(WithItem(var, position, item, then))
    return tuple(found)


def _rest(
    bodies: Bodies, node: Node, start: int, var: str, at: At, variables: Variables
) -> tuple[Step, ...]:
    child = bodies.functions.child(node, "items")
    if bodies.functions.schema(child) is False:
        where = bodies.functions.schema_path(child.place)
        message = f"must have at most {messages.counted(start, 'item')}"
        report = Report("items", message, at, where, (("maxItems", start),))
        return (If(SizeIs(var, "array", ">", start), (report,)),)
    item, index = variables.fresh("item_value"), variables.fresh("item_index")
    inner = bodies.judge(child, item, At((*at.tokens, Var(index, "index"))), variables)
    return (ForItems(var, item, index, start, inner),) if inner else ()


def _contains(
    bodies: Bodies, node: Node, keywords: dict[str, object], var: str, at: At
) -> tuple[Step, ...]:
    functions = bodies.functions
    least, most = _count(keywords.get("minContains", 1)), _count(keywords.get("maxContains"))
    item = functions.child(node, "contains")
    child, wanted = functions.function(item), functions.schema(item)
    found: list[Step] = []
    if least is not None and least > 0:
        count = least
        keyword = "minContains" if "minContains" in keywords else "contains"
        message = messages.contained("least", count, wanted)
        where = functions.schema_path(node.place.child(keyword))
        report = Report(keyword, message, at, where, (("minContains", count),))
        found.append(If(MatchingItems(child, var, "<", count), (report,)))
    if most is not None:
        count = most
        message = messages.contained("most", count, wanted)
        where = functions.schema_path(node.place.child("maxContains"))
        report = Report("maxContains", message, at, where, (("maxContains", count),))
        found.append(If(MatchingItems(child, var, ">", count), (report,)))
    return tuple(found)


def _count(value: object) -> int | None:
    return int(value) if isinstance(value, (int, float)) and is_number(value) else None


def _unevaluated(
    bodies: Bodies, node: Node, var: str, at: At, variables: Variables
) -> tuple[Step, ...]:
    item, index = variables.fresh("item_value"), variables.fresh("item_index")
    lets, start, known = evaluated_items(bodies, node, var, item, index, variables)
    if any_of(known) == Constant(True):
        return ()
    child = bodies.functions.child(node, "unevaluatedItems")
    here = At((*at.tokens, Var(index, "index")))
    if bodies.functions.schema(child) is False:
        where = bodies.functions.schema_path(child.place)
        inner: tuple[Step, ...] = (
            Report("unevaluatedItems", "is not an item that may be here", here, where),
        )
    else:
        inner = bodies.judge(child, item, here, variables)
    if not inner:
        return ()
    unknown = negate(any_of(known))
    if unknown != Constant(True):
        inner = (If(unknown, inner),)
    return (*lets, ForItems(var, item, index, start, inner))
