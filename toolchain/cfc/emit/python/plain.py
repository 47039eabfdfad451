"""Print plain expressions in Python: those for which the language has words of its own.

In: expressions as they were lowered with types. Out: layout documents. What is no plain
expression is left to the printer of the runtime's calls, which is given as a function.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cfc.emit.code import Code, code, join
from cfc.emit.layout import Atom, Bracket, Doc, Stacked, flat
from cfc.emit.python.literals import literal
from cfc.invariants.lowered import (
    All,
    Any,
    Arithmetic,
    At,
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
    Gathered,
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

# How tightly an expression binds: what is looser than its place asks for stands in parentheses.
_LAMBDA, _OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _UNARY, _CALL = range(9)
_LEVELS = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}
_OPERATORS = {one: Code(one) for one in ("==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/")}
_HEADS = {
    "distinct": ("len({", "})"),
    "largest": ("max(", ")"),
    "smallest": ("min(", ")"),
    "set": ("{", "}"),
    "list": ("[", "]"),
}


class PlainPrinter:
    """`other` prints what is not plain; `name` a local; `runtime` a name of the runtime."""

    def __init__(
        self,
        other: Callable[[Expression], Doc],
        name: Callable[[str], Code],
        runtime: Callable[[str], Code],
    ) -> None:
        self.other = other
        self.name = name
        self.runtime = runtime

    def doc(self, expression: Expression) -> Doc | None:
        """Return the expression to be laid out; None when it is not plain."""
        match expression:
            case Some() | Every() | Gathered():
                return self.collection(expression)
            case Double():
                return Bracket(code("float("), (self.any(expression.operand),), code(")"))
            case Size() | Length():
                inner = expression.base if isinstance(expression, Size) else expression.text
                return Bracket(code("len("), (self.any(inner),), code(")"))
        inline = self.inline(expression)
        return None if inline is None else Atom(inline[0])

    def any(self, expression: Expression) -> Doc:
        found = self.doc(expression)
        return self.other(expression) if found is None else found

    def text(self, expression: Expression, level: int = _LAMBDA) -> Code:
        """Return the expression on one line, in parentheses where the level asks for them."""
        inline = self.inline(expression)
        if inline is None:
            found = self.collection(expression) if _gathers(expression) else None
            return flat(self.other(expression) if found is None else found)
        return code("({})", inline[0]) if inline[1] < level else inline[0]

    def inline(self, expression: Expression) -> tuple[Code, int] | None:
        """Return the expression on one line, and how tightly it binds."""
        match expression:
            case Member():
                return code(
                    "{}[{}]", self.text(expression.base, _CALL), literal(expression.key)
                ), _CALL
            case At():
                index = literal(expression.index)
                return code("{}[{}]", self.text(expression.base, _CALL), index), _CALL
            case Size() | Length() | Double() | Some() | Every() | Gathered():
                found = self.doc(expression)
                return None if found is None else (flat(found), _CALL)
            case Changed():
                how = code("lower") if expression.how == "lower" else code("upper")
                return code("{}.{}()", self.text(expression.text, _CALL), how), _CALL
            case Empty():
                return code("()"), _CALL
            case Negative():
                return code("-{}", self.text(expression.operand, _UNARY)), _UNARY
            case Arithmetic():
                level = _LEVELS[expression.operator]
                left = self.text(expression.left, level)
                right = self.text(expression.right, level + 1)
                return code("{} {} {}", left, _OPERATORS[expression.operator], right), level
            case Concat():
                parts = [self.text(part, _SUM) for part in expression.parts]
                return join(" + ", parts), _SUM
            case All() | Any():
                level, operator = (_AND, " and ") if isinstance(expression, All) else (_OR, " or ")
                parts = [self.text(item, level + 1) for item in expression.items]
                text = join(" and ", parts) if operator == " and " else join(" or ", parts)
                return text, level
            case Choose():
                test = self.text(expression.test, _OR)
                then, otherwise = self.text(expression.then, _OR), self.text(expression.otherwise)
                return code("{} if {} else {}", then, test, otherwise), _LAMBDA
            case Not():
                return self.negated(expression.operand)
        return self.asked(expression, negated=False)

    def asked(self, expression: Expression, *, negated: bool) -> tuple[Code, int] | None:
        """Return a test that has a negative form of its own."""
        match expression:
            case Has():
                parts = literal(expression.key), self.text(expression.base, _SUM)
                return _related(parts[0], "not in" if negated else "in", parts[1])
            case Defined():
                absent = self.runtime("UNDEFINED")
                return _related(self.name(expression.local), "is" if negated else "is not", absent)
            case Contains():
                value = self.text(expression.value, _SUM)
                container = self.text(expression.container, _SUM)
                return _related(value, "not in" if negated else "in", container)
            case OneOf():
                return self.one_of(expression, negated)
            case Compare(operator="==" | "!="):
                return self.equality(expression, (expression.operator == "!=") is not negated)
            case Compare():
                if negated:
                    return None
                left, right = self.text(expression.left, _SUM), self.text(expression.right, _SUM)
                return code("{} {} {}", left, _OPERATORS[expression.operator], right), _COMPARISON
        return None

    def negated(self, operand: Expression) -> tuple[Code, int]:
        found = self.asked(operand, negated=True)
        return found or (code("not {}", self.text(operand, _NOT)), _NOT)

    def equality(self, expression: Compare, differs: bool) -> tuple[Code, int]:
        left, right = expression.left, expression.right
        for one, other in ((left, right), (right, left)):
            if isinstance(other, Constant) and (
                other.value is None or isinstance(other.value, bool)
            ):
                word = "is not" if differs else "is"
                return _related(self.text(one, _SUM), word, literal(other.value))
        texts = self.text(left, _SUM), self.text(right, _SUM)
        operator = _OPERATORS["!=" if differs else "=="]
        return code("{} {} {}", texts[0], operator, texts[1]), _COMPARISON

    def one_of(self, expression: OneOf, negated: bool) -> tuple[Code, int]:
        if len(expression.constants) == 1:
            return self.equality(Compare("==", expression.value, expression.constants[0]), negated)
        options = join(", ", [literal(constant.value) for constant in expression.constants])
        word = "not in" if negated else "in"
        return _related(self.text(expression.value, _SUM), word, code("({})", options))

    # --- collections ----------------------------------------------------------------------

    def collection(self, expression: Expression) -> Doc:
        match expression:
            case Some():
                return self.comprehension(
                    code("any("), expression.test, expression.clauses, code(")")
                )
            case Every():
                return self.comprehension(
                    code("all("), expression.test, expression.clauses, code(")")
                )
            case Gathered(into="count"):
                head = code("sum(")
                return self.comprehension(head, Constant(1), expression.clauses, code(")"))
            case Gathered(into="total"):
                head, alone = code("{}(", self.runtime("total")), _alone(expression)
                if alone is not None:
                    return Bracket(head, (self.any(alone),), code(")"))
                inner = self.comprehension(
                    code("["), expression.item, expression.clauses, code("]")
                )
                return Bracket(head, (inner,), code(")"))
            case Gathered():
                alone = _alone(expression)
                if alone is not None and expression.into in (
                    "largest",
                    "smallest",
                    "distinct",
                    "set",
                ):
                    names = {"largest": "max", "smallest": "min", "distinct": "set", "set": "set"}
                    head = code("{}(", Code(names[expression.into]))
                    called = Bracket(head, (self.any(alone),), code(")"))
                    if expression.into != "distinct":
                        return called
                    return Bracket(code("len("), (called,), code(")"))
                start, end = _HEADS[expression.into]
                if expression.into == "distinct":
                    inner = self.comprehension(
                        code("{{"), expression.item, expression.clauses, code("}}")
                    )
                    return Bracket(code("len("), (inner,), code(")"))
                return self.comprehension(
                    Code(start), expression.item, expression.clauses, Code(end)
                )
        raise TypeError(f"no collection: {expression!r}")

    def comprehension(
        self, head: Code, item: Expression, clauses: Sequence[Clause], tail: Code
    ) -> Doc:
        parts: list[Doc] = [self.any(item)]
        for clause in clauses:
            if isinstance(clause, Each):
                array = self.text(clause.array, _OR)
                parts.append(Atom(code("for {} in {}", self.name(clause.local), array)))
            else:
                parts.append(Atom(code("if {}", self.text(clause.test, _OR))))
        return Stacked(head, tuple(parts), tail)


def _gathers(expression: Expression) -> bool:
    return isinstance(expression, Some | Every | Gathered)


def _alone(expression: Gathered) -> Expression | None:
    """Return the array when its items are gathered just as they are."""
    clause = expression.clauses[0]
    if len(expression.clauses) != 1 or not isinstance(clause, Each):
        return None
    return clause.array if expression.item == Local(clause.local) else None


def _related(left: Code, word: str, right: Code) -> tuple[Code, int]:
    return code("{} {} {}", left, Code(word), right), _COMPARISON
