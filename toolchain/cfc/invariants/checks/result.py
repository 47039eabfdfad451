"""What an invariant, or its `when`, comes to."""

from __future__ import annotations

from typing import Literal

from cfc.invariants.problem import InvariantProblem
from cfc.invariants.shape import Shape
from cfc.invariants.tree import Tree


def check_result(tree: Tree, shape: Shape, part: Literal["expr", "when"]) -> list[InvariantProblem]:
    """Report a result that is never a boolean: it would never be exactly true."""
    if not shape.kinds or "boolean" in shape.kinds:
        return []
    kinds = " or ".join(sorted(shape.kinds))
    return [
        InvariantProblem(
            "invariant-not-boolean-result",
            f"the result is {kinds}, and an invariant holds only when it is exactly true",
            tree.start,
            tree.end,
            "compare it (`… = …`), or ask `$exists(…)` or `$boolean(…)`",
            part=part,
        )
    ]
