"""What is gone through again for each item: the cost grows with the square of the instance."""

from __future__ import annotations

from cfc.invariants.known import Known
from cfc.invariants.problem import InvariantProblem
from cfc.invariants.tree import (
    IndexBinding,
    Name,
    Parent,
    Path,
    Tree,
    Variable,
    iter_nodes,
)


def check_cost(tree: Path, scope: Known) -> InvariantProblem | None:
    """Report a path from outside a loop whose predicates ask about the loop's item."""
    stages = [
        stage for step in tree.steps for stage in step.stages if not isinstance(stage, IndexBinding)
    ]
    if not is_outside(tree.steps[0].node, scope) or not any(
        asks_item(stage, scope) for stage in stages
    ):
        return None
    return problem(tree)


def is_outside(first: Tree, scope: Known) -> bool:
    """Tell whether a path starts from what is the same for every item of the loop."""
    if isinstance(first, Variable) and first.name == "$":
        return scope.looped or bool(scope.loops)
    if isinstance(first, Name) or (isinstance(first, Variable) and first.name == ""):
        return not scope.looped and bool(scope.loops)
    return False


def asks_item(tree: Tree, scope: Known) -> bool:
    return any(
        (isinstance(node, Variable) and node.name in scope.loops) or isinstance(node, Parent)
        for node in iter_nodes(tree)
    )


def problem(tree: Tree) -> InvariantProblem:
    return InvariantProblem(
        "invariant-cost",
        "all of it is gone through again for each item: the time grows with the square of the items",
        tree.start,
        tree.end,
        "compare with a list that is the same for all items (`x in $$.list.x`), or count with `$distinct`",
        certain=False,
    )
