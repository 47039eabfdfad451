"""Print invariants as Python functions and the constants that name them.

In: compiled invariants. Out: view objects for the template and the names that the module
imports from its runtime. What an expression means was decided when it was lowered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cfc.emit.code import Code, code, join
from cfc.emit.layout import Atom, Bracket, flat, lay_out
from cfc.emit.python.expressions import UNIT, ExpressionPrinter, name_code
from cfc.emit.python.literals import literal
from cfc.emit.python.reads import RecordView, read_type, record_names, record_views
from cfc.invariants.lowered import Lowered, Runtime
from cfc.invariants.program import CompiledInvariant
from cfc.invariants.walks import is_boolean


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
    functions = [
        (name, lowered.records)
        for invariant in invariants
        for name, lowered in _functions_of(invariant)
    ]
    records = record_names(functions)
    views = tuple(_view(invariant, names, taken, records) for invariant in invariants)
    imports = (
        code("{} as {}_", name_code(name), name_code(name)) if name in taken else name_code(name)
        for name in sorted(names)
    )
    uses: set[str] = set()
    declared = tuple(record_views(functions, uses))
    typing = join(", ", map(name_code, sorted(uses)))
    return InvariantCode(views, tuple(imports), declared, typing)


def _functions_of(invariant: CompiledInvariant) -> list[tuple[str, Lowered]]:
    """Return the functions of an invariant by name: it, and when it applies."""
    parts = {
        "": invariant.lowered,
        "_applies": invariant.when_lowered,
        "_message": invariant.message_lowered,
        "_compared": invariant.compared,
    }
    return [(f"_{invariant.name}{end}", one) for end, one in parts.items() if one is not None]


def print_expression(lowered: Lowered, name: str, names: set[str]) -> FunctionView:
    """Return one expression as a function; its runtime names are added to `names`."""
    records = record_names([(name, lowered.records)])[name]
    return _function(name, lowered, names, frozenset(), records)


def constant_name(invariant: CompiledInvariant) -> Code:
    """Return the name of the constant that holds the invariant."""
    return name_code(invariant.name.upper())


def _view(
    invariant: CompiledInvariant,
    names: set[str],
    taken: frozenset[str],
    records: Mapping[str, Sequence[Code]],
) -> InvariantView:
    functions = [
        _function(name, one, names, taken, records[name]) for name, one in _functions_of(invariant)
    ]
    own = f"_{invariant.name}"
    settings = [
        code("id={}", literal(invariant.id)),
        code("expression={}", literal(invariant.expression)),
        code("evaluate={}", name_code(own)),
        code("schema_path={}", literal(invariant.schema_path)),
    ]
    if invariant.message is not None:
        message = literal(invariant.message)
        if invariant.message_lowered is not None:
            tell = _runtime("telling", names, taken)
            message = code("{}({}, {})", tell, name_code(f"{own}_message"), message)
        settings.append(code("message={}", message))
    if invariant.severity != "error":
        settings.append(code("severity={}", literal(invariant.severity)))
    if invariant.when_lowered is not None:
        settings.append(code("applies={}", name_code(f"{own}_applies")))
    if not invariant.is_certain:
        settings.append(code("judge={}", _runtime("judge_expression", names, taken)))
    if invariant.path:
        settings.append(code("at={}", literal(invariant.path)))
    if invariant.compared is not None:
        settings.append(code("compared={}", name_code(f"{own}_compared")))
        settings.append(code("position={}", literal(invariant.position)))
    return InvariantView(tuple(functions), constant_name(invariant), tuple(settings))


def _runtime(name: str, names: set[str], taken: frozenset[str]) -> Code:
    """Return a name of the runtime, which the module imports."""
    names.add(name)
    return name_code(f"{name}_" if name in taken else name)


def _function(
    name: str,
    lowered: Lowered,
    names: set[str],
    taken: frozenset[str],
    records: Sequence[Code],
) -> FunctionView:
    patterns: list[PatternView] = []
    printer = ExpressionPrinter(names, [], taken, lowered.used)
    for index, found in enumerate(lowered.patterns):
        suffix = "" if index == 0 else f"_{index + 1}"
        head = code("{}(", printer.runtime("pattern"))
        call = Bracket(head, (Atom(literal(found.python)),), code(")"))
        pattern_name = name_code(f"{name.upper()}_PATTERN{suffix}")
        value = lay_out(call, 0, UNIT, len(pattern_name) + 3)
        patterns.append(PatternView(pattern_name, value))
    printer.patterns = [view.name for view in patterns]
    type_ = code("object")
    if lowered.reads is not None:
        type_ = flat(read_type(lowered.reads, records))
    parameters = [code("{}: {}", name_code(lowered.value), type_)]
    parameters += [code("{}: object", name_code(local)) for local in lowered.free]
    result = code("bool") if is_boolean(lowered.body.result) else code("object")
    if isinstance(lowered.body.result, Runtime) and lowered.body.result.name == "compared":
        result = code("dict[str, object]")
    body = printer.function_body(lowered.body, 1)
    return FunctionView(name_code(name), join(", ", parameters), result, body, tuple(patterns))
