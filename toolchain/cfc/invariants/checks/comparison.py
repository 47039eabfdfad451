"""Orders: what cannot be ordered, and what always comes out alike."""

from __future__ import annotations

from collections.abc import Iterator

from cfc.invariants.checks.sequences import check_sequence
from cfc.invariants.checks.words import kinds_of, quoted
from cfc.invariants.problem import InvariantProblem
from cfc.invariants.shape import Shape
from cfc.invariants.tree import Binary

_ORDERED = frozenset({"number", "string"})


def check_order(tree: Binary, left: Shape, right: Shape, text: str) -> Iterator[InvariantProblem]:
    """Report `<` and the like of what is no number and no string, or is one of each."""
    for side, shape in ((tree.left, left), (tree.right, right)):
        if not shape.kinds or shape.is_unknown:
            continue
        if not shape.forms & _ORDERED:
            yield _mismatch(
                tree, f"{quoted(side, text)} is {kinds_of(shape)}", "T2010", certain=True
            )
            return
        yield from check_sequence(side, shape, text, f"`{tree.operator}`")
        others = shape.kinds - _ORDERED
        if others:
            said = f"{quoted(side, text)} may be {' or '.join(sorted(others))}"
            yield _mismatch(tree, said, "T2010", certain=False)
    both = left.forms & right.forms & _ORDERED
    if left.kinds and right.kinds and not both:
        said = f"one side is {kinds_of(left)}, the other {kinds_of(right)}"
        yield _mismatch(tree, said, "T2009", certain=True)


def _mismatch(tree: Binary, said: str, code: str, *, certain: bool) -> InvariantProblem:
    fails = "fails" if certain else "then fails"
    return InvariantProblem(
        "invariant-type-mismatch",
        f"`{tree.operator}` compares two numbers or two strings; {said}, and it {fails} ({code})",
        tree.start,
        tree.end,
        None if certain else 'guard it: `$type(x) = "number" ? … : true`',
        certain=certain,
        claim="fails" if certain else None,
    )


def order_truth(operator: str, left: Shape, right: Shape) -> bool | None:
    """Return what an order of two numbers always comes to, where both are there."""
    if left.many or right.many or left.kinds != {"number"} or right.kinds != {"number"}:
        return None
    one, other = left.range, right.range
    if one.is_empty or other.is_empty:
        return None
    if operator in (">", ">="):
        one, other = other, one
    if operator in ("<", ">"):
        yes, no = one.is_below(other), other.is_at_most(one)
    else:
        yes, no = one.is_at_most(other), other.is_below(one)
    return True if yes else False if no else None
