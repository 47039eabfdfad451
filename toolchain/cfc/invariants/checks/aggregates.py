"""Aggregates of what may be empty: they have no value then."""

from __future__ import annotations

from collections.abc import Iterator

from cfc.invariants.checks.words import quoted
from cfc.invariants.problem import InvariantProblem
from cfc.invariants.shape import Shape
from cfc.invariants.tree import Apply, Block, Call, Tree, Variable

_AGGREGATES = frozenset({"sum", "max", "min", "average"})


def check_operand(tree: Tree, shape: Shape, text: str) -> Iterator[InvariantProblem]:
    """Report an aggregate that may have no value where its value is compared or calculated with."""
    while isinstance(tree, Block) and len(tree.expressions) == 1:
        tree = tree.expressions[0]
    name = _aggregate(tree)
    if name is None or not shape.absent or shape.unsure:
        return
    yield InvariantProblem(
        "invariant-aggregate-empty",
        f"{quoted(tree, text)} has no value when there is no item",
        tree.start,
        tree.end,
        "let the schema say `minItems: 1`, or say what it is then: `($sum(…) ?? 0)`",
        certain=False,
    )


def _aggregate(tree: Tree) -> str | None:
    function = tree.function if isinstance(tree, Call) else None
    if isinstance(tree, Apply):
        function = tree.right.function if isinstance(tree.right, Call) else tree.right
    if isinstance(function, Variable) and function.name in _AGGREGATES:
        return function.name
    return None
