"""Comparisons that come to the same whatever the instance."""

from __future__ import annotations

from cfc.invariants.checks.words import described, quoted
from cfc.invariants.problem import InvariantProblem
from cfc.invariants.shape import Shape
from cfc.invariants.tree import Binary, Literal, Tree


def check_constant(
    tree: Binary, truth: bool, left: Shape, right: Shape, text: str
) -> InvariantProblem | None:
    """Report a comparison that the schema decides."""
    shown = quoted(tree, text)
    reasons = [
        f"{quoted(side, text)} is {described(shape)}"
        for side, shape in ((tree.left, left), (tree.right, right))
        if not isinstance(side, Literal)
    ]
    because = f": {' and '.join(reasons)}" if reasons else ""
    if truth and not (left.is_certain and right.is_certain):
        return None
    return InvariantProblem(
        "invariant-constant",
        f"{shown} is always true{because}" if truth else f"{shown} is never true{because}",
        tree.start,
        tree.end,
        "leave it out, or compare with a value that the schema leaves open",
        certain=False,
        claim="always" if truth else "never",
    )


def check_existence(
    tree: Tree, asked: Tree, truth: bool | None, text: str
) -> InvariantProblem | None:
    """Report `$exists` of what is always there, or never."""
    if truth is None:
        return None
    said = "always" if truth else "never"
    return InvariantProblem(
        "invariant-constant",
        f"{quoted(tree, text)} is {said} true: {quoted(asked, text)} is {said} there",
        tree.start,
        tree.end,
        "leave it out, or let the schema leave it open",
        certain=False,
        claim="always" if truth else "never",
    )
