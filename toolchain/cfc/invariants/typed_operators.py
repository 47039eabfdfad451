"""Lower operators with types: comparisons and arithmetic that the languages do alike."""

from __future__ import annotations

import math
from dataclasses import replace

from cfc.invariants.lowered import (
    All,
    Arithmetic,
    Choose,
    Compare,
    Concat,
    Constant,
    Contains,
    Double,
    Each,
    Every,
    Expression,
    Gathered,
    Negative,
    Not,
    OneOf,
    Runtime,
    Some,
    When,
)
from cfc.invariants.scopes import Context, Scope
from cfc.invariants.terms import Stream, Term, finished, merged, operand, where_guarded
from cfc.invariants.tree import ArrayOf, Binary, Call, Literal, Negate, Tree, Variable
from cfc.invariants.typed_paths import TypedPaths, closed
from cfc.invariants.types import BOOLEAN, EXACT, STRING, Type, calculated
from cfc.invariants.walks import is_boolean, may_fail, renamed

_EQUALITY = {"=": "==", "!=": "!="}
_ORDER = {"<": "less", "<=": "less_or_equal", ">": "greater", ">=": "greater_or_equal"}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_ARITHMETIC = frozenset("+-*/")


class TypedOperators(TypedPaths):
    """The part that knows operators."""

    def binary_term(self, tree: Binary, context: Context, scope: Scope) -> Term | None:
        operator = tree.operator
        if operator in ("and", "or"):
            return Term(BOOLEAN, self.truth(tree, context, scope))
        if operator in _EQUALITY or operator in _ORDER:
            counted = self.attempt(lambda: self.counted(tree, context, scope))
            if counted is None and operator == "=":
                counted = self.attempt(lambda: self.all_counted(tree, context, scope))
            if counted is not None:
                return counted
        if operator == "in":
            return self.membership(tree, context, scope)
        if operator not in _EQUALITY and operator not in _ORDER and operator not in _ARITHMETIC:
            return self.concatenation(tree, context, scope) if operator == "&" else None
        left = self.term(tree.left, context, scope)
        right = None if left is None else self.term(tree.right, context, scope)
        if left is None or right is None or self.unlike(left, right):
            return None
        if isinstance(left.code, Constant) and isinstance(right.code, Constant):
            return None
        if operator in _EQUALITY:
            return self.equality(_EQUALITY[operator], left, right)
        if operator in _ORDER:
            return self.order(operator, left, right)
        return self.arithmetic(operator, left, right)

    def unlike(self, left: Term, right: Term) -> bool:
        """Tell whether a guard of one side would keep the other from failing, as it must."""
        for one, other in ((left, right), (right, left)):
            tests = {guard.test for guard in other.guards}
            if tests - self.assumed and may_fail(one.code):
                return True
        return False

    # --- comparisons ----------------------------------------------------------------------

    def equality(self, operator: str, left: Term, right: Term) -> Term | None:
        """`=` and `!=` are both false where a side has no value."""
        kinds, others = left.type.kinds, right.type.kinds
        # Whatever a string is compared with, the languages have JSON's answer.
        is_text = left.type.only("string") or right.type.only("string")
        if not ((left.type.scalar and right.type.scalar) or is_text) or not kinds & others:
            return None
        # To Python, true is 1.
        if not is_text and "boolean" in kinds | others and "number" in kinds | others:
            return None
        sides = _sides(left, right)
        if sides is None:
            return None
        guards = merged(left.guards, right.guards)
        compared: Expression = Compare(operator, *sides)
        for one, other in (sides, sides[::-1]):
            if is_boolean(one) and isinstance(other, Constant) and isinstance(other.value, bool):
                compared = one if other.value is (operator == "==") else Not(one)
        return Term(BOOLEAN, where_guarded(guards, compared))

    def order(self, operator: str, left: Term, right: Term) -> Term | None:
        guards = merged(left.guards, right.guards)
        if left.type.only("number") and right.type.only("number"):
            sides = _sides(left, right)
            return None if sides is None else Term(BOOLEAN, Compare(operator, *sides), guards)
        if left.type.only("string") and right.type.only("string"):
            if left.type.ordered or right.type.ordered:
                return Term(BOOLEAN, Compare(operator, left.code, right.code), guards)
            return Term(BOOLEAN, Runtime(_ORDER[operator], (left.code, right.code)), guards)
        return None

    def all_counted(self, tree: Binary, context: Context, scope: Scope) -> Term | None:
        """Lower `$count(items[test]) = $count(items)`: whether the test is true of every item."""
        streams: list[Stream] = []
        for side in (tree.left, tree.right):
            if not isinstance(side, Call) or self.called_name(side, scope) != "count":
                return None
            stream = self.stream(side.arguments[0], context, scope) if side.arguments else None
            if stream is None:
                return None
            streams.append(stream)
        some, every = sorted(streams, key=lambda one: -len(one.clauses))
        *before, last = some.clauses
        if not isinstance(last, When) or len(before) != len(every.clauses):
            return None
        names = {
            theirs.local: mine.local
            for mine, theirs in zip(before, every.clauses, strict=True)
            if isinstance(mine, Each) and isinstance(theirs, Each)
        }
        if some.guards != every.guards or tuple(before) != renamed(every.clauses, names):
            return None
        found = Every(closed(replace(every, clauses=tuple(before))).clauses, last.test)
        return Term(BOOLEAN, found)

    def counted(self, tree: Binary, context: Context, scope: Scope) -> Term | None:
        """Lower `$count(…) = 0` and the like: whether there is any item."""
        operator, call, number = tree.operator, tree.left, tree.right
        if not isinstance(number, Literal):
            operator, call, number = _MIRRORED[operator], tree.right, tree.left
        if not (
            isinstance(number, Literal) and isinstance(call, Call) and len(call.arguments) == 1
        ):
            return None
        is_count = isinstance(call.function, Variable) and call.function.name == "count"
        if not is_count or scope.find("count") is not None or isinstance(number.value, bool):
            return None
        test = (operator, number.value)
        some = test in ((">", 0), ("!=", 0), (">=", 1))
        if not some and test not in (("=", 0), ("<", 1), ("<=", 0)):
            return None
        stream = self.stream(call.arguments[0], context, scope)
        if stream is None:
            return None
        found = self.some_item(stream)
        return Term(BOOLEAN, found if some else Not(found))

    def membership(self, tree: Binary, context: Context, scope: Scope) -> Term | None:
        left = self.term(tree.left, context, scope)
        if left is None or not left.type.scalar:
            return None
        right = tree.right
        if isinstance(right, ArrayOf) and all(isinstance(item, Literal) for item in right.items):
            literals = (item.value for item in right.items if isinstance(item, Literal))
            constants = tuple(dict.fromkeys(map(Constant, literals)))
            return self.one_of(left, constants)
        stream = self.stream(right, context, scope)
        if stream is None or not stream.item.type.scalar:
            return None
        if may_fail(Gathered("list", stream.clauses, left.code)):
            return None
        if left.type.only("string") and stream.item.type.only("string"):
            found = self.found_in(left, stream, context)
            return Term(BOOLEAN, where_guarded(left.guards, found))
        same = self.equality("==", replace(left, guards=()), stream.item)
        if same is None:
            return None
        found = where_guarded(stream.guards, Some(stream.clauses, same.code))
        return Term(BOOLEAN, where_guarded(left.guards, found))

    def one_of(self, left: Term, constants: tuple[Constant, ...]) -> Term | None:
        kinds = {type(constant.value) for constant in constants} | (
            {bool} if "boolean" in left.type.kinds else set()
        )
        numbers = kinds & {int, float} or "number" in left.type.kinds
        if (bool in kinds and numbers) or not constants or isinstance(left.code, Constant):
            return None
        small = all(
            abs(constant.value) < EXACT
            for constant in constants
            if isinstance(constant.value, int | float)
        )
        if not small or ("number" in left.type.kinds and left.type.form == "computed"):
            return None
        return Term(BOOLEAN, where_guarded(left.guards, OneOf(left.code, constants)))

    def found_in(self, left: Term, stream: Stream, context: Context) -> Expression:
        """Return whether a string is among others; a set is made once, outside of all loops."""
        if not context.root:
            gathered = Gathered("set", closed(stream).clauses, stream.item.code)
            local = self.hoisted(f"{stream.item.path.rpartition('.')[2]}s", gathered)
            if local is not None:
                return Contains(left.code, local, "set")
        if stream.whole is not None:
            return where_guarded(stream.guards, Contains(left.code, stream.whole, "array"))
        same = Compare("==", left.code, stream.item.code)
        return where_guarded(stream.guards, Some(stream.clauses, same))

    # --- calculating ----------------------------------------------------------------------

    def arithmetic(self, operator: str, left: Term, right: Term) -> Term | None:
        if not (left.type.only("number") and right.type.only("number")):
            return None
        divides = operator == "/"
        if divides and right.type.low <= 0 <= right.type.high:
            return None
        # One double is enough: what the other side is, Python makes one of it as well.
        one = left if right.type.floating and not divides else operand(left)
        # What is infinite below a line would be lost there.
        other = right if one.type.floating else operand(right)
        if divides:
            other = replace(right, code=finished(right))
        low, high = _interval(operator, left.type, right.type)
        floating = divides or one.type.floating or other.type.floating
        type_ = calculated(low, high, floating=floating)
        if divides and type_.form == "exact":
            type_ = replace(type_, form="exact", floating=True)
        code = Arithmetic(operator, one.code, other.code)
        return Term(type_, code, merged(left.guards, right.guards))

    def negative(self, tree: Negate, context: Context, scope: Scope) -> Term | None:
        term = self.term(tree.operand, context, scope)
        if term is None or not term.type.only("number"):
            return None
        number = operand(term)
        type_ = replace(number.type, low=-term.type.high, high=-term.type.low)
        code: Expression = Negative(number.code)
        match number.code:
            case Constant(value=int() | float() as value):
                code = Constant(-value)
            case Negative():
                code = number.code.operand
        return Term(type_, code, term.guards)

    def concatenation(self, tree: Binary, context: Context, scope: Scope) -> Term | None:
        parts: list[Expression] = []
        for part in _joined(tree):
            term = self.term(part, context, scope)
            if term is None or not term.type.only("string"):
                return None
            code = term.code
            if term.guards:
                tests = All(tuple(guard.test for guard in term.guards))
                code = Choose(tests, code, Constant(""))
            parts.append(code)
        return Term(STRING, Concat(tuple(parts)))


