"""Print invariants as TypeScript (or JavaScript) functions and the constants that name them.

In: compiled invariants. Out: view objects for the template and the names that the module
imports from its runtime. `typed` off leaves the annotations out: what is left is JavaScript.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
from cfc.emit.typescript.reads import RecordView, read_type, record_name, record_views
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
from cfc.invariants.program import CompiledInvariant
from cfc.invariants.statements import has_loop, statements
from cfc.invariants.walks import is_boolean, iter_expressions
from cfc.ir.parts import PART_OF_NAME, PYTHON_PARTS

_UNIT = Code("  ")
# What loops gather here; each of them takes less time than a chain of calls.
GATHERED = frozenset({"count", "distinct", "total", "largest", "smallest", "set", "list"})
# The part of the runtime that exports a name.
PART_OF_EXPORT = {
    name if name.isupper() else camel_of(name): part
    for name, part in PART_OF_NAME.items()
    if part not in PYTHON_PARTS
}


@dataclass(frozen=True)
class PatternView:
    name: Code
    value: Code


@dataclass(frozen=True)
class FunctionView:
    """One function: `parameters` and `result` with their types, `body` in indented lines."""

    name: Code
    parameters: Code
    result: Code
    body: Code
    patterns: tuple[PatternView, ...]
    imports: tuple[Code, ...]
    records: tuple[RecordView, ...] = ()


@dataclass(frozen=True)
class InvariantView:
    """One invariant: its functions and its constant. `settings` are the lines of the constant."""

    functions: tuple[FunctionView, ...]
    constant: Code
    annotation: Code
    settings: tuple[Code, ...]


@dataclass(frozen=True)
class InvariantCode:
    """What the template prints, and what the module imports: values, then types."""

    views: tuple[InvariantView, ...]
    imports: tuple[str, ...]
    type_imports: tuple[str, ...]


def print_invariants(
    module_id: str,
    invariants: Sequence[CompiledInvariant],
    *,
    typed: bool = True,
    taken: frozenset[str] = frozenset(),
) -> InvariantCode:
    """Return the views of a module's invariants, in their order.

    A runtime name that is `taken` in the module is imported as `name$`.
    """
    names: set[str] = set()
    views = tuple(_view(invariant, names, typed, taken) for invariant in invariants)
    imports = tuple(f"{name} as {name}$" if name in taken else name for name in sorted(names))
    return InvariantCode(views, imports, ("Invariant",) if invariants and typed else ())


def print_expression(
    lowered: Lowered, name: str, names: set[str], *, typed: bool = True
) -> FunctionView:
    """Return one expression as a function; its runtime names are added to `names`."""
    return _function(name, lowered, names, typed, frozenset())


def constant_name(invariant: CompiledInvariant) -> Code:
    """Return the name of the constant that holds the invariant."""
    return _name(invariant.name.upper())


def _view(
    invariant: CompiledInvariant, names: set[str], typed: bool, taken: frozenset[str]
) -> InvariantView:
    evaluate = f"{invariant.name}_holds"
    applies = f"{invariant.name}_applies"
    functions = [_function(camel_of(evaluate), invariant.lowered, names, typed, taken)]
    settings = [
        code("id: {}", literal(invariant.id)),
        code("expression: {}", literal(invariant.expression)),
        code("evaluate: {}", _name(camel_of(evaluate))),
        code("schemaPath: {}", literal(invariant.schema_path)),
    ]
    if invariant.message is not None:
        settings.append(code("message: {}", literal(invariant.message)))
    if invariant.severity != "error":
        settings.append(code("severity: {}", literal(invariant.severity)))
    if invariant.when_lowered is not None:
        functions.append(_function(camel_of(applies), invariant.when_lowered, names, typed, taken))
        settings.append(code("applies: {}", _name(camel_of(applies))))
    annotation = code(": Invariant") if typed else EMPTY
    return InvariantView(tuple(functions), constant_name(invariant), annotation, tuple(settings))


def _function(
    name: str, lowered: Lowered, names: set[str], typed: bool, taken: frozenset[str]
) -> FunctionView:
    patterns: list[PatternView] = []
    own: set[str] = set()
    printer = _Printer(own, [], typed, taken, lowered)
    for index, found in enumerate(lowered.patterns):
        suffix = "" if index == 0 else f"_{index + 1}"
        texts = (found.source, found.flags) if found.flags else (found.source,)
        head = code("{}(", printer.runtime("pattern"))
        call = Bracket(head, tuple(Atom(literal(text)) for text in texts), code(")"))
        pattern_name = _name(f"{name}Pattern{suffix}")
        value = lay_out(call, 0, _UNIT, len(pattern_name) + 9, 1)
        patterns.append(PatternView(pattern_name, value))
    printer.patterns = [view.name for view in patterns]
    parameters = printer.parameters((lowered.value, *lowered.free))
    if typed and lowered.reads is not None:
        records = [record_name(name, record.words) for record in lowered.records]
        value = printer.parameter(lowered.value)
        parameters = code("{}: {}", value, read_type(lowered.reads, records))
    body = printer.function_body(lowered.body)
    names |= own
    result = code(": boolean") if is_boolean(lowered.body.result) else code(": unknown")
    return FunctionView(
        _name(name),
        parameters,
        result if typed else EMPTY,
        body,
        tuple(patterns),
        tuple(Code(one) for one in sorted(own)),
        tuple(record_views(name, lowered.records)) if typed else (),
    )


def _name(text: str) -> Code:
    if not (text.isascii() and text.replace("$", "_").isidentifier()):
        raise ValueError(f"not an identifier: {text!r}")
    return Code(text)


def _local(name: str) -> Code:
    return _name(camel_of(name))


class _Printer:
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
                self.members[key] = _name(key)
        lines = self.statements(body, 1)
        if not self.members:
            return lines
        names = join(", ", self.members.values())
        return code("  const {{ {} }} = {};\n{}", names, _local(self.value), lines)

    def may_name(self, key: str) -> bool:
        locals_ = {camel_of(one) for one in self.used}
        plain = key.isascii() and key.isidentifier() and key not in RESERVED | GLOBALS | INHERITED
        return plain and key not in locals_ | self.taken and key not in PART_OF_EXPORT

    def plain(self, levels: int) -> PlainPrinter:
        return PlainPrinter(
            lambda one: self.doc(one, levels),
            _local,
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
        return _local(local) if local in self.used else _name("_" + camel_of(local))

    def statements(self, body: Body, levels: int) -> Code:
        """Return the lines of a function, without the last line end."""
        if all(let.plain for let in body.lets) and has_loop(Run(body), GATHERED):
            return join("\n", self.written(body, levels))
        margin = indentation(levels, _UNIT)
        lines: list[Code] = []
        for let in body.lets:
            head = EMPTY
            unused = let.name is None or let.name not in self.used
            if unused and isinstance(let.value, Function | Constant | Local):
                continue
            if let.name is not None and not unused:
                name = _local(let.name)
                kind = code("let ") if let.again else code("const ")
                typed = self.typed and (
                    let.again or not (let.plain or isinstance(let.value, Function))
                )
                head = code("{}{}{} = ", kind, name, code(": unknown") if typed else EMPTY)
                if let.name in self.assigned:
                    head = code("{} = ", name)
                elif let.again:
                    self.assigned.add(let.name)
            value = lay_out_alone(self.doc(let.value, levels), levels, _UNIT, len(head), 1)
            lines.append(code("{}{}{};", margin, head, value))
        lines.append(self.returned(body.result, levels))
        return join("\n", lines)

    def returned(self, result: Expression, levels: int) -> Code:
        if has_loop(result, GATHERED):
            return join("\n", self.written(Body((), result), levels))
        margin = indentation(levels, _UNIT)
        if isinstance(result, Choose):
            condition = Stacked(code("if ("), (self.doc(result.test, levels),), code(") {{"))
            test = lay_out(condition, levels, _UNIT)
            then = self.returned(result.then, levels + 1)
            otherwise = self.returned(result.otherwise, levels)
            return code("{}{}\n{}\n{}}}\n{}", margin, test, then, margin, otherwise)
        if isinstance(result, Run) and not result.body.lets:
            return self.returned(result.body.result, levels)
        doc = self.doc(result, levels)
        return code("{}return {};", margin, lay_out_alone(doc, levels, _UNIT, len("return "), 1))

    def doc(self, expression: Expression, levels: int) -> Doc:
        match expression:
            case Constant():
                return Atom(literal(expression.value))
            case Undefined():
                return Atom(code("undefined"))
            case Keep():
                return Atom(self.runtime("KEEP_ARRAY"))
            case Local():
                return Atom(_local(expression.name))
            case PatternRef():
                return Atom(self.patterns[expression.index])
            case Runtime():
                head = self.runtime(camel_of(expression.name))
                return self.call(head, expression.arguments, levels)
            case Invoke():
                return self.call(_local(expression.function), expression.arguments, levels)
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
        return _name(f"{name}$" if name in self.taken else name)


def _block(head: Code, inner: Code, levels: int, tail: Code) -> Block:
    """Return a block of statements that were written for a depth."""
    margin = 2 * levels
    lines = tuple(Code(line[margin:]) for line in inner.text.split("\n"))
    return Block(head, lines, tail)
