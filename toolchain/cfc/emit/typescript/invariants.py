"""Print invariants as TypeScript (or JavaScript) functions and the constants that name them.

In: compiled invariants. Out: view objects for the template and the names that the module
imports from its runtime. `typed` off leaves the annotations out: what is left is JavaScript.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cfc.emit.code import EMPTY, Code, code
from cfc.emit.layout import (
    Atom,
    Bracket,
    lay_out,
)
from cfc.emit.typescript.expressions import UNIT, ExpressionPrinter, name_code
from cfc.emit.typescript.identifiers import camel_of
from cfc.emit.typescript.literals import literal
from cfc.emit.typescript.reads import RecordView, Views, read_type, record_names, record_views
from cfc.invariants.lowered import (
    Lowered,
)
from cfc.invariants.program import CompiledInvariant
from cfc.invariants.walks import is_boolean


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


@dataclass(frozen=True)
class Records:
    """What the functions read: names of interfaces, and those that stand before each."""

    names: Mapping[str, Sequence[Code]]
    views: Views


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
    functions = [
        (name, lowered.records)
        for invariant in invariants
        for name, lowered in functions_of(invariant)
    ]
    declared = record_names(functions, taken)
    records = Records(declared, record_views(functions, declared))
    views = tuple(_view(invariant, names, typed, taken, records) for invariant in invariants)
    imports = tuple(f"{name} as {name}$" if name in taken else name for name in sorted(names))
    return InvariantCode(views, imports, ("Invariant",) if invariants and typed else ())


def print_expression(
    lowered: Lowered, name: str, names: set[str], *, typed: bool = True
) -> FunctionView:
    """Return one expression as a function; its runtime names are added to `names`."""
    return _function(name, lowered, names, typed, frozenset(), Records({}, {}))


def constant_name(invariant: CompiledInvariant) -> Code:
    """Return the name of the constant that holds the invariant."""
    return name_code(invariant.name.upper())


def _view(
    invariant: CompiledInvariant,
    names: set[str],
    typed: bool,
    taken: frozenset[str],
    records: Records,
) -> InvariantView:
    functions = [
        _function(name, one, names, typed, taken, records) for name, one in functions_of(invariant)
    ]
    own = invariant.name
    settings = [
        code("id: {}", literal(invariant.id)),
        code("expression: {}", literal(invariant.expression)),
        code("evaluate: {}", name_code(camel_of(f"{own}_holds"))),
        code("schemaPath: {}", literal(invariant.schema_path)),
    ]
    if invariant.message is not None:
        message = literal(invariant.message)
        if invariant.message_lowered is not None:
            tell = _runtime("telling", names, taken)
            message = code("{}({}, {})", tell, name_code(camel_of(f"{own}_message")), message)
        settings.append(code("message: {}", message))
    if invariant.severity != "error":
        settings.append(code("severity: {}", literal(invariant.severity)))
    if invariant.when_lowered is not None:
        settings.append(code("applies: {}", name_code(camel_of(f"{own}_applies"))))
    if not invariant.is_certain:
        settings.append(code("judge: {}", _runtime("judgeExpression", names, taken)))
    if invariant.path:
        settings.append(code("at: {}", literal(invariant.path)))
    if invariant.compared is not None:
        settings.append(code("compared: {}", name_code(camel_of(f"{own}_compared"))))
        settings.append(code("position: {}", literal(invariant.position)))
    annotation = code(": Invariant") if typed else EMPTY
    return InvariantView(tuple(functions), constant_name(invariant), annotation, tuple(settings))


def functions_of(invariant: CompiledInvariant) -> list[tuple[str, Lowered]]:
    """Return the functions of an invariant by name, in lower snake case."""
    parts = {
        "holds": invariant.lowered,
        "applies": invariant.when_lowered,
        "message": invariant.message_lowered,
        "compared": invariant.compared,
    }
    return [(f"{invariant.name}_{end}", one) for end, one in parts.items() if one is not None]


def _runtime(name: str, names: set[str], taken: frozenset[str]) -> Code:
    """Return a name of the runtime, which the module imports."""
    names.add(name)
    return name_code(f"{name}$" if name in taken else name)


def _function(
    owner: str,
    lowered: Lowered,
    names: set[str],
    typed: bool,
    taken: frozenset[str],
    records: Records,
) -> FunctionView:
    name = camel_of(owner)
    patterns: list[PatternView] = []
    own: set[str] = set()
    printer = ExpressionPrinter(own, [], typed, taken, lowered)
    for index, found in enumerate(lowered.patterns):
        suffix = "" if index == 0 else f"_{index + 1}"
        texts = (found.source, found.flags) if found.flags else (found.source,)
        head = code("{}(", printer.runtime("pattern"))
        call = Bracket(head, tuple(Atom(literal(text)) for text in texts), code(")"))
        pattern_name = name_code(f"{name}Pattern{suffix}")
        value = lay_out(call, 0, UNIT, len(pattern_name) + 9, 1)
        patterns.append(PatternView(pattern_name, value))
    printer.patterns = [view.name for view in patterns]
    parameters = printer.parameters((lowered.value, *lowered.free))
    if typed and lowered.reads is not None:
        value = printer.parameter(lowered.value)
        type_ = read_type(lowered.reads, records.names.get(owner, ()))
        parameters = code("{}: {}", value, type_)
    body = printer.function_body(lowered.body)
    names |= own
    result = code(": boolean") if is_boolean(lowered.body.result) else code(": unknown")
    return FunctionView(
        name_code(name),
        parameters,
        result if typed else EMPTY,
        body,
        tuple(patterns),
        tuple(Code(one) for one in sorted(own)),
        records.views.get(owner, ()) if typed else (),
    )
