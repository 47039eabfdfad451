"""Print plain expressions in Python: those for which the language has words of its own.

In: expressions as they were lowered with types. Out: layout documents. What is no plain
expression is left to the printer of the runtime's calls, which is given as a function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cfc.emit.code import Code, code, join
from cfc.emit.layout import (
    Atom,
    Bracket,
    Chain,
    Choice,
    Doc,
    Paren,
    Prefixed,
    Stacked,
    flat,
)
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

    def doc(self, expression: Expression, level: int = _LAMBDA) -> Doc:
        """Return the expression, in parentheses where the level asks for them."""
        found = self.build(expression)
        if found is None:
            return self.other(expression)
        return Paren(found[0]) if found[1] < level else found[0]

    def text(self, expression: Expression, level: int = _LAMBDA) -> Code:
        """Return the expression on one line."""
        return flat(self.doc(expression, level))

    def build(self, expression: Expression) -> tuple[Doc, int] | None:
        """Return the expression, and how tightly it binds; None when it is not plain."""
        match expression:
            case All() | Any():
                level = _AND if isinstance(expression, All) else _OR
                operands = tuple(self.operands(expression, level + 1))
                operator = code("and") if isinstance(expression, All) else code("or")
                if len(operands) == 1:
                    return operands[0], _COMPARISON
                return Chain(operator, operands), level
            case Choose(test=Has() as has, then=Member() as member) if _reads(has, member):
                base = self.text(has.base, _CALL)
                arguments = Atom(literal(has.key)), self.doc(expression.otherwise)
                return Bracket(code("{}.get(", base), arguments, code(")")), _CALL
            case Choose():
                parts = (
                    (code(""), self.doc(expression.then, _OR)),
                    (code("if "), self.doc(expression.test, _OR)),
                    (code("else "), self.doc(expression.otherwise)),
                )
                return Choice(parts), _LAMBDA
            case Not():
                found = self.asked(expression.operand, negated=True)
                if found is not None:
                    return Atom(found[0]), found[1]
                return Prefixed(code("not "), self.doc(expression.operand, _NOT)), _NOT
            case Arithmetic():
                level = _LEVELS[expression.operator]
                sides = self.doc(expression.left, level), self.doc(expression.right, level + 1)
                return Chain(_OPERATORS[expression.operator], sides), level
            case Concat():
                texts = tuple(self.doc(part, _SUM) for part in expression.parts)
                return Chain(_OPERATORS["+"], texts), _SUM
            case Compare() if not _is_identity(expression):
                sides = self.doc(expression.left, _SUM), self.doc(expression.right, _SUM)
                return Chain(_OPERATORS[expression.operator], sides), _COMPARISON
            case Some() | Every() | Gathered():
                return self.collection(expression), _CALL
            case Double():
                return Bracket(code("float("), (self.doc(expression.operand),), code(")")), _CALL
            case Size() | Length():
                inner = expression.base if isinstance(expression, Size) else expression.text
                return Bracket(code("len("), (self.doc(inner),), code(")")), _CALL
        inline = self.inline(expression)
        return None if inline is None else (Atom(inline[0]), inline[1])

    def operands(self, chain: All | Any, level: int) -> Iterator[Doc]:
        """Yield the operands; an optional member that is asked whether it is true is read once."""
        skipped = False
        for item, after in zip(chain.items, (*chain.items[1:], None), strict=True):
            optional = isinstance(item, Has) and isinstance(after, Member) and _reads(item, after)
            if skipped:
                skipped = False
            elif optional and isinstance(chain, All) and isinstance(item, Has):
                skipped = True
                base, key = self.text(item.base, _CALL), literal(item.key)
                yield Atom(code("{}.get({}) is True", base, key))
            else:
                yield self.doc(item, level)

    def inline(self, expression: Expression) -> tuple[Code, int] | None:
        """Return an expression that is never broken, and how tightly it binds."""
        match expression:
            case Member():
                base = self.text(expression.base, _CALL)
                return code("{}[{}]", base, literal(expression.key)), _CALL
            case At():
                base, index = self.text(expression.base, _CALL), literal(expression.index)
                return code("{}[{}]", base, index), _CALL
            case Changed():
                how = code("lower") if expression.how == "lower" else code("upper")
                return code("{}.{}()", self.text(expression.text, _CALL), how), _CALL
            case Empty():
                return code("()"), _CALL
            case Negative():
                return code("-{}", self.text(expression.operand, _UNARY)), _UNARY
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
        # A set of constants is made once, when the module is compiled.
        return _related(self.text(expression.value, _SUM), word, code("{{{}}}", options))

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
                numbers = self.comprehension(
                    code("["), expression.item, expression.clauses, code("]")
                )
                numbers = numbers if alone is None else self.doc(alone)
                start = expression.start
                starts = (self.doc(start),) if start is not None and start.value != 0 else ()
                return Bracket(head, (numbers, *starts), code(")"))
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
                    called = Bracket(head, (self.doc(alone),), code(")"))
                    if expression.into != "distinct":
                        return called
                    return Bracket(code("len("), (called,), code(")"))
                opening, closing = _HEADS[expression.into]
                if expression.into == "distinct":
                    inner = self.comprehension(
                        code("{{"), expression.item, expression.clauses, code("}}")
                    )
                    return Bracket(code("len("), (inner,), code(")"))
                return self.comprehension(
                    Code(opening), expression.item, expression.clauses, Code(closing)
                )
        raise TypeError(f"no collection: {expression!r}")

    def comprehension(
        self, head: Code, item: Expression, clauses: Sequence[Clause], tail: Code
    ) -> Doc:
        parts: list[Doc] = [self.doc(item)]
        for clause in clauses:
            if isinstance(clause, Each):
                each = code("for {} in ", self.name(clause.local))
                parts.append(Prefixed(each, self.doc(clause.array, _OR)))
            else:
                parts.append(Prefixed(code("if "), self.doc(clause.test, _OR)))
        return Stacked(head, tuple(parts), tail)


def _reads(has: Has, member: Member) -> bool:
    """Tell the member that was asked for."""
    return has.base == member.base and has.key == member.key


def _is_identity(expression: Compare) -> bool:
    """Tell a comparison with null, true or false, which is one of identity."""
    return any(
        isinstance(side, Constant) and (side.value is None or isinstance(side.value, bool))
        for side in (expression.left, expression.right)
    )


def _alone(expression: Gathered) -> Expression | None:
    """Return the array when its items are gathered just as they are."""
    clause = expression.clauses[0]
    if len(expression.clauses) != 1 or not isinstance(clause, Each):
        return None
    return clause.array if expression.item == Local(clause.local) else None


def _related(left: Code, word: str, right: Code) -> tuple[Code, int]:
    return code("{} {} {}", left, Code(word), right), _COMPARISON
