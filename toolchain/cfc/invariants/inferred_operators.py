"""Operators, conditions and constructors."""

from __future__ import annotations

from dataclasses import replace

from cfc.invariants.checks.aggregates import check_operand
from cfc.invariants.checks.arithmetic import check_division, check_numbers
from cfc.invariants.checks.comparison import check_order, order_truth
from cfc.invariants.checks.constants import check_constant
from cfc.invariants.checks.equality import check_equality, check_membership, equality_truth
from cfc.invariants.inferred_paths import InferredPaths
from cfc.invariants.interval import calculated, negated
from cfc.invariants.known import Known
from cfc.invariants.narrowing import learned
from cfc.invariants.shape import (
    ARRAY,
    NEVER,
    NUMBER,
    OBJECT,
    STRING,
    UNKNOWN,
    Shape,
    joined,
    truth_shape,
)
from cfc.invariants.tree import (
    ArrayOf,
    Binary,
    Bind,
    Block,
    Condition,
    Default,
    Group,
    Negate,
    ObjectOf,
)

_ORDERS = frozenset({"<", "<=", ">", ">="})


class InferredOperators(InferredPaths):
    """The part that knows operators."""

    def binary(self, tree: Binary, scope: Known) -> Shape:
        left = self.shape(tree.left, scope)
        behind = scope
        if tree.operator in ("and", "or"):
            behind = scope.told(learned(tree.left, scope, tree.operator == "and"))
        right = self.shape(tree.right, behind)
        if tree.operator in ("and", "or"):
            return _connected(tree.operator, left, right)
        if tree.operator in ("=", "!=") or tree.operator in _ORDERS:
            return self.compared(tree, left, right)
        if tree.operator == "in":
            self.report_all(check_membership(tree, left, right, self.text))
            return truth_shape(None)
        if tree.operator == "&":
            return STRING
        if tree.operator == "..":
            return replace(ARRAY, item=replace(NUMBER), unsure=True)
        return self.arithmetic(tree, left, right)

    def compared(self, tree: Binary, left: Shape, right: Shape) -> Shape:
        empty = [
            *check_operand(tree.left, left, self.text),
            *check_operand(tree.right, right, self.text),
        ]
        self.report(*empty)
        absent, unsure = left.absent or right.absent, left.unsure or right.unsure
        if tree.operator in _ORDERS:
            problems = list(check_order(tree, left, right, self.text))
            self.report(*problems)
            truth = None if problems else order_truth(tree.operator, left, right)
            if truth is not None:
                self.report(check_constant(tree, truth, left, right, self.text))
            return truth_shape(truth, absent=absent, unsure=unsure)
        problems = list(check_equality(tree, left, right, self.text, quiet=bool(empty)))
        self.report(*problems)
        truth = equality_truth(tree.operator, left, right)
        told = any(problem.claim for problem in problems)
        if truth is not None and not told:
            self.report(check_constant(tree, truth, left, right, self.text))
        return truth_shape(truth)

    def arithmetic(self, tree: Binary, left: Shape, right: Shape) -> Shape:
        self.report(
            *check_operand(tree.left, left, self.text),
            *check_operand(tree.right, right, self.text),
            *check_numbers(tree, (tree.left, left), (tree.right, right), text=self.text),
        )
        if tree.operator in ("/", "%"):
            self.report(check_division(tree, right, self.text))
        return replace(
            NUMBER,
            numbers=calculated(tree.operator, left.range, right.range),
            absent=left.absent or right.absent,
            unsure=left.unsure or right.unsure,
        )

    def negated(self, tree: Negate, scope: Known) -> Shape:
        operand = self.shape(tree.operand, scope)
        numbers = negated(operand.range)
        return replace(NUMBER, numbers=numbers, absent=operand.absent, unsure=operand.unsure)

    # --- conditions -------------------------------------------------------------------------

    def condition(self, tree: Condition, scope: Known) -> Shape:
        test = self.shape(tree.test, scope)
        then = self.shape(tree.then, scope.told(learned(tree.test, scope)))
        otherwise = NEVER
        if tree.otherwise is not None:
            known = scope.told(learned(tree.test, scope, False))
            otherwise = self.shape(tree.otherwise, known)
        if test.truth is True and test.is_certain:
            return replace(then, path=None)
        if test.truth is False:
            return replace(otherwise, path=None)
        return joined(then, otherwise)

    def default(self, tree: Default, scope: Known) -> Shape:
        left = self.shape(tree.left, scope)
        right = self.shape(tree.right, scope)
        return replace(joined(left, right), absent=right.absent, unsure=right.unsure)

    def block(self, tree: Block, scope: Known) -> Shape:
        shape = UNKNOWN
        for part in tree.expressions:
            shape = self.shape(part, scope)
            if isinstance(part, Bind):
                known = UNKNOWN if part.name in self.rebound else replace(shape, path=None)
                scope = scope.with_variables(**{part.name: known})
        return shape

    # --- constructors -----------------------------------------------------------------------

    def array(self, tree: ArrayOf, scope: Known) -> Shape:
        shapes = [self.shape(item, scope) for item in tree.items]
        if any(shape.many or "array" in shape.kinds or shape.unsure for shape in shapes):
            return ARRAY
        item: Shape | None = None
        for shape in shapes:
            one = replace(shape, absent=False, path=None)
            item = one if item is None else joined(item, one)
        fewest = sum(shape.is_certain for shape in shapes)
        return replace(ARRAY, item=item, fewest=fewest, most=len(shapes))

    def object(self, tree: ObjectOf | Group, scope: Known) -> Shape:
        inner, base = scope, None
        if isinstance(tree, Group):
            base = self.shape(tree.base, scope)
            inner = scope.inside(self.item_of(base), loop=True)
        for key, value in tree.pairs:
            self.shape(key, inner)
            self.shape(value, inner)
        return OBJECT if base is None else replace(OBJECT, unsure=True)


def _connected(operator: str, left: Shape, right: Shape) -> Shape:
    """Return the shape of `and` and `or`; what has no value is false."""
    decisive = operator == "or"
    for side in (left, right):
        if side.truth is decisive and (side.is_certain or not decisive):
            return truth_shape(decisive)
    both = [side.truth is (not decisive) for side in (left, right)]
    if all(both) and (decisive or (left.is_certain and right.is_certain)):
        return truth_shape(not decisive)
    return truth_shape(None)
