"""Print plain expressions in TypeScript: those for which the language has words of its own.

In: expressions as they were lowered with types. Out: `Code` on one line, with how tightly it
binds. What is no plain expression is left to the printer of the runtime's calls.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from cfc.emit.code import EMPTY, Code, code, join
from cfc.emit.typescript.identifiers import INHERITED, is_plain
from cfc.emit.typescript.literals import literal
from cfc.invariants.lowered import (
    All,
    Any,
    Arithmetic,
    At,
    Body,
    Changed,
    Choose,
    Clause,
    Compare,
    Concat,
    Constant,
    Contains,
    Defined,
    Double,
    Each,
    Empty,
    Every,
    Expression,
    Has,
    Length,
    Local,
    Member,
    Negative,
    Not,
    OneOf,
    Size,
    Some,
)
from cfc.invariants.walks import iter_used_in

# How tightly an expression binds: what is looser than its place asks for stands in parentheses.
_CHOICE, _OR, _AND, _EQUALITY, _RELATION, _SUM, _PRODUCT, _UNARY, _CALL = range(9)
_LEVELS = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}
_OPERATORS = {one: Code(one) for one in ("<", "<=", ">", ">=", "+", "-", "*", "/")}
_MOST_EQUALITIES = 3


class PlainPrinter:
    """`other` prints what is not plain; `name` a local; `runtime` a name of the runtime.

    `members`: optional members of the value that have a local of their own.
    """

    def __init__(
        self,
        other: Callable[[Expression], Code],
        name: Callable[[str], Code],
        runtime: Callable[[str], Code],
        members: dict[str, Code],
        value: str,
        typed: bool,
    ) -> None:
        self.other = other
        self.name = name
        self.runtime = runtime
        self.members = members
        self.value = value
        self.typed = typed

    def text(self, expression: Expression, level: int = _CHOICE) -> Code:
        """Return the expression on one line, in parentheses where the level asks for them."""
        found = self.inline(expression)
        if found is None:
            return self.other(expression)
        return code("({})", found[0]) if found[1] < level else found[0]

    def inline(self, expression: Expression) -> tuple[Code, int] | None:
        """Return the expression on one line, and how tightly it binds; None if it is not plain."""
        match expression:
            case Constant(value=int() | float() as number) if number < 0:
                return literal(number), _UNARY
            case Member():
                return self.member(expression), _CALL
            case At():
                base, index = self.text(expression.base, _CALL), literal(expression.index)
                sure = code("!") if self.typed else EMPTY
                if expression.index >= 0:
                    return code("{}[{}]{}", base, index, sure), _CALL
                return code("{}.at({}){}", base, index, sure), _CALL
            case Size():
                width = code("size") if expression.of_set else code("length")
                return code("{}.{}", self.text(expression.base, _CALL), width), _CALL
            case Length():
                return code("{}({})", self.runtime("lengthOf"), self.text(expression.text)), _CALL
            case Changed():
                how = code("toLowerCase") if expression.how == "lower" else code("toUpperCase")
                return code("{}.{}()", self.text(expression.text, _CALL), how), _CALL
            case Double():
                return self.text(expression.operand, _UNARY), _UNARY
            case Empty():
                return code("[]"), _CALL
            case Negative():
                return code("-{}", self.text(expression.operand, _CALL)), _UNARY
            case Arithmetic():
                level = _LEVELS[expression.operator]
                left = self.text(expression.left, level)
                right = self.text(expression.right, level + 1)
                return code("{} {} {}", left, _OPERATORS[expression.operator], right), level
            case Concat():
                return join(" + ", [self.text(part, _SUM) for part in expression.parts]), _SUM
            case All() | Any():
                return self.chain(expression)
            case Choose():
                parts = (expression.test, expression.then, expression.otherwise)
                test, then, otherwise = (self.text(part, _OR) for part in parts)
                return code("{} ? {} : {}", test, then, otherwise), _CHOICE
            case Some() | Every():
                return self.found(expression, expression.clauses)
            case Not():
                return self.negated(expression.operand)
        return self.asked(expression, negated=False)

    def operand(self, expression: Expression) -> Code:
        """Return an operand of `&&` or `||`."""
        return self.text(expression, _EQUALITY)

    def member(self, expression: Member) -> Code:
        known = self.known(expression)
        if known is not None:
            return known
        base = self.text(expression.base, _CALL)
        sure = code("!") if expression.optional and self.typed else EMPTY
        if is_plain(expression.key):
            return code("{}.{}{}", base, Code(expression.key), sure)
        return code("{}[{}]{}", base, literal(expression.key), sure)

    def known(self, expression: Member | Has) -> Code | None:
        """Return the local that holds an optional member of the value."""
        if expression.base != Local(self.value):
            return None
        return self.members.get(expression.key)

    def chain(self, expression: All | Any) -> tuple[Code, int]:
        parts = [self.text(item, _EQUALITY) for item in expression.items]
        if isinstance(expression, All):
            return join(" && ", parts), _AND
        return join(" || ", parts), _OR

    def found(self, expression: Some | Every, clauses: Sequence[Clause]) -> tuple[Code, int]:
        """Return a search through arrays as calls of `some` and `every`."""
        if not clauses:
            found = self.inline(expression.test)
            return found or (self.other(expression.test), _CALL)
        clause, some = clauses[0], isinstance(expression, Some)
        inner = self.found(expression, clauses[1:])
        if isinstance(clause, Each):
            method = code("some") if some else code("every")
            within = replace(expression, clauses=tuple(clauses[1:]))
            array, local = self.text(clause.array, _CALL), self.bound(clause.local, within)
            return code("{}.{}(({}) => {})", array, method, local, inner[0]), _CALL
        rest = code("({})", inner[0]) if inner[1] < _EQUALITY else inner[0]
        if some:
            return code("{} && {}", self.text(clause.test, _EQUALITY), rest), _AND
        return code("{} || {}", self.negation(clause.test, _EQUALITY), rest), _OR

    def bound(self, local: str, rest: Expression) -> Code:
        """Return a local that a loop sets; one that nothing reads begins with `_`."""
        name = self.name(local)
        return name if local in iter_used_in(Body((), rest)) else code("_{}", name)

    def asked(self, expression: Expression, *, negated: bool) -> tuple[Code, int] | None:
        """Return a test that has a negative form of its own."""
        match expression:
            case Has():
                return self.has(expression, negated)
            case Defined():
                return self.same(self.name(expression.local), code("undefined"), negated)
            case Compare(operator="==" | "!="):
                differs = (expression.operator == "!=") is not negated
                left = self.text(expression.left, _RELATION)
                return self.same(left, self.text(expression.right, _RELATION), not differs)
            case OneOf() if len(expression.constants) <= _MOST_EQUALITIES:
                value = expression.value
                if len(expression.constants) == 1:
                    same = Compare("==", value, expression.constants[0])
                    return self.asked(same, negated=negated)
                tests = [Compare("==", value, constant) for constant in expression.constants]
                if not negated:
                    return self.chain(Any(tuple(tests)))
                return self.chain(All(tuple(map(Not, tests))))
        if negated:
            return None
        match expression:
            case Compare():
                left = self.text(expression.left, _SUM)
                right = self.text(expression.right, _SUM)
                return code("{} {} {}", left, _OPERATORS[expression.operator], right), _RELATION
            case OneOf():
                options = join(", ", [literal(one.value) for one in expression.constants])
                return code("[{}].includes({})", options, self.text(expression.value)), _CALL
            case Contains():
                method = code("has") if expression.among == "set" else code("includes")
                container = self.text(expression.container, _CALL)
                return code("{}.{}({})", container, method, self.text(expression.value)), _CALL
        return None

    def has(self, expression: Has, negated: bool) -> tuple[Code, int]:
        if expression.key in INHERITED:
            base, key = self.text(expression.base), literal(expression.key)
            asked = code("Object.hasOwn({}, {})", base, key)
            return (code("!{}", asked), _UNARY) if negated else (asked, _CALL)
        member = self.member(Member(expression.base, expression.key))
        return self.same(member, code("undefined"), negated)

    def same(self, left: Code, right: Code, equal: bool) -> tuple[Code, int]:
        operator = code("===") if equal else code("!==")
        return code("{} {} {}", left, operator, right), _EQUALITY

    def negated(self, operand: Expression) -> tuple[Code, int]:
        found = self.asked(operand, negated=True)
        return found or (code("!{}", self.text(operand, _CALL)), _UNARY)

    def negation(self, operand: Expression, level: int = _CHOICE) -> Code:
        """Return the negation of a test."""
        if isinstance(operand, Not):
            return self.text(operand.operand, level)
        found = self.negated(operand)
        return code("({})", found[0]) if found[1] < level else found[0]
