"""Print invariants as Python functions and the constants that name them.

In: compiled invariants. Out: view objects for the template and the names that the module
imports from its runtime. What an expression means was decided when it was lowered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cfc.emit.code import EMPTY, Code, code, join
from cfc.emit.layout import Atom, Bracket, Doc, Prefixed, flat, indentation, lay_out
from cfc.emit.python.literals import literal
from cfc.emit.python.plain import PlainPrinter
from cfc.emit.python.reads import RecordView, read_type, record_name, record_views
from cfc.invariants.lowered import (
    All,
    Any,
    Body,
    Choose,
    Constant,
    Expression,
    Function,
    Invoke,
    Keep,
    Let,
    Local,
    Lowered,
    Not,
    PatternRef,
    Run,
    Runtime,
    Undefined,
    is_boolean,
)
from cfc.invariants.program import CompiledInvariant
from cfc.invariants.tree import Scalar
from cfc.ir.parts import PART_OF_NAME

_UNIT = Code("    ")
_BLANK = Code("\n")
_LONGEST_INLINE = 60


@dataclass(frozen=True)
class PatternView:
    name: Code
    value: Code


@dataclass(frozen=True)
class FunctionView:
    """One function: `parameters` with their types, `body` in lines that are indented already."""

    name: Code
    parameters: Code
    result: Code
    body: Code
    patterns: tuple[PatternView, ...]


@dataclass(frozen=True)
class InvariantView:
    """One invariant: its functions and its constant. `settings` are the lines of the constant."""

    functions: tuple[FunctionView, ...]
    constant: Code
    settings: tuple[Code, ...]


@dataclass(frozen=True)
class InvariantCode:
    """What the template prints, and what the module must import from the runtime.

    `records`: what type checkers are told of the values; `typing`: what these need of `typing`.
    """

    views: tuple[InvariantView, ...]
    imports: tuple[Code, ...]
    records: tuple[RecordView, ...]
    typing: Code


def print_invariants(
    module_id: str, invariants: Sequence[CompiledInvariant], taken: frozenset[str] = frozenset()
) -> InvariantCode:
    """Return the views of a module's invariants, in their order.

    A runtime name that is `taken` in the module is imported as `name_`.
    """
    names: set[str] = {"Invariant"} if invariants else set()
    views = tuple(_view(invariant, names, taken) for invariant in invariants)
    imports = (
        code("{} as {}_", _name(name), _name(name)) if name in taken else _name(name)
        for name in sorted(names)
    )
    records: list[RecordView] = []
    uses: set[str] = set()
    for invariant in invariants:
        for name, lowered in _functions_of(invariant):
            records += record_views(name, lowered.records, uses)
    typing = join(", ", map(_name, sorted(uses)))
    return InvariantCode(views, tuple(imports), tuple(records), typing)


def _functions_of(invariant: CompiledInvariant) -> list[tuple[str, Lowered]]:
    """Return the functions of an invariant by name: it, and when it applies."""
    functions = [(f"_{invariant.name}", invariant.lowered)]
    if invariant.when_lowered is not None:
        functions.append((f"_{invariant.name}_applies", invariant.when_lowered))
    return functions


def print_expression(lowered: Lowered, name: str, names: set[str]) -> FunctionView:
    """Return one expression as a function; its runtime names are added to `names`."""
    return _function(name, lowered, names, frozenset())


def constant_name(invariant: CompiledInvariant) -> Code:
    """Return the name of the constant that holds the invariant."""
    return _name(invariant.name.upper())


def _view(invariant: CompiledInvariant, names: set[str], taken: frozenset[str]) -> InvariantView:
    evaluate = f"_{invariant.name}"
    applies = f"_{invariant.name}_applies"
    functions = [_function(evaluate, invariant.lowered, names, taken)]
    settings = [
        code("id={}", literal(invariant.id)),
        code("expression={}", literal(invariant.expression)),
        code("evaluate={}", _name(evaluate)),
        code("schema_path={}", literal(invariant.schema_path)),
    ]
    if invariant.message is not None:
        settings.append(code("message={}", literal(invariant.message)))
    if invariant.severity != "error":
        settings.append(code("severity={}", literal(invariant.severity)))
    if invariant.when_lowered is not None:
        functions.append(_function(applies, invariant.when_lowered, names, taken))
        settings.append(code("applies={}", _name(applies)))
    return InvariantView(tuple(functions), constant_name(invariant), tuple(settings))


def _function(name: str, lowered: Lowered, names: set[str], taken: frozenset[str]) -> FunctionView:
    patterns: list[PatternView] = []
    printer = _Printer(names, [], taken, lowered.used)
    for index, found in enumerate(lowered.patterns):
        suffix = "" if index == 0 else f"_{index + 1}"
        head = code("{}(", printer.runtime("pattern"))
        call = Bracket(head, (Atom(literal(found.python)),), code(")"))
        pattern_name = _name(f"{name.upper()}_PATTERN{suffix}")
        value = lay_out(call, 0, _UNIT, len(pattern_name) + 3)
        patterns.append(PatternView(pattern_name, value))
    printer.patterns = [view.name for view in patterns]
    type_ = code("object")
    if lowered.reads is not None:
        records = [record_name(name, record.words) for record in lowered.records]
        type_ = flat(read_type(lowered.reads, records))
    parameters = [code("{}: {}", _name(lowered.value), type_)]
    parameters += [code("{}: object", _name(local)) for local in lowered.free]
    result = code("bool") if is_boolean(lowered.body.result) else code("object")
    body = printer.function_body(lowered.body, 1)
    return FunctionView(_name(name), join(", ", parameters), result, body, tuple(patterns))


def _constant(value: Scalar) -> Code:
    """Return the constant as a formatter leaves it: `1e100`, not `1e+100`."""
    text = literal(value)
    return Code(text.text.replace("e+", "e")) if isinstance(value, float) else text


def _name(text: str) -> Code:
    if not (text.isascii() and text.isidentifier()):
        raise ValueError(f"not an identifier: {text!r}")
    return Code(text)


@dataclass
class _Lines:
    """The lines of one function so far; functions that do not fit in a line are defined here."""

    levels: int
    out: list[Code] = field(default_factory=list)

    def add(self, line: Code) -> None:
        self.out.append(code("{}{}\n", indentation(self.levels, _UNIT), line))


class _Printer:
    def __init__(
        self, names: set[str], patterns: list[Code], taken: frozenset[str], used: frozenset[str]
    ) -> None:
        self.names = names
        self.patterns = patterns
        self.taken = taken
        self.used = used
        self.defined: set[str] = set()

    def function_body(self, body: Body, levels: int) -> Code:
        lines = _Lines(levels)
        self.lets(body.lets, lines)
        self.returns(body.result, lines)
        return Code(join("", lines.out).text.removesuffix("\n"))

    def lets(self, lets: Iterable[Let], lines: _Lines) -> None:
        for let in lets:
            if let.name is None or let.name not in self.used:
                if isinstance(let.value, Function | Constant | Local):
                    continue
                lines.add(self.fitted(self.doc(let.value, lines), lines, EMPTY))
            elif isinstance(let.value, Function) and not let.again:
                self.define(let.name, let.value, lines)
            else:
                value = let.value
                annotation = code("{}: object = ", _name(let.name))
                if let.plain:
                    annotation = code("{} = ", _name(let.name))
                if let.again and let.name in self.defined:
                    annotation = code("{} = ", _name(let.name))
                self.defined.add(let.name)
                lines.add(self.fitted(self.doc(value, lines), lines, annotation))

    def returns(self, result: Expression, lines: _Lines) -> None:
        if isinstance(result, Choose):
            test = self.test(result.test, lines)
            lines.add(code("if {}:", test))
            inner = _Lines(lines.levels + 1)
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
                test = self.test(item, lines, before=len("if not :" if both else "if :"), no=both)
                lines.add(code("if {}:", test))
                lines.add(code("    return {}", code("False") if both else code("True")))
            self.returns(result.items[-1], lines)
            return
        if isinstance(result, All | Any):
            lines.add(code("return {}", self.chain(result, lines)))
            return
        doc = self.doc(result, lines)
        lines.add(self.fitted(doc, lines, code("return ")))

    def fits(self, result: All | Any, lines: _Lines) -> bool:
        inline = self.probed(result)
        return inline is not None and 4 * lines.levels + len("return ") + len(inline) <= 100

    def probed(self, expression: All | Any | Choose) -> Code | None:
        """Return the expression on one line, or None when a function in it needs a definition."""
        probe, before = _Lines(0), set(self.defined)
        if isinstance(expression, Choose):
            inline = code("({})", self.choice(expression, probe))
        else:
            inline = self.chain(expression, probe)
        self.defined = before
        return None if probe.out else inline

    def test(
        self, expression: Expression, lines: _Lines, before: int = 4, *, no: bool = False
    ) -> Code:
        """Return a condition; `no`: the negation of it."""
        negated = self.plain(lines).asked(expression, negated=True) if no else None
        if negated is not None and 4 * lines.levels + before + len(negated[0]) <= 100:
            return negated[0]
        if no:
            operand = expression.operand if isinstance(expression, Not) else None
            if operand is not None:
                return self.test(operand, lines, before - 4)
            return code("not {}", self.test(expression, lines, before))
        if not isinstance(expression, All | Any):
            return lay_out(self.doc(expression, lines), lines.levels, _UNIT, before, 1)
        inline = self.probed(expression)
        if inline is None or 4 * lines.levels + before + len(inline) > 96:
            name = self.hoist("condition", Function((), Body((), expression)), lines)
            return code("{}()", name)
        return code("({})", inline) if before > 4 else inline

    def fitted(self, doc: Doc, lines: _Lines, head: Code) -> Code:
        return code("{}{}", head, lay_out(doc, lines.levels, _UNIT, len(head)))

    def define(self, name: str, function: Function, lines: _Lines) -> None:
        parameters = join(", ", (code("{}: object", _name(one)) for one in function.parameters))
        body = self.function_body(function.body, lines.levels + 1)
        if lines.out and lines.out[-1] != _BLANK:
            lines.out.append(_BLANK)
        lines.add(code("def {}({}) -> object:", _name(name), parameters))
        lines.out.extend((body, Code("\n"), _BLANK))

    def hoist(self, wish: str, function: Function, lines: _Lines) -> Code:
        name, number = wish, 2
        while name in self.defined or name in PART_OF_NAME:
            name = f"{wish}_{number}"
            number += 1
        self.defined.add(name)
        self.define(name, function, lines)
        return _name(name)

    def doc(self, expression: Expression, lines: _Lines) -> Doc:
        match expression:
            case Constant():
                return Atom(_constant(expression.value))
            case Undefined():
                return Atom(self.runtime("UNDEFINED"))
            case Keep():
                return Atom(self.runtime("KEEP_ARRAY"))
            case Local():
                return Atom(_name(expression.name))
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
                    code("{}(", _name(expression.function)),
                    tuple(self.doc(part, lines) for part in expression.arguments),
                    code(")"),
                )
            case Function():
                return self.lambda_(expression, lines)
            case Run():
                name = self.hoist("block", Function((), expression.body), lines)
                return Atom(code("{}()", name))
            case All() | Any() | Choose():
                inline = self.probed(expression)
                if inline is not None and len(inline) <= _LONGEST_INLINE:
                    return Atom(inline)
                name = self.hoist("condition", Function((), Body((), expression)), lines)
                return Atom(code("{}()", name))
        found = self.plain(lines).doc(expression)
        if found is None:
            raise TypeError(f"nothing to print: {expression!r}")
        return found

    def plain(self, lines: _Lines) -> PlainPrinter:
        return PlainPrinter(lambda one: self.doc(one, lines), _name, self.runtime)

    def chain(self, expression: All | Any, lines: _Lines) -> Code:
        parts = [
            code("({})", flat(self.doc(item, lines)))
            if isinstance(item, All | Any | Choose)
            else flat(self.doc(item, lines))
            for item in expression.items
        ]
        return join(" and ", parts) if isinstance(expression, All) else join(" or ", parts)

    def choice(self, expression: Choose, lines: _Lines) -> Code:
        parts = (expression.then, expression.test, expression.otherwise)
        then, test, otherwise = (flat(self.doc(part, lines)) for part in parts)
        return code("{} if {} else {}", then, test, otherwise)

    def lambda_(self, function: Function, lines: _Lines) -> Doc:
        if not function.body.lets:
            probe = _Lines(0)
            before = set(self.defined)
            body = self.doc(function.body.result, probe)
            if not probe.out and 4 * lines.levels + len(flat(body)) <= _LONGEST_INLINE:
                names = join(", ", map(_name, function.parameters))
                head = code("lambda {}: ", names) if function.parameters else code("lambda: ")
                if isinstance(function.body.result, Choose):
                    body = Atom(self.choice(function.body.result, probe))
                return Prefixed(head, body)
            self.defined = before
        wish = f"each_{function.parameters[0]}" if function.parameters else "otherwise"
        return Atom(self.hoist(wish[:30], function, lines))

    def runtime(self, name: str) -> Code:
        self.names.add(name)
        return _name(f"{name}_" if name in self.taken else name)
