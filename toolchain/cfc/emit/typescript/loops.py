"""Print statements in TypeScript.

In: the statements of a function that walks through arrays. Out: its lines. What is a loop and
what is left of an expression was decided before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cfc.emit.code import EMPTY, Code, code
from cfc.emit.layout import Stacked, indentation, lay_out, lay_out_alone
from cfc.emit.typescript.plain import PlainPrinter
from cfc.invariants.lowered import Constant, Expression
from cfc.invariants.statements import (
    Break,
    ForEach,
    Gather,
    If,
    Return,
    Set,
    Start,
    Statement,
)

UNIT = Code("  ")


@dataclass
class Lines:
    """Statements at one depth."""

    levels: int
    out: list[Code] = field(default_factory=list)

    def add(self, line: Code) -> None:
        self.out.append(code("{}{}", indentation(self.levels, UNIT), line))


class StatementPrinter:
    """Adds statements to lines."""

    def __init__(self, plain: PlainPrinter) -> None:
        self.plain = plain

    def add_all(self, statements: Sequence[Statement], lines: Lines) -> None:
        for statement in statements:
            self.add(statement, lines)

    def add(self, statement: Statement, lines: Lines) -> None:
        match statement:
            case Set():
                self.set(statement, lines)
            case Start():
                lines.add(self.start(statement))
            case Gather():
                self.gather(statement, lines)
            case ForEach():
                name = self.plain.name(statement.local)
                name = name if statement.is_read else code("_{}", name)
                head = code("for (const {} of {}) {{", name, self.plain.text(statement.array))
                self.block(head, statement.body, lines)
            case If():
                test = Stacked(code("if ("), (self.plain.doc(statement.test),), code(") {{"))
                self.block(lay_out(test, lines.levels, UNIT), statement.body, lines)
            case Return():
                self.add_value(code("return "), statement.value, lines)
            case Break():
                lines.add(code("break;"))

    def block(self, head: Code, body: Sequence[Statement], lines: Lines) -> None:
        lines.add(head)
        inner = Lines(lines.levels + 1)
        self.add_all(body, inner)
        lines.out += inner.out
        lines.add(code("}}"))

    def add_value(self, head: Code, value: Expression, lines: Lines) -> None:
        """Add a statement that ends in a value, over several lines when it has to be."""
        doc = self.plain.doc(value)
        lines.add(code("{}{};", head, lay_out_alone(doc, lines.levels, UNIT, len(head), 1)))

    def set(self, statement: Set, lines: Lines) -> None:
        let = statement.let
        if let.name is None:
            self.add_value(EMPTY, let.value, lines)
            return
        typed = code(": unknown") if self.plain.typed and not let.plain else EMPTY
        self.add_value(code("const {}{} = ", self.plain.name(let.name), typed), let.value, lines)

    def start(self, statement: Start) -> Code:
        name, value = self.plain.name(statement.local), statement.value or Constant(0)
        match statement.into:
            case "count" | "total":
                return code("let {} = {};", name, self.plain.text(value))
            case "largest":
                return code("let {} = -Infinity;", name)
            case "smallest":
                return code("let {} = Infinity;", name)
            case "list":
                return code("const {} = [];", name)
        of_any = code("<unknown>") if self.plain.typed else EMPTY
        return code("const {} = new Set{}();", name, of_any)

    def gather(self, statement: Gather, lines: Lines) -> None:
        name, into, item = self.plain.name(statement.local), statement.into, statement.item
        match into:
            case "count":
                lines.add(code("{} += 1;", name))
            case "total":
                self.add_value(code("{} += ", name), item, lines)
            case "largest" | "smallest":
                operator = code(">") if into == "largest" else code("<")
                head = code("if ({} {} {}) {{", self.plain.text(item), operator, name)
                inner = Lines(lines.levels + 1)
                self.add_value(code("{} = ", name), item, inner)
                lines.add(head)
                lines.out += inner.out
                lines.add(code("}}"))
            case "list":
                lines.add(code("{}.push({});", name, self.plain.text(item)))
            case _:
                lines.add(code("{}.add({});", name, self.plain.text(item)))
