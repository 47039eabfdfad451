"""Print expressions of invariants in TypeScript (or JavaScript): the calls of the runtime, and functions.

In: an expression that was lowered. Out: the lines of a function's body. What it means was
decided when it was lowered.
"""

from __future__ import annotations

from collections.abc import Sequence

from cfc.emit.code import EMPTY, Code, code, join
from cfc.emit.layout import (
    Atom,
    Block,
    Bracket,
    Doc,
    Prefixed,
    Stacked,
    flat,
    indentation,
    lay_out,
    lay_out_alone,
)
from cfc.emit.typescript.identifiers import GLOBALS, INHERITED, RESERVED, camel_of
from cfc.emit.typescript.literals import literal
from cfc.emit.typescript.loops import Lines, StatementPrinter
from cfc.emit.typescript.plain import PlainPrinter
from cfc.invariants.lowered import (
    All,
    Any,
    Body,
    Choose,
    Constant,
    Expression,
    Function,
    Gathered,
    Has,
    Invoke,
    Keep,
    Local,
    Lowered,
    Member,
    PatternRef,
    Run,
    Runtime,
    Undefined,
)
from cfc.invariants.statements import has_loop, statements
from cfc.invariants.walks import iter_expressions
from cfc.ir.parts import PART_OF_NAME, PYTHON_PARTS

UNIT = Code("  ")
# What loops gather here; each of them takes less time than a chain of calls.
GATHERED = frozenset({"count", "distinct", "total", "largest", "smallest", "set", "list"})
# The part of the runtime that exports a name.
PART_OF_EXPORT = {
    name if name.isupper() else camel_of(name): part
    for name, part in PART_OF_NAME.items()
    if part not in PYTHON_PARTS
}


def name_code(text: str) -> Code:
    if not (text.isascii() and text.replace("$", "_").isidentifier()):
        raise ValueError(f"not an identifier: {text!r}")
    return Code(text)


def local_code(name: str) -> Code:
    return name_code(camel_of(name))