def _joined(tree: Tree) -> list[Tree]:
    if isinstance(tree, Binary) and tree.operator == "&":
        return [*_joined(tree.left), tree.right]
    return [tree]


def _sides(left: Term, right: Term) -> tuple[Expression, Expression] | None:
    """Return both sides as the languages compare them rightly."""
    if not ("number" in left.type.kinds and "number" in right.type.kinds):
        return left.code, right.code
    if _small(left.type) or _small(right.type):
        # An integer that is no double is on the same side of a small number as its double.
        sides = tuple(
            Runtime("finite", (side.code,)) if side.type.form == "computed" else side.code
            for side in (left, right)
        )
        return sides[0], sides[1]
    for side in (left, right):
        if side.type.form != "exact" and not side.type.only("number"):
            return None
    return finished(left), finished(right)


def _small(type_: Type) -> bool:
    return type_.form == "exact" and type_.low > -EXACT and type_.high < EXACT


def _interval(operator: str, left: Type, right: Type) -> tuple[float, float]:
    match operator:
        case "+":
            return left.low + right.low, left.high + right.high
        case "-":
            return left.low - right.high, left.high - right.low
        case "*":
            ends = [
                _times(one, two) for one in (left.low, left.high) for two in (right.low, right.high)
            ]
            return min(ends), max(ends)
    if right.low >= 1 or right.high <= -1:
        ends = [-abs(left.low), abs(left.low), -abs(left.high), abs(left.high)]
        return min(ends), max(ends)
    return -math.inf, math.inf


def _times(one: float, other: float) -> float:
    return 0.0 if one == 0 or other == 0 else one * other


def doubled(term: Term) -> Expression:
    """Return a scalar as a key of a set: equal numbers are one."""
    if "number" in term.type.kinds and term.type.form != "exact":
        return Double(term.code) if term.type.form == "given" else finished(term)
    return term.code
