"""A sequence where one value is due."""

from __future__ import annotations

from collections.abc import Iterator

from cfc.invariants.checks.words import quoted
from cfc.invariants.problem import InvariantProblem
from cfc.invariants.shape import Shape
from cfc.invariants.tree import Tree


def check_sequence(tree: Tree, shape: Shape, text: str, where: str) -> Iterator[InvariantProblem]:
    """Report what may have several values where one is compared or calculated with."""
    if not shape.many or not shape.kinds or shape.unsure or shape.most == 1:
        return
    yield InvariantProblem(
        "invariant-sequence-compared",
        f"{quoted(tree, text)} may have several values, and {where} wants one",
        tree.start,
        tree.end,
        "ask for each: `$not($exists(items[…]))`, `$count(items[…]) = 0`, or for one: `items[0]`",
        certain=False,
    )
