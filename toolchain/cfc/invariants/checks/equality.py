"""Equalities that are never, or not always, what they seem."""

from __future__ import annotations

import json
from collections.abc import Iterator

from cfc.invariants.problem import InvariantProblem
from cfc.invariants.shape import Shape
from cfc.invariants.tree import Binary


def check_equality(tree: Binary, left: Shape, right: Shape) -> Iterator[InvariantProblem]:
    """Report `=` of two sides that may both be absent, and of sides that have no value in common."""
    if left.absent and right.absent and left.kinds and right.kinds and left.path and right.path:
        yield InvariantProblem(
            "invariant-absent-equal",
            f"`{left.path}` and `{right.path}` may both be absent: `=` is then false",
            tree.start,
            tree.end,
            "require one of them in the schema, or guard it: `$exists(x) ? x = y : true`",
            certain=False,
        )
    if left.many or right.many or not (left.kinds and right.kinds):
        return
    reason = _disjoint(left, right)
    if reason is not None:
        yield InvariantProblem(
            "invariant-never-equal", f"`=` never holds here: {reason}", tree.start, tree.end
        )


def _disjoint(left: Shape, right: Shape) -> str | None:
    if not left.kinds & right.kinds:
        return f"one side is {_kinds(left)}, the other {_kinds(right)}"
    if left.values is None or right.values is None:
        return None
    if {_key(value) for value in left.values} & {_key(value) for value in right.values}:
        return None
    return f"one side is {_values(left.values)}, the other {_values(right.values)}"


def _kinds(shape: Shape) -> str:
    return " or ".join(sorted(shape.kinds))


def _values(values: tuple[object, ...]) -> str:
    shown = [f"`{json.dumps(value, ensure_ascii=False)}`" for value in values[:6]]
    return " or ".join(shown) + (" …" if len(values) > 6 else "")


def _key(value: object) -> str:
    """Return a text that equal JSON values share (1 and 1.0 do, true and 1 do not)."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return repr(float(value))
    if isinstance(value, list):
        return "[" + ",".join(map(_key, value)) + "]"
    if isinstance(value, dict):
        return (
            "{" + ",".join(f"{json.dumps(key)}:{_key(value[key])}" for key in sorted(value)) + "}"
        )
    return json.dumps(value)
