"""What an expression reads of the value it judges.

In: a tree. Out: the first names of the paths that start at the root; `$` stands for the whole
value. It errs on the side of more.
"""

from __future__ import annotations

from collections.abc import Iterable

from cfc.invariants.builtins import BUILTINS
from cfc.invariants.tree import (
    Call,
    Descendant,
    Filtered,
    Group,
    Name,
    ObjectOf,
    Parent,
    Path,
    Sort,
    Tree,
    Variable,
    Wildcard,
    iter_children,
    iter_nodes,
)

WHOLE = frozenset({"$"})


def reads_of(tree: Tree) -> frozenset[str]:
    """Return the names that the expression reads from the root; `%` may lead to all of it."""
    has_parent = any(isinstance(node, Parent) for node in iter_nodes(tree))
    return _reads(tree, at_root=True) | (WHOLE if has_parent else frozenset())


def _all(trees: Iterable[Tree], at_root: bool) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for tree in trees:
        found |= _reads(tree, at_root)
    return found


def _reads(tree: Tree, at_root: bool) -> frozenset[str]:
    match tree:
        case Path():
            return _of_path(tree, at_root)
        case Variable(name="$"):
            return WHOLE
        case Variable(name=""):
            return WHOLE if at_root else frozenset()
        case Wildcard() | Descendant():
            return WHOLE if at_root else frozenset()
        case Filtered():
            return _reads(tree.base, at_root) | _all(tree.predicates, False)
        case Group() | Sort():
            inner = iter(iter_children(tree))
            first = _reads(next(inner), at_root) if isinstance(tree, Group) else frozenset()
            return first | _all(inner, False)
        case ObjectOf():
            return _all(iter_children(tree), at_root)
        case Call():
            found = _all(iter_children(tree), at_root)
            return found | WHOLE if at_root and _takes_context(tree) else found
    return _all(iter_children(tree), at_root)


def _takes_context(tree: Call) -> bool:
    if not isinstance(tree.function, Variable):
        return False
    builtin = BUILTINS.get(tree.function.name)
    if builtin is None or builtin.context is None:
        return False
    return len(tree.arguments) < builtin.least


def _of_path(tree: Path, at_root: bool) -> frozenset[str]:
    first, rest = tree.steps[0], tree.steps[1:]
    stages = [stage for step in tree.steps for stage in iter_children(Path((step,), False, 0, 0))]
    names = [step.node for step in tree.steps]
    inner = _all((stage for stage in stages if stage not in names), False)
    inner |= _all((step.node for step in rest if not isinstance(step.node, Name)), False)
    if isinstance(first.node, Name):
        return inner | frozenset({first.node.key}) if at_root else inner
    is_root = isinstance(first.node, Variable) and (
        first.node.name == "$" or (first.node.name == "" and at_root)
    )
    if is_root and not first.stages and rest and isinstance(rest[0].node, Name):
        return inner | frozenset({rest[0].node.key})
    return inner | _reads(first.node, at_root)
