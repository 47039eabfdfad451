"""Print plain expressions in TypeScript: those for which the language has words of its own.

In: expressions as they were lowered with types. Out: `Code` on one line, with how tightly it
binds. What is no plain expression is left to the printer of the runtime's calls.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from cfc.emit.code import EMPTY, Code, code, join
from cfc.emit.layout import Atom, Bracket, Chain, Choice, Doc, Paren, Prefixed, flat
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
    Undefined,
)
from cfc.invariants.walks import iter_used_in

# How tightly an expression binds: what is looser than its place asks for stands in parentheses.
_CHOICE, _OR, _AND, _EQUALITY, _RELATION, _SUM, _PRODUCT, _UNARY, _CALL = range(9)
_LEVELS = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}
_OPERATORS = {one: Code(one) for one in ("<", "<=", ">", ">=", "+", "-", "*", "/")}
_MOST_EQUALITIES = 3
_UNDEFINED = Atom(Code("undefined"))


class PlainPrinter:
    """`other` prints what is not plain; `name` a local; `runtime` a name of the runtime.

    `members`: optional members of the value that have a local of their own.
    """

    def __init__(
        self,
        other: Callable[[Expression], Doc],
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

    def doc(self, expression: Expression, level: int = _CHOICE) -> Doc:
        """Return the expression, in parentheses where the level asks for them."""
        found = self.build(expression)
        if found is None:
            return self.other(expression)
        return Paren(found[0]) if found[1] < level else found[0]

    def text(self, expression: Expression, level: int = _CHOICE) -> Code:
        """Return the expression on one line."""
        return flat(self.doc(expression, level))

    def build(self, expression: Expression) -> tuple[Doc, int] | None:
        """Return the expression, and how tightly it binds; None if it is not plain."""
        match expression:
            case All() | Any():
                operands = tuple(self.doc(item, _EQUALITY) for item in expression.items)
                return self.chain(isinstance(expression, All), operands)
            case Choose(test=Has() as has, then=Member() as member, otherwise=Undefined()) if (
                has.base == member.base and has.key == member.key and has.key not in INHERITED
            ):
                return Atom(self.member(replace(member, optional=False))), _CALL
            case Choose():
                parts = (
                    (EMPTY, self.doc(expression.test, _OR)),
                    (code("? "), self.doc(expression.then, _OR)),
                    (code(": "), self.doc(expression.otherwise)),
                )
                return Choice(parts), _CHOICE
            case Arithmetic():
                level = _LEVELS[expression.operator]
                sides = self.doc(expression.left, level), self.doc(expression.right, level + 1)
                return Chain(_OPERATORS[expression.operator], sides), level
            case Concat():
                parts_ = tuple(self.doc(part, _SUM) for part in expression.parts)
                return Chain(_OPERATORS["+"], parts_), _SUM
            case Double():
                return self.doc(expression.operand, _UNARY), _UNARY
            case Length():
                head = code("{}(", self.runtime("lengthOf"))
                return Bracket(head, (self.doc(expression.text),), code(")")), _CALL
            case Some() | Every():
                return self.found(expression, expression.clauses)
            case Not():
                return self.negated(expression.operand)
        found = self.inline(expression)
        return (Atom(found[0]), found[1]) if found else self.asked(expression, negated=False)

    def chain(self, both: bool, operands: tuple[Doc, ...]) -> tuple[Doc, int]:
        operator, level = (code("&&"), _AND) if both else (code("||"), _OR)
        return (operands[0] if len(operands) == 1 else Chain(operator, operands)), level

    def inline(self, expression: Expression) -> tuple[Code, int] | None:
        """Return an expression that is never broken, and how tightly it binds."""
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
            case Changed():
                how = code("toLowerCase") if expression.how == "lower" else code("toUpperCase")
                return code("{}.{}()", self.text(expression.text, _CALL), how), _CALL
            case Empty():
                return code("[]"), _CALL
            case Negative():
                return code("-{}", self.text(expression.operand, _CALL)), _UNARY
        return None

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

    def found(self, expression: Some | Every, clauses: Sequence[Clause]) -> tuple[Doc, int]:
        """Return a search through arrays as calls of `some` and `every`."""
        if not clauses:
            found = self.build(expression.test)
            return found or (self.other(expression.test), _CALL)
        clause, some = clauses[0], isinstance(expression, Some)
        inner = self.found(expression, clauses[1:])
        if isinstance(clause, Each):
            method = code("some") if some else code("every")
            within = replace(expression, clauses=tuple(clauses[1:]))
            array, local = self.text(clause.array, _CALL), self.bound(clause.local, within)
            function = Prefixed(code("({}) => ", local), inner[0])
            return Bracket(code("{}.{}(", array, method), (function,), code(")")), _CALL
        rest = Paren(inner[0]) if inner[1] < _EQUALITY else inner[0]
        test = self.doc(clause.test if some else Not(clause.test), _EQUALITY)
        return self.chain(some, (test, rest))

    def bound(self, local: str, rest: Expression) -> Code:
        """Return a local that a loop sets; one that nothing reads begins with `_`."""
        name = self.name(local)
        return name if local in iter_used_in(Body((), rest)) else code("_{}", name)

    def asked(self, expression: Expression, *, negated: bool) -> tuple[Doc, int] | None:
        """Return a test that has a negative form of its own."""
        match expression:
            case Has():
                return self.has(expression, negated)
            case Defined():
                return same(Atom(self.name(expression.local)), _UNDEFINED, negated)
            case Compare(operator="==" | "!="):
                differs = (expression.operator == "!=") is not negated
                left = self.doc(expression.left, _RELATION)
                return same(left, self.doc(expression.right, _RELATION), not differs)
            case OneOf() if len(expression.constants) <= _MOST_EQUALITIES:
                tests = [Compare("==", expression.value, one) for one in expression.constants]
                asked: list[Expression] = [Not(one) if negated else one for one in tests]
                operands = tuple(self.doc(one, _EQUALITY) for one in asked)
                return self.chain(negated, operands)
        return None if negated else self.related(expression)

    def related(self, expression: Expression) -> tuple[Doc, int] | None:
        match expression:
            case Compare():
                sides = self.doc(expression.left, _SUM), self.doc(expression.right, _SUM)
                return Chain(_OPERATORS[expression.operator], sides), _RELATION
            case OneOf():
                options = join(", ", [literal(one.value) for one in expression.constants])
                value = self.text(expression.value)
                return Atom(code("[{}].includes({})", options, value)), _CALL
            case Contains():
                method = code("has") if expression.among == "set" else code("includes")
                container = self.text(expression.container, _CALL)
                head = code("{}.{}(", container, method)
                return Bracket(head, (self.doc(expression.value),), code(")")), _CALL
        return None

    def has(self, expression: Has, negated: bool) -> tuple[Doc, int]:
        if expression.key in INHERITED:
            base, key = self.text(expression.base), literal(expression.key)
            asked = code("Object.hasOwn({}, {})", base, key)
            return (Atom(code("!{}", asked)), _UNARY) if negated else (Atom(asked), _CALL)
        member = self.known(expression)
        if member is None:
            base = self.text(expression.base, _CALL)
            form = code("{}.{}", base, Code(expression.key)) if is_plain(expression.key) else None
            member = form or code("{}[{}]", base, literal(expression.key))
        return same(Atom(member), _UNDEFINED, negated)

    def negated(self, operand: Expression) -> tuple[Doc, int]:
        if isinstance(operand, Not):
            found = self.build(operand.operand)
            return found or (self.other(operand.operand), _CALL)
        asked = self.asked(operand, negated=True)
        return asked or (Prefixed(code("!"), self.doc(operand, _CALL)), _UNARY)


def same(left: Doc, right: Doc, equal: bool) -> tuple[Doc, int]:
    return Chain(code("===") if equal else code("!=="), (left, right)), _EQUALITY
