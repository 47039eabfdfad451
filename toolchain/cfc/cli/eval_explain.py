"""`cfc eval --explain`: what an expression comes to, what it costs, and the code for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cfc.cli.exits import CannotRun
from cfc.cli.options import current_session

if TYPE_CHECKING:
    from cfc.invariants.shape import Shape
    from cfc.pipeline.memory import InMemory

_COSTS = ("the same for every value", "grows with the value", "grows with the square of the value")


def explanation(expression: str, engine: str, contract: str | None) -> str:
    """Return the explanation; empty for what does not compile. Raises CannotRun.

    `contract`: a file or an id, and a pointer, of the schema that the value is of.
    """
    from cfc.invariants.checks.words import described
    from cfc.invariants.degree import degree_of
    from cfc.invariants.inference import shape_of
    from cfc.invariants.lexer import JsonataSyntaxError
    from cfc.invariants.lower import lower
    from cfc.invariants.parser import parse
    from cfc.invariants.refusal import NotCompiled, Refused
    from cfc.invariants.typed import lower_typed
    from cfc.invariants.types import TypeReader
    from cfc.judges import expression_node, expressions

    try:
        tree = parse(expression)
        lowered = lower(tree, everything=True)
    except (JsonataSyntaxError, NotCompiled, Refused):
        return ""
    lines: list[str] = []
    if contract is not None:
        found = _compiled(contract)
        operation = found.contract.kind == "operation" and not found.place.pointer
        registry, place = found.front.registry, found.place
        lowered = lower_typed(tree, TypeReader(registry, place, operation=operation))
        shape = shape_of(tree, expression, place, registry, operation=operation)
        lines.append(f"type: {described(shape)}{_presence(shape)}")
    degree = degree_of(lowered.body)
    lines.append(f"cost: {_COSTS[degree] if degree < 3 else f'grows with its power of {degree}'}")
    printer = expression_node if engine == "typescript" else expressions
    return "\n".join([*lines, printer.print_lowered(lowered).rstrip("\n")])


def _presence(shape: Shape) -> str:
    several = ", any number of them" if shape.many else ""
    return several + ("" if shape.is_certain else ", or no value")


def _compiled(name: str) -> InMemory:
    """Return the contract; raises CannotRun where it is missing or has errors."""
    from cfc.contract.load import MissingInput
    from cfc.pipeline.memory import compile_in_memory

    session = current_session()
    config = session.config()
    reporter = session.reporter(config)
    try:
        found = compile_in_memory(config, name, Path.cwd(), "python", reporter)
    except MissingInput as error:
        raise CannotRun(str(error)) from error
    if found is None:
        raise CannotRun(f"`{name}` has errors", f"`cfc check {name}` tells them")
    return found
