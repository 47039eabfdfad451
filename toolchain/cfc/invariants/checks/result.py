"""What an invariant, or its `when`, comes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from cfc.invariants.problem import InvariantProblem
from cfc.invariants.shape import Shape
from cfc.invariants.tree import Block, Condition, Tree

NEVER_TRUE = "the invariant is never true, whatever the value"


def check_result(
    tree: Tree,
    shape: Shape,
    part: Literal["expr", "when"],
    text: str,
    absences: Sequence[tuple[int, int]],
) -> list[InvariantProblem]:
    """Report a result that is never a boolean, or may be no value: neither is exactly true.

    `absences`: where paths stand that may have no value.
    """
    if shape.kinds and "boolean" not in shape.kinds:
        kinds = " or ".join(sorted(shape.kinds))
        return [
            InvariantProblem(
                "invariant-not-boolean-result",
                f"the result is {kinds}, and an invariant holds only when it is exactly true",
                tree.start,
                tree.end,
                "compare it (`… = …`), or ask `$exists(…)` or `$boolean(…)`",
                part=part,
                claim="never",
            )
        ]
    if part == "when":
        return []
    if shape.truth is False or not shape.kinds:
        return [
            InvariantProblem(
                "invariant-constant",
                NEVER_TRUE,
                tree.start,
                tree.end,
                "compare with a value that the schema allows",
                part=part,
                claim="never",
            )
        ]
    if not shape.absent or shape.unsure:
        return []
    where, said = tree, "the result may be no value"
    while isinstance(where, Block) and where.expressions:
        where = where.expressions[-1]
    if isinstance(where, Condition) and where.otherwise is None:
        said = "without an `else` the result is no value when the condition is false"
    elif absences:
        start, end = absences[0]
        said = f"`{text[start:end]}` may be absent, and the result is then no value"
    return [
        InvariantProblem(
            "invariant-may-be-undefined",
            f"{said}: the invariant does not hold then",
            tree.start,
            tree.end,
            "say what holds then: `$exists(x) ? … : true`, or `when`",
            certain=False,
            part=part,
        )
    ]
