"""Print what walks through arrays as loops, wherever a statement may stand.

In: expressions as they were lowered with types. Out: lines of statements, and what is left of
the expression behind them. Only what is evaluated in any case is taken out: the operands of a
comparison, not the branches of a choice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from cfc.emit.code import EMPTY, Code, code, join
from cfc.emit.layout import Stacked, indentation, lay_out, lay_out_alone
from cfc.emit.typescript.plain import PlainPrinter
from cfc.invariants.lowered import (
    All,
    Any,
    Arithmetic,
    Choose,
    Clause,
    Compare,
    Constant,
    Contains,
    Each,
    Every,
    Expression,
    Gathered,
    Local,
    Negative,
    Not,
    Runtime,
    Size,
    Some,
)
from cfc.invariants.walks import iter_operands

_UNIT = Code("  ")
_WORDS = {
    "count": "count",
    "distinct": "different",
    "total": "total",
    "largest": "largest",
    "smallest": "smallest",
    "set": "known",
    "list": "found",
}


@dataclass
class Lines:
    """Statements at one depth."""

    levels: int
    out: list[Code] = field(default_factory=list)

    def add(self, line: Code) -> None:
        self.out.append(code("{}{}", indentation(self.levels, _UNIT), line))

    def inner(self) -> Lines:
        return Lines(self.levels + 1)

    def block(self, head: Code, inner: Lines) -> None:
        """Add `head { … }`."""
        self.add(code("{} {{", head))
        self.out += inner.out
        self.add(code("}}"))


def has_loop(expression: Expression) -> bool:
    """Tell whether something in it is better written as a loop."""
    if isinstance(expression, Some | Every | Gathered):
        return True
    if isinstance(expression, Runtime):
        return any(map(has_loop, expression.arguments))
    if isinstance(expression, All | Any):
        return any(map(has_loop, expression.items))
    if isinstance(expression, Choose):
        return any(map(has_loop, (expression.test, expression.then, expression.otherwise)))
    return any(map(has_loop, iter_operands(expression)))


class LoopPrinter:
    """`claim` gives a local that is free; `plain` prints what is left."""

    def __init__(self, plain: PlainPrinter, claim: Callable[[str], str]) -> None:
        self.plain = plain
        self.claim = claim

    # --- answers --------------------------------------------------------------------------

    def returns(self, expression: Expression, lines: Lines) -> None:
        """Add the statements that return a boolean or another value."""
        match expression:
            case Every():
                self.walk(
                    expression.clauses,
                    expression.test,
                    lines,
                    self.leaving(expression.test, "false", no=True),
                )
                lines.add(code("return true;"))
            case Some():
                self.walk(
                    expression.clauses,
                    expression.test,
                    lines,
                    self.leaving(expression.test, "true"),
                )
                lines.add(code("return false;"))
            case Not(operand=Some() as some):
                self.walk(some.clauses, some.test, lines, self.leaving(some.test, "false"))
                lines.add(code("return true;"))
            case Choose():
                test = self.settled(expression.test, lines)
                inner = lines.inner()
                self.returns(expression.then, inner)
                self.when(test, lines, inner)
                self.returns(expression.otherwise, lines)
            case All():
                for item in expression.items[:-1]:
                    self.requires(item, lines)
                self.returns(expression.items[-1], lines)
            case Any():
                for item in expression.items[:-1]:
                    self.leaving(item, "true")(lines)
                self.returns(expression.items[-1], lines)
            case _:
                settled = self.settled(expression, lines)
                self.add_long(code("return "), settled, lines)

    def requires(self, expression: Expression, lines: Lines) -> None:
        """Add statements that return false where the test is not true."""
        match expression:
            case Every():
                self.walk(
                    expression.clauses,
                    expression.test,
                    lines,
                    self.leaving(expression.test, "false", no=True),
                )
            case Not(operand=Some() as some):
                self.walk(some.clauses, some.test, lines, self.leaving(some.test, "false"))
            case _:
                self.leaving(expression, "false", no=True)(lines)

    def leaving(
        self, test: Expression, answer: str, *, no: bool = False
    ) -> Callable[[Lines], None]:
        """Return what adds `if (test) return answer`; `no`: if it is not true."""

        def add(lines: Lines) -> None:
            if no and isinstance(test, All) and has_loop(test):
                for item in test.items:
                    self.leaving(item, answer, no=True)(lines)
                return
            settled = self.settled(test, lines)
            if settled == Constant(True) and not no:
                lines.add(code("return {};", Code(answer)))
                return
            inner = lines.inner()
            inner.add(code("return {};", Code(answer)))
            self.when(Not(settled) if no else settled, lines, inner)

        return add

    def when(self, test: Expression, lines: Lines, inner: Lines) -> None:
        """Add `if (test) { … }`."""
        doc = Stacked(code("if ("), (self.plain.doc(test),), code(") {{"))
        lines.add(lay_out(doc, lines.levels, _UNIT))
        lines.out += inner.out
        lines.add(code("}}"))

    def add_long(self, head: Code, expression: Expression, lines: Lines) -> None:
        """Add a statement, over several lines when it has to be."""
        doc = self.plain.doc(expression)
        lines.add(code("{}{};", head, lay_out_alone(doc, lines.levels, _UNIT, len(head), 1)))

    # --- loops ----------------------------------------------------------------------------

    def walk(
        self,
        clauses: Sequence[Clause],
        item: Expression,
        lines: Lines,
        body: Callable[[Lines], None],
    ) -> None:
        """Add the loops of the clauses, around what the body adds of the item."""
        if not clauses:
            body(lines)
            return
        clause, inner = clauses[0], lines.inner()
        if isinstance(clause, Each):
            array = self.settled(clause.array, lines)
            local = self.plain.bound(clause.local, Some(tuple(clauses[1:]), item))
            head = code("for (const {} of {})", local, self.plain.text(array))
        else:
            test = self.settled(clause.test, lines)
            self.walk(clauses[1:], item, inner, body)
            self.when(test, lines, inner)
            return
        self.walk(clauses[1:], item, inner, body)
        lines.block(head, inner)

    def settled(self, expression: Expression, lines: Lines) -> Expression:
        """Add the loops of what is evaluated in any case; return what is left."""
        match expression:
            case Gathered():
                return self.gathered(expression, lines)
            case Compare() | Arithmetic():
                left = self.settled(expression.left, lines)
                return replace(expression, left=left, right=self.settled(expression.right, lines))
            case Not() | Negative():
                return replace(expression, operand=self.settled(expression.operand, lines))
            case Contains():
                return replace(expression, value=self.settled(expression.value, lines))
            case Runtime():
                parts = tuple(self.settled(part, lines) for part in expression.arguments)
                return replace(expression, arguments=parts)
        return expression

    def gathered(self, expression: Gathered, lines: Lines, name: str | None = None) -> Expression:
        """Add the loop that gathers the items; return the local that holds them."""
        into = expression.into
        local = name or self.claim(_WORDS[into])
        printed = self.plain.name(local)
        of_any = code("<unknown>") if self.plain.typed else EMPTY
        start = {
            "count": code("let {} = 0;", printed),
            "total": code("let {} = 0;", printed),
            "largest": code("let {} = -Infinity;", printed),
            "smallest": code("let {} = Infinity;", printed),
            "list": code("const {} = [];", printed),
        }.get(into, code("const {} = new Set{}();", printed, of_any))
        lines.add(start)

        def add(inner: Lines) -> None:
            settled = self.settled(expression.item, inner)
            item = self.plain.text(settled)
            if into == "count":
                inner.add(code("{} += 1;", printed))
            elif into == "total":
                self.add_long(code("{} += ", printed), settled, inner)
            elif into in ("largest", "smallest"):
                function = code("Math.max") if into == "largest" else code("Math.min")
                inner.add(code("{} = {}({}, {});", printed, function, printed, item))
            elif into == "list":
                inner.add(code("{}.push({});", printed, item))
            else:
                inner.add(code("{}.add({});", printed, item))

        self.walk(expression.clauses, expression.item, lines, add)
        return Size(Local(local), of_set=True) if into == "distinct" else Local(local)


def joined(lines: Lines) -> Code:
    return join("\n", lines.out)
