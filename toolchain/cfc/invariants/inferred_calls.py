"""Calls: built-in functions, and those that take functions."""

from __future__ import annotations

import math
from dataclasses import replace

from cfc.invariants.builtins import BUILTINS
from cfc.invariants.checks.arguments import check_arguments
from cfc.invariants.checks.constants import check_existence
from cfc.invariants.checks.cost import asks_item, is_outside, problem
from cfc.invariants.checks.functions import check_function
from cfc.invariants.inferred_base import ARRAY_ONLY, may_be_none
from cfc.invariants.inferred_operators import InferredOperators
from cfc.invariants.interval import EVERY_NUMBER, NATURAL, Interval
from cfc.invariants.known import Known
from cfc.invariants.narrowing import learned
from cfc.invariants.shape import (
    ARRAY,
    BOOLEAN,
    FUNCTION,
    NEVER,
    NUMBER,
    OBJECT,
    STRING,
    UNKNOWN,
    Shape,
    joined,
    truth_shape,
)
from cfc.invariants.tree import Apply, Call, Lambda, Path, Tree, Variable

_MAYBE_STRING = replace(STRING, unsure=True)
_MAYBE_NUMBER = replace(NUMBER, unsure=True)
_OF_FIRST: dict[str, Shape] = {
    **dict.fromkeys(("substring", "substringBefore", "substringAfter"), STRING),
    **dict.fromkeys(("lowercase", "uppercase", "trim", "pad", "replace", "string"), STRING),
    **dict.fromkeys(("length",), replace(NUMBER, numbers=NATURAL)),
    **dict.fromkeys(("floor", "ceil", "round", "abs", "sqrt", "number", "toMillis"), NUMBER),
    **dict.fromkeys(("power",), NUMBER),
    "contains": BOOLEAN,
    "split": ARRAY,
}
"""What has a value where its first argument has one."""
_RESULTS: dict[str, Shape] = {
    "join": _MAYBE_STRING,
    "type": _MAYBE_STRING,
    "formatNumber": _MAYBE_STRING,
    "formatBase": _MAYBE_STRING,
    "formatInteger": _MAYBE_STRING,
    "fromMillis": _MAYBE_STRING,
    "parseInteger": _MAYBE_NUMBER,
    "merge": replace(OBJECT, unsure=True),
    "zip": ARRAY,
}
_HIGHER = frozenset({"map", "filter", "single", "reduce", "each", "sift", "sort"})
_SAME_ITEMS = frozenset({"distinct", "reverse"})
# Each `$reduce` within another is typed three times as often.
_DEEPEST = 1


