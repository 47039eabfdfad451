"""Equalities that are never, or not always, what they seem."""

from __future__ import annotations

from collections.abc import Iterator

from cfc.invariants.checks.sequences import check_sequence
from cfc.invariants.checks.words import described, kinds_of, quoted, values_of
from cfc.invariants.problem import InvariantProblem
from cfc.invariants.shape import Shape, key_of, literal_shape
from cfc.invariants.tree import ArrayOf, Binary, Literal


def check_equality(
    tree: Binary, left: Shape, right: Shape, text: str, *, quiet: bool
) -> Iterator[InvariantProblem]:
    """Report sides that may both be absent, or have no value in common, or are sequences.

    `quiet`: why a side may be absent has been told.
    """
    if not (left.kinds and right.kinds):
        return
    if tree.operator == "=" and left.absent and right.absent and not quiet:
        yield InvariantProblem(
            "invariant-absent-equal",
            f"{quoted(tree.left, text)} and {quoted(tree.right, text)} may both be absent: "
            "`=` is then false",
            tree.start,
            tree.end,
            "require one of them in the schema, or guard it: `$exists(x) ? x = y : true`",
            certain=False,
        )
    reason = disjoint(left, right)
    if reason is None:
        yield from _sequences(tree, left, right, text)
    elif tree.operator == "=":
        yield InvariantProblem(
            "invariant-never-equal",
            f"`=` never holds here: {reason}",
            tree.start,
            tree.end,
            claim="never",
        )


def _sequences(tree: Binary, left: Shape, right: Shape, text: str) -> Iterator[InvariantProblem]:
    for side, shape, other in ((tree.left, left, right), (tree.right, right, left)):
        if not other.many and "array" not in other.kinds and not other.is_unknown:
            yield from check_sequence(side, shape, text, f"`{tree.operator}`")


def equality_truth(operator: str, left: Shape, right: Shape) -> bool | None:
    """Return what `=` or `!=` always comes to; None when that is open."""
    if not (left.kinds and right.kinds):
        return False
    equal: bool | None = None
    if disjoint(left, right) is not None:
        equal = False
    elif _is_one(left) and _is_one(right) and left.is_certain and right.is_certain:
        equal = True
    if operator == "=" or equal is None:
        return equal
    if equal:
        return False
    return True if left.is_certain and right.is_certain else None


def _is_one(shape: Shape) -> bool:
    return not shape.many and shape.values is not None and len(set(map(key_of, shape.values))) == 1


def disjoint(left: Shape, right: Shape) -> str | None:
    """Return why two values are never equal; None when they may be."""
    if not left.forms & right.forms:
        return f"one side is {kinds_of(left)}, the other {kinds_of(right)}"
    if left.many or right.many:
        return None
    if left.values is not None and right.values is not None:
        if {key_of(value) for value in left.values} & {key_of(value) for value in right.values}:
            return None
        return f"one side is {values_of(left.values)}, the other {values_of(right.values)}"
    if left.forms & right.forms != {"number"}:
        return None
    if not left.range.within(right.range).is_empty:
        return None
    return f"one side is {described(left)}, the other {described(right)}"


def check_membership(
    tree: Binary, left: Shape, right: Shape, text: str
) -> Iterator[InvariantProblem]:
    """Report `in` a list of literals of which all, or some, are never there."""
    yield from check_sequence(tree.left, left, text, "`in`")
    if not left.kinds or left.many:
        return
    if not isinstance(tree.right, ArrayOf):
        listed = right.item
        reason = None if listed is None or right.many else disjoint(left, listed)
        if reason is not None:
            yield _never_in(tree, reason)
        return
    strange = [
        item
        for item in tree.right.items
        if isinstance(item, Literal) and disjoint(left, literal_shape(item.value)) is not None
    ]
    if strange and len(strange) == len(tree.right.items):
        yield _never_in(tree, f"{quoted(tree.left, text)} is {described(left)}")
        return
    for item in strange:
        yield InvariantProblem(
            "invariant-never-equal",
            f"{quoted(tree.left, text)} is never {quoted(item, text)}: it is {described(left)}",
            item.start,
            item.end,
            certain=False,
        )


def _never_in(tree: Binary, reason: str) -> InvariantProblem:
    return InvariantProblem(
        "invariant-never-equal",
        f"`in` never holds here: {reason}",
        tree.start,
        tree.end,
        claim="never",
    )
