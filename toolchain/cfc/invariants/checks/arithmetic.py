"""Arithmetic: operands that are no numbers, and divisors that may be zero."""

from __future__ import annotations

from collections.abc import Iterator

from cfc.invariants.checks.sequences import check_sequence
from cfc.invariants.checks.words import described, kinds_of, quoted
from cfc.invariants.problem import InvariantProblem
from cfc.invariants.shape import Shape
from cfc.invariants.tree import Binary, Tree


def check_numbers(
    tree: Binary, *operands: tuple[Tree, Shape], text: str
) -> Iterator[InvariantProblem]:
    """Report operands that are no numbers, or may be none."""
    for side, shape in operands:
        if not shape.kinds or shape.is_unknown:
            continue
        certain = "number" not in shape.kinds
        others = shape.kinds - {"number"}
        if certain or (others and not shape.kinds >= {"object", "array", "string"}):
            said = f"is {kinds_of(shape)}" if certain else f"may be {' or '.join(sorted(others))}"
            yield InvariantProblem(
                "invariant-type-mismatch",
                f"`{tree.operator}` takes numbers; {quoted(side, text)} {said}",
                side.start,
                side.end,
                certain=certain,
                claim="fails" if certain else None,
            )
        else:
            yield from check_sequence(side, shape, text, f"`{tree.operator}`")


def check_division(tree: Binary, divisor: Shape, text: str) -> InvariantProblem | None:
    """Report a divisor that is, or may be, zero: the result is then no number."""
    if divisor.many or divisor.kinds != {"number"} or not divisor.range.has(0) or divisor.nonzero:
        return None
    if divisor.values is not None and not any(value == 0 for value in divisor.values):
        return None
    always = divisor.range.point == 0
    said = "is 0" if always else f"may be 0 (it is {described(divisor)})"
    return InvariantProblem(
        "invariant-division-by-zero",
        f"{quoted(tree.right, text)} {said}, and the result is then an error (D1001)",
        tree.right.start,
        tree.right.end,
        "let the schema say `exclusiveMinimum: 0`, or guard it: `x != 0 and … / x …`",
        certain=always,
    )