class InferredCalls(InferredOperators):
    """The part that knows functions."""

    depth = 0

    def call(self, tree: Call, scope: Known, piped: tuple[Tree, Shape] | None = None) -> Shape:
        function = tree.function
        given: list[tuple[Tree, Shape]] = [] if piped is None else [piped]
        name = function.name if isinstance(function, Variable) else ""
        is_built_in = name in BUILTINS and name not in scope.variables and name not in self.bound
        if is_built_in and name in _HIGHER and not tree.partial:
            return self.higher(name, tree, given, scope)
        given += [(one, self.shape(one, scope)) for one in tree.arguments]
        if not isinstance(function, Variable):
            self.shape(function, scope) if not isinstance(function, Path) else None
            self.report(check_function(function, ()))
            return UNKNOWN
        if not is_built_in:
            self.report(check_function(function, self.bound))
            return UNKNOWN
        if tree.partial:
            return FUNCTION
        self.report(*check_arguments(name, tree, self.with_items(given), self.text))
        shapes = [shape for _, shape in given]
        found = self.result(name, shapes, scope)
        if name == "exists" and len(given) == 1:
            self.report(check_existence(tree, given[0][0], found.truth, self.text))
        return found

    def with_items(self, given: list[tuple[Tree, Shape]]) -> list[tuple[Tree, Shape]]:
        """Return the arguments; arrays of the schema with what is in them."""
        return [
            (tree, replace(shape, item=self.item_of(shape)))
            if shape.kinds == ARRAY_ONLY and not shape.many
            else (tree, shape)
            for tree, shape in given
        ]

    def result(self, name: str, given: list[Shape], scope: Known) -> Shape:
        """Return what a built-in function comes to."""
        first = given[0] if given else UNKNOWN
        if len(given) < BUILTINS[name].least:
            first = scope.context if not given else UNKNOWN
        absent, unsure = first.absent, first.unsure
        if name == "count":
            return self.counted(first)
        if name == "exists":
            truth = True if first.is_certain else None
            return truth_shape(False if not first.kinds and first.absent else truth)
        if name in ("not", "boolean"):
            truth = first.truth
            told = truth if name == "boolean" or truth is None else not truth
            return truth_shape(told, absent=absent, unsure=unsure)
        if name in ("sum", "max", "min", "average"):
            return self.aggregated(name, first)
        if name in _SAME_ITEMS:
            return self.of_same_items(name, first)
        if name == "length" and first.kinds == frozenset({"string"}) and not first.many:
            numbers = first.length
            return replace(NUMBER, numbers=numbers, absent=absent, unsure=unsure)
        if name == "abs" and not first.many:
            low, high = first.range.low, first.range.high
            most = max(abs(low), abs(high))
            least = 0.0 if low <= 0 <= high else min(abs(low), abs(high))
            return replace(NUMBER, numbers=Interval(least, most), absent=absent, unsure=unsure)
        if name in ("floor", "ceil") and not first.many:
            numbers = _rounded(first.range)
            return replace(NUMBER, numbers=numbers, absent=absent, unsure=unsure)
        if name in _OF_FIRST:
            return replace(_OF_FIRST[name], absent=absent, unsure=unsure)
        return _RESULTS.get(name, UNKNOWN)

    def counted(self, shape: Shape) -> Shape:
        if not shape.kinds and shape.absent:
            return replace(NUMBER, numbers=Interval(0, 0), values=(0,))
        if shape.many or shape.kinds == ARRAY_ONLY:
            least = 0 if shape.absent or shape.unsure else shape.fewest
            most = math.inf if shape.most is None else shape.most
            return replace(NUMBER, numbers=Interval(least, most))
        if "array" in shape.kinds or not shape.kinds:
            return replace(NUMBER, numbers=NATURAL)
        return replace(NUMBER, numbers=Interval(1 if shape.is_certain else 0, 1))

    def aggregated(self, name: str, shape: Shape) -> Shape:
        item = self.item_of(shape)
        numbers = item.range if item.kinds == frozenset({"number"}) else EVERY_NUMBER
        none = shape.absent
        if not shape.many and "array" in shape.kinds and name != "sum":
            none = none or shape.fewest == 0
        if name == "sum":
            low = min(numbers.low, 0.0) if may_be_none(shape) else numbers.low
            high = max(numbers.high, 0.0) if may_be_none(shape) else numbers.high
            several = self.is_several(shape)
            numbers = Interval(
                low if not several or numbers.low >= 0 else -math.inf,
                high if not several or numbers.high <= 0 else math.inf,
            )
        elif name == "average" and not numbers.is_everything:
            # The last digit of a mean may go beyond what it is the mean of.
            numbers = Interval(
                0.0 if numbers.low >= 0 else -math.inf, 0.0 if numbers.high <= 0 else math.inf
            )
        return replace(NUMBER, numbers=numbers, absent=none, unsure=shape.unsure)

    def of_same_items(self, name: str, shape: Shape) -> Shape:
        if not (shape.many or shape.kinds == ARRAY_ONLY):
            return replace(UNKNOWN, kinds=shape.kinds | {"array"}) if shape.kinds else NEVER
        fewest = min(shape.fewest, 1) if name == "distinct" else shape.fewest
        if shape.many:
            return replace(shape, fewest=fewest, path=None)
        item = replace(self.item_of(shape), absent=False)
        if name == "distinct":
            # A sequence: one item is that item.
            none = may_be_none(shape)
            if "array" in item.kinds:
                return replace(UNKNOWN, many=True)
            return replace(
                item, many=True, absent=none, unsure=shape.unsure, fewest=0, most=shape.most
            )
        return replace(shape, item=item, path=None)

    # --- functions that take functions ------------------------------------------------------

    def higher(self, name: str, tree: Call, given: list[tuple[Tree, Shape]], scope: Known) -> Shape:
        bodies: list[tuple[Lambda, Known, Shape]] = []
        for argument in tree.arguments:
            if isinstance(argument, Lambda) and given:
                inner = self.parameters(name, argument, given, tree, scope)
                first, _ = given[0]
                if isinstance(first, Path) and is_outside(first.steps[0].node, scope):
                    wide = self.is_several(given[0][1]) and given[0][1].most is None
                    asked = wide and asks_item(argument.body, scope)
                    self.report(problem(tree) if asked else None)
                bodies.append((argument, inner, self.shape(argument.body, inner)))
                given.append((argument, FUNCTION))
            else:
                given.append((argument, self.shape(argument, scope)))
        self.report(*check_arguments(name, tree, given, self.text))
        items = given[0][1] if given else UNKNOWN
        if not bodies or name in ("each", "sift", "single"):
            return UNKNOWN
        function, inner, body = bodies[0]
        return self.of_higher(name, items, function, inner, body)

    def of_higher(
        self, name: str, items: Shape, function: Lambda, inner: Known, body: Shape
    ) -> Shape:
        if name == "reduce":
            before = inner.variables.get(function.parameters[0]) if function.parameters else None
            kinds = UNKNOWN.kinds if before is None else before.kinds
            return replace(UNKNOWN, kinds=kinds | body.kinds)
        if "array" in items.kinds and items.kinds != ARRAY_ONLY and not items.many:
            return UNKNOWN
        item = self.item_of(items)
        if name == "sort":
            fewest = items.fewest if items.many or items.kinds == ARRAY_ONLY else 0
            found = replace(ARRAY, item=item, absent=items.absent, unsure=True)
            return replace(found, fewest=fewest)
        several = items.many or items.kinds == ARRAY_ONLY
        none = may_be_none(items)
        if name == "filter":
            if "array" in item.kinds:
                return replace(UNKNOWN, many=True)
            told = learned(function.body, inner) if body.kinds <= BOOLEAN.kinds else {}
            key = f"${function.parameters[0]}" if function.parameters else None
            item = self.refined(item, key, inner.told(told))
            return replace(
                item, many=several, absent=True, unsure=items.unsure, fewest=0, most=items.most
            )
        if body.many or "array" in body.kinds:
            return replace(UNKNOWN, many=True)
        absent, unsure = none or body.absent, items.unsure or body.unsure
        fewest = 0 if absent or unsure else items.fewest
        found = replace(body, path=None, many=several, absent=absent, unsure=unsure)
        return replace(found, fewest=fewest if several else 0, most=items.most if several else None)

    def parameters(
        self, name: str, function: Lambda, given: list[tuple[Tree, Shape]], call: Call, scope: Known
    ) -> Known:
        """Return what is known within a function that is called with items."""
        items = given[0][1]
        names = function.parameters
        shapes = dict.fromkeys(names, UNKNOWN)
        item = replace(self.item_of(items), absent=False)
        if name in ("map", "filter", "single") and names:
            shapes[names[0]] = item
            if len(names) > 1:
                shapes[names[1]] = replace(NUMBER, numbers=NATURAL)
        elif name == "sort":
            shapes = dict.fromkeys(names, item)
        elif name == "reduce" and len(names) > 1:
            shapes[names[1]] = item
            shapes[names[0]] = self.accumulated(function, item, call, scope)
        looped = names[1:2] if name == "reduce" else names
        return scope.with_variables(**shapes).looping(*looped)

    def accumulated(self, function: Lambda, item: Shape, call: Call, scope: Known) -> Shape:
        """Return what the first parameter of `$reduce` is: the start, or what came out before."""
        start = item
        if function is not call.arguments[-1]:
            start = self.quietly(call.arguments[-1], scope)
            if start.absent or start.unsure:
                # Without a start, the first item is it.
                start = joined(replace(start, absent=False, unsure=False), item)
        names = function.parameters
        if start.many:
            return UNKNOWN
        found = Shape(kinds=start.kinds, absent=start.absent, unsure=start.unsure)
        for _ in range(2):
            inner = scope.with_variables(**{names[0]: found, names[1]: item})
            body = self.quietly(function.body, inner)
            if body.forms <= found.kinds and not (body.absent and not found.absent):
                return replace(found, unsure=found.unsure or body.unsure)
            absent, unsure = found.absent or body.absent, found.unsure or body.unsure
            found = Shape(kinds=found.kinds | body.forms, absent=absent, unsure=unsure)
        return UNKNOWN

    def quietly(self, tree: Tree, scope: Known) -> Shape:
        """Return a shape without reporting anything."""
        if self.depth >= _DEEPEST:
            return UNKNOWN
        self.depth += 1
        problems, absences = list(self.problems), list(self.absences)
        shape = self.shape(tree, scope)
        self.problems, self.absences = problems, absences
        self.depth -= 1
        return shape

    def apply(self, tree: Apply, scope: Known) -> Shape:
        left = self.shape(tree.left, scope)
        right = tree.right
        if isinstance(right, Call) and not right.partial:
            return self.call(right, scope, (tree.left, left))
        if isinstance(right, Variable) and right.name in BUILTINS and right.name not in self.bound:
            if right.name in _HIGHER:
                return UNKNOWN
            given = [(tree.left, left)]
            self.report(*check_arguments(right.name, tree, self.with_items(given), self.text))
            return self.result(right.name, [left], scope) if left.kinds else UNKNOWN
        if isinstance(right, Variable):
            self.report(check_function(right, self.bound))
            return UNKNOWN
        self.shape(right, scope)
        return UNKNOWN


def _rounded(numbers: Interval) -> Interval:
    low = numbers.low if math.isinf(numbers.low) else math.floor(numbers.low)
    high = numbers.high if math.isinf(numbers.high) else math.ceil(numbers.high)
    return Interval(low, high)
