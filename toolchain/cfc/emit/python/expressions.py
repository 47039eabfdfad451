"""Print expressions of invariants in Python: the calls of the runtime, and how lines are filled.

In: an expression that was lowered. Out: the lines of a function's body. What it means was
decided when it was lowered; here it is only fitted into lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice

from cfc.emit.code import EMPTY, Code, code, join
from cfc.emit.layout import (
    Atom,
    Bracket,
    Doc,
    Prefixed,
    indentation,
    lay_out_alone,
)
from cfc.emit.python.literals import literal
from cfc.emit.python.plain import PlainPrinter
from cfc.invariants.lowered import (
    All,
    Any,
    Arithmetic,
    Body,
    Choose,
    Compare,
    Constant,
    Expression,
    Function,
    Gathered,
    Invoke,
    Keep,
    Let,
    Local,
    Not,
    PatternRef,
    Run,
    Runtime,
    Undefined,
)
from cfc.invariants.statements import (
    Break,
    ForEach,
    Gather,
    If,
    Return,
    Set,
    Start,
    Statement,
    has_loop,
    statements,
)
from cfc.invariants.tree import Scalar
from cfc.invariants.walks import iter_expressions, may_fail
from cfc.ir.parts import PART_OF_NAME

UNIT = Code("    ")
_BLANK = Code("\n")
# What loops gather here: a comprehension takes less time for the rest.
GATHERED = frozenset({"count"})
_LONGEST_INLINE = 60
_TOO_WIDE = 1000
# What an operand is called that stands in a line of its own.
_WORDS = {"count": "count", "distinct": "different", "total": "summed"}


def name_code(text: str) -> Code:
    """Return a name as program text; raises ValueError for what is no identifier."""
    if not (text.isascii() and text.isidentifier()):
        raise ValueError(f"not an identifier: {text!r}")
    return Code(text)


def _constant(value: Scalar) -> Code:
    """Return the constant as a formatter leaves it: `1e100`, not `1e+100`."""
    text = literal(value)
    return Code(text.text.replace("e+", "e")) if isinstance(value, float) else text


@dataclass
class Lines:
    """The lines of one function so far; functions that do not fit in a line are defined here."""

    levels: int
    out: list[Code] = field(default_factory=list)
    in_block: bool = False

    def add(self, line: Code) -> None:
        self.out.append(code("{}{}\n", indentation(self.levels, UNIT), line))


class ExpressionPrinter:
    def __init__(
        self, names: set[str], patterns: list[Code], taken: frozenset[str], used: frozenset[str]
    ) -> None:
        self.names = names
        self.patterns = patterns
        self.taken = taken
        self.used = used
        self.defined: set[str] = set()

    def function_body(self, body: Body, levels: int) -> Code:
        lines = Lines(levels)
        if all(let.plain for let in body.lets) and has_loop(Run(body), GATHERED):
            taken = self.used | self.defined | frozenset(PART_OF_NAME)
            self.statements(statements(body, GATHERED, taken), lines)
        else:
            self.lets(body.lets, lines)
            self.returns(body.result, lines)
        return Code(join("", lines.out).text.removesuffix("\n"))

    def statements(self, block: Iterable[Statement], lines: Lines) -> None:
        for statement in block:
            match statement:
                case Set():
                    self.lets((statement.let,), lines)
                case Start():
                    self.defined.add(statement.local)
                    lines.add(code("{} = 0", name_code(statement.local)))
                case Gather():
                    lines.add(code("{} += 1", name_code(statement.local)))
                case ForEach():
                    array = self.plain(lines).doc(statement.array)
                    head = code("for {} in ", name_code(statement.local))
                    text = lay_out_alone(array, lines.levels, UNIT, len(head), 1)
                    self.block(code("{}{}:", head, text), statement.body, lines)
                case If():
                    test = self.test(statement.test, lines)
                    self.block(code("if {}:", test), statement.body, lines)
                case Return():
                    self.returns(statement.value, lines)
                case Break():
                    lines.add(code("break"))

    def block(self, head: Code, body: Iterable[Statement], lines: Lines) -> None:
        lines.add(head)
        inner = Lines(lines.levels + 1, in_block=True)
        self.statements(body, inner)
        lines.out.extend(inner.out)

    def lets(self, lets: Iterable[Let], lines: Lines) -> None:
        for let in lets:
            if let.name is None or let.name not in self.used:
                pure = let.plain and not may_fail(let.value)
                if pure or isinstance(let.value, Function | Constant | Local):
                    continue
                lines.add(self.fitted(self.doc(let.value, lines), lines, EMPTY))
            elif isinstance(let.value, Function) and not let.again:
                self.define(let.name, let.value, lines)
            else:
                value = self.narrowed(let.value, lines, len(let.name) + 3)
                annotation = code("{}: object = ", name_code(let.name))
                if let.plain:
                    annotation = code("{} = ", name_code(let.name))
                if let.again and let.name in self.defined:
                    annotation = code("{} = ", name_code(let.name))
                self.defined.add(let.name)
                lines.add(self.fitted(self.doc(value, lines), lines, annotation))

    def returns(self, result: Expression, lines: Lines) -> None:
        if isinstance(result, Choose):
            test = self.test(result.test, lines)
            lines.add(code("if {}:", test))
            inner = Lines(lines.levels + 1, in_block=True)
            self.returns(result.then, inner)
            lines.out.extend(inner.out)
            self.returns(result.otherwise, lines)
            return
        if isinstance(result, Run):
            self.lets(result.body.lets, lines)
            self.returns(result.body.result, lines)
            return
        if isinstance(result, All | Any) and not self.fits(result, lines):
            for item in result.items[:-1]:
                both = isinstance(result, All)
                lines.add(code("if {}:", self.test(item, lines, no=both)))
                lines.add(code("    return {}", code("False") if both else code("True")))
            self.returns(result.items[-1], lines)
            return
        doc = self.doc(self.narrowed(result, lines, len("return ")), lines)
        lines.add(self.fitted(doc, lines, code("return ")))

    def narrowed(self, expression: Expression, lines: Lines, before: int) -> Expression:
        """Return an expression that fits in its line: operands that are too long come before it."""
        if isinstance(expression, Runtime) and len(expression.arguments) == 1:
            argument = expression.arguments[0]
            room = 100 - 4 * lines.levels - before
            if isinstance(argument, Compare | Arithmetic) and self.width(expression) > room:
                inner = self.narrowed(argument, lines, len(expression.name) + 2)
                return replace(expression, arguments=(inner,))
        if not isinstance(expression, Compare | Arithmetic):
            return expression
        room = 100 - 4 * lines.levels - before
        for _ in range(2):
            if self.width(expression) <= room:
                break
            if self.width(expression.left) >= self.width(expression.right):
                expression = replace(expression, left=self.set_before(expression.left, lines))
            else:
                expression = replace(expression, right=self.set_before(expression.right, lines))
        return expression

    def set_before(self, operand: Expression, lines: Lines) -> Expression:
        """Set a local to the operand in a line before."""
        if isinstance(operand, Local | Constant):
            return operand
        wish = _WORDS.get(operand.into, "found") if isinstance(operand, Gathered) else "found"
        name = self.free_name(wish)
        self.defined.add(name)
        head = code("{} = ", name_code(name))
        narrowed = self.narrowed(operand, lines, len(head))
        lines.add(self.fitted(self.doc(narrowed, lines), lines, head))
        return Local(name)

    def free_name(self, wish: str) -> str:
        name, number = wish, 2
        while name in self.defined or name in PART_OF_NAME or name in self.used:
            name = f"{wish}_{number}"
            number += 1
        return name

    def fits(self, result: All | Any, lines: Lines) -> bool:
        """Tell whether it stands on one line, with no function before it."""
        return 4 * lines.levels + len("return ") + self.width(result) <= 100

    def width(self, expression: Expression, most: int = 60) -> int:
        """Return the columns of an expression on one line; too many when it has more parts.

        Nor does it stand on one line when a function has to be defined before it. What is long is
        not printed to be measured: nested in itself, that would double the work at each level.
        """
        parts = iter_expressions(Body((), expression))
        if sum(1 for _ in islice(parts, most + 1)) > most:
            return _TOO_WIDE
        probe, before = Lines(0), set(self.defined)
        text = self.plain(probe).text(expression)
        self.defined = before
        return _TOO_WIDE if probe.out else len(text)

    def test(self, expression: Expression, lines: Lines, *, no: bool = False) -> Code:
        """Return a condition of an `if`; `no`: the negation of it."""
        if no and isinstance(expression, Not):
            return self.test(expression.operand, lines)
        expression = self.narrowed(expression, lines, len("if not "))
        doc = self.plain(lines).doc(Not(expression) if no else expression)
        return lay_out_alone(doc, lines.levels, UNIT, len("if "), 1)

    def fitted(self, doc: Doc, lines: Lines, head: Code) -> Code:
        return code("{}{}", head, lay_out_alone(doc, lines.levels, UNIT, len(head)))

    def define(self, name: str, function: Function, lines: Lines) -> None:
        parameters = join(", ", (code("{}: object", name_code(one)) for one in function.parameters))
        body = self.function_body(function.body, lines.levels + 1)
        if (lines.out or lines.in_block) and lines.out[-1:] != [_BLANK]:
            lines.out.append(_BLANK)
        lines.add(code("def {}({}) -> object:", name_code(name), parameters))
        lines.out.extend((body, Code("\n"), _BLANK))

    def hoist(self, wish: str, function: Function, lines: Lines) -> Code:
        name = self.free_name(wish)
        self.defined.add(name)
        self.define(name, function, lines)
        return name_code(name)

    def doc(self, expression: Expression, lines: Lines) -> Doc:
        match expression:
            case Constant():
                return Atom(_constant(expression.value))
            case Undefined():
                return Atom(self.runtime("UNDEFINED"))
            case Keep():
                return Atom(self.runtime("KEEP_ARRAY"))
            case Local():
                return Atom(name_code(expression.name))
            case PatternRef():
                return Atom(self.patterns[expression.index])
            case Runtime():
                name = self.runtime(expression.name)
                return Bracket(
                    code("{}(", name),
                    tuple(self.doc(part, lines) for part in expression.arguments),
                    code(")"),
                )
            case Invoke():
                return Bracket(
                    code("{}(", name_code(expression.function)),
                    tuple(self.doc(part, lines) for part in expression.arguments),
                    code(")"),
                )
            case Function():
                return self.lambda_(expression, lines)
            case Run():
                name = self.hoist("block", Function((), expression.body), lines)
                return Atom(code("{}()", name))
        found = self.plain(lines).build(expression)
        if found is None:
            raise TypeError(f"nothing to print: {expression!r}")
        return found[0]

    def plain(self, lines: Lines) -> PlainPrinter:
        return PlainPrinter(lambda one: self.doc(one, lines), name_code, self.runtime)

    def lambda_(self, function: Function, lines: Lines) -> Doc:
        result = function.body.result
        room = _LONGEST_INLINE - 4 * lines.levels
        if not function.body.lets and self.width(result, _LONGEST_INLINE // 2) <= room:
            names = join(", ", map(name_code, function.parameters))
            head = code("lambda {}: ", names) if function.parameters else code("lambda: ")
            return Prefixed(head, self.doc(result, lines))
        wish = f"each_{function.parameters[0]}" if function.parameters else "otherwise"
        return Atom(self.hoist(wish[:30], function, lines))

    def runtime(self, name: str) -> Code:
        self.names.add(name)
        return name_code(f"{name}_" if name in self.taken else name)