class ExpressionPrinter:
    def __init__(
        self,
        names: set[str],
        patterns: list[Code],
        typed: bool,
        taken: frozenset[str],
        lowered: Lowered,
    ) -> None:
        self.names = names
        self.patterns = patterns
        self.typed = typed
        self.taken = taken
        self.used = lowered.used
        self.value = lowered.value
        self.assigned: set[str] = set()
        self.members: dict[str, Code] = {}

    def function_body(self, body: Body) -> Code:
        """Return the lines of the whole function; optional members of the value come first."""
        for expression in iter_expressions(body):
            if not isinstance(expression, Member | Has) or expression.base != Local(self.value):
                continue
            key, optional = expression.key, isinstance(expression, Has) or expression.optional
            if optional and key not in self.members and self.may_name(key):
                self.members[key] = name_code(key)
        lines = self.statements(body, 1)
        if not self.members:
            return lines
        names = join(", ", self.members.values())
        return code("  const {{ {} }} = {};\n{}", names, local_code(self.value), lines)

    def may_name(self, key: str) -> bool:
        locals_ = {camel_of(one) for one in self.used}
        plain = key.isascii() and key.isidentifier() and key not in RESERVED | GLOBALS | INHERITED
        return plain and key not in locals_ | self.taken and key not in PART_OF_EXPORT

    def plain(self, levels: int) -> PlainPrinter:
        return PlainPrinter(
            lambda one: self.doc(one, levels),
            local_code,
            self.runtime,
            self.members,
            self.value,
            self.typed,
        )

    def written(self, body: Body, levels: int) -> list[Code]:
        """Return the lines of a body with loops."""
        lines = Lines(levels)
        printer = StatementPrinter(self.plain(levels))
        taken = frozenset(self.members) | self.used
        printer.add_all(statements(body, GATHERED, taken), lines)
        return lines.out

    def parameters(self, locals_: Sequence[str]) -> Code:
        names = [self.parameter(one) for one in locals_]
        return join(", ", (code("{}: unknown", one) for one in names) if self.typed else names)

    def parameter(self, local: str) -> Code:
        """Return the name; what nothing reads begins with `_`, so that no checker complains."""
        return local_code(local) if local in self.used else name_code("_" + camel_of(local))

    def statements(self, body: Body, levels: int) -> Code:
        """Return the lines of a function, without the last line end."""
        if all(let.plain for let in body.lets) and has_loop(Run(body), GATHERED):
            return join("\n", self.written(body, levels))
        margin = indentation(levels, UNIT)
        lines: list[Code] = []
        for let in body.lets:
            head = EMPTY
            unused = let.name is None or let.name not in self.used
            if unused and isinstance(let.value, Function | Constant | Local):
                continue
            if let.name is not None and not unused:
                name = local_code(let.name)
                kind = code("let ") if let.again else code("const ")
                typed = self.typed and (
                    let.again or not (let.plain or isinstance(let.value, Function))
                )
                head = code("{}{}{} = ", kind, name, code(": unknown") if typed else EMPTY)
                if let.name in self.assigned:
                    head = code("{} = ", name)
                elif let.again:
                    self.assigned.add(let.name)
            value = lay_out_alone(self.doc(let.value, levels), levels, UNIT, len(head), 1)
            lines.append(code("{}{}{};", margin, head, value))
        lines.append(self.returned(body.result, levels))
        return join("\n", lines)

    def returned(self, result: Expression, levels: int) -> Code:
        if has_loop(result, GATHERED):
            return join("\n", self.written(Body((), result), levels))
        margin = indentation(levels, UNIT)
        if isinstance(result, Choose):
            condition = Stacked(code("if ("), (self.doc(result.test, levels),), code(") {{"))
            test = lay_out(condition, levels, UNIT)
            then = self.returned(result.then, levels + 1)
            otherwise = self.returned(result.otherwise, levels)
            return code("{}{}\n{}\n{}}}\n{}", margin, test, then, margin, otherwise)
        if isinstance(result, Run) and not result.body.lets:
            return self.returned(result.body.result, levels)
        doc = self.doc(result, levels)
        return code("{}return {};", margin, lay_out_alone(doc, levels, UNIT, len("return "), 1))

    def doc(self, expression: Expression, levels: int) -> Doc:
        match expression:
            case Constant():
                return Atom(literal(expression.value))
            case Undefined():
                return Atom(code("undefined"))
            case Keep():
                return Atom(self.runtime("KEEP_ARRAY"))
            case Local():
                return Atom(local_code(expression.name))
            case PatternRef():
                return Atom(self.patterns[expression.index])
            case Runtime():
                head = self.runtime(camel_of(expression.name))
                return self.call(head, expression.arguments, levels)
            case Invoke():
                return self.call(local_code(expression.function), expression.arguments, levels)
            case Function():
                return self.arrow(expression, levels)
            case Run():
                lines = self.statements(expression.body, levels + 1)
                return _block(code("(() => {{"), lines, levels + 1, code("}})()"))
            case Gathered():
                lines = join("\n", self.written(Body((), expression), levels + 1))
                return _block(code("(() => {{"), lines, levels + 1, code("}})()"))
        found = self.plain(levels).build(expression)
        if found is None:
            raise TypeError(f"nothing to print: {expression!r}")
        return found[0]

    def call(self, name: Code, arguments: Sequence[Expression], levels: int) -> Doc:
        parts = tuple(self.doc(part, levels + 1) for part in arguments)
        return Bracket(code("{}(", name), parts, code(")"))

    def arrow(self, function: Function, levels: int) -> Doc:
        head = code("({}) => ", self.parameters(function.parameters))
        result = function.body.result
        if not function.body.lets:
            doc = self.doc(result, levels)
            if not isinstance(result, Choose | All | Any) or len(flat(doc)) <= 60:
                return Prefixed(head, doc)
        inner = self.statements(function.body, levels + 1)
        return _block(code("{}{{", head), inner, levels + 1, code("}}"))

    def runtime(self, name: str) -> Code:
        self.names.add(name)
        return name_code(f"{name}$" if name in self.taken else name)


def _block(head: Code, inner: Code, levels: int, tail: Code) -> Block:
    """Return a block of statements that were written for a depth."""
    margin = 2 * levels
    lines = tuple(Code(line[margin:]) for line in inner.text.split("\n"))
    return Block(head, lines, tail)
