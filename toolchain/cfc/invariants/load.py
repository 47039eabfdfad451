"""Load an invariant: parse it, make sure that it compiles, and find out what it reads.

In: an invariant as written. Out: an invariant that is ready to print, or what is wrong with
it. It knows no schema: what the paths lead to is for `inference`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from cfc.contract.model import RawInvariant
from cfc.invariants.lexer import JsonataSyntaxError
from cfc.invariants.lower import lower
from cfc.invariants.messages import Hole, parts_of
from cfc.invariants.parser import parse
from cfc.invariants.problem import InvariantProblem, Part
from cfc.invariants.program import CompiledInvariant
from cfc.invariants.reads import reads_of
from cfc.invariants.refusal import NotCompiled, Refused
from cfc.invariants.regex import refuse_slow
from cfc.invariants.tree import Binary, Block, Literal, Tree
from cfc.invariants.typed import lower_sides, lower_typed
from cfc.invariants.types import TypeReader
from cfc.text.pointer import to_fragment, to_text

_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">=", "in"})
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_NOT_COMPILED = "say the same with paths, predicates, comparisons or the functions that compile"


def compile_invariant(
    raw: RawInvariant, used_names: set[str]
) -> CompiledInvariant | list[InvariantProblem]:
    """Return the invariant ready to print, or its problems; its name is added to `used_names`."""
    body = _ready(raw.expression, "expr")
    when = None if raw.when is None else _ready(raw.when, "when")
    told = None if raw.message is None else _told(raw.message)
    problems = [part for part in (body, when, told) if isinstance(part, InvariantProblem)]
    if (
        isinstance(body, InvariantProblem)
        or isinstance(when, InvariantProblem)
        or isinstance(told, InvariantProblem)
    ):
        return problems
    reads = reads_of(body) | (reads_of(when) if when is not None else frozenset())
    return CompiledInvariant(
        id=raw.id,
        name=_claim(raw.id, used_names),
        expression=raw.expression,
        body=body,
        when=when,
        when_expression=raw.when,
        message=raw.message,
        severity=raw.severity,
        pointer=to_text(raw.place.pointer),
        schema_path=to_fragment(raw.place.pointer),
        reads=reads,
        lowered=lower(body),
        when_lowered=None if when is None else lower(when),
        message_tree=told,
        message_lowered=None if told is None else lower(told),
        path=raw.path,
    )


def with_types(invariant: CompiledInvariant, reader: TypeReader) -> CompiledInvariant:
    """Return the invariant lowered for the values that the reader's schema accepts."""
    when, told = invariant.when, invariant.message_tree
    comparison = _comparison(invariant.body)
    compared = None if comparison is None else lower_sides(comparison, reader)
    return replace(
        invariant,
        lowered=lower_typed(invariant.body, reader),
        when_lowered=None if when is None else lower_typed(when, reader),
        message_lowered=None if told is None else lower_typed(told, reader),
        compared=compared,
        position=comparison.position if comparison is not None and compared else None,
    )


def _comparison(tree: Tree) -> Binary | None:
    """Return the comparison that an invariant is, as a whole."""
    if isinstance(tree, Block) and len(tree.expressions) == 1:
        return _comparison(tree.expressions[0])
    found = isinstance(tree, Binary) and tree.operator in _COMPARISONS
    return tree if isinstance(tree, Binary) and found else None


def _told(message: str) -> Tree | InvariantProblem | None:
    """Return the expression of a message that quotes values; None when it quotes none."""
    try:
        parts = parts_of(message)
    except ValueError as error:
        return InvariantProblem(
            "invariant-syntax", f"the message quotes no expression: {error}", 0, len(message),
            "write `{{` for a brace that is meant", part="message",
        )  # fmt: skip
    told: Tree = Literal("", 0, 0)
    for part in parts:
        if isinstance(part, str):
            told = Binary("&", told, Literal(part, 0, 0), 0, 0, 0)
            continue
        inner = _ready(part.expression, "message")
        if isinstance(inner, InvariantProblem):
            start, end = inner.start + part.start, inner.end + part.start
            return replace(inner, start=start, end=end)
        told = Binary("&", told, Block((inner,), 0, 0), 0, 0, 0)
    return told if any(isinstance(part, Hole) for part in parts) else None


def _ready(expression: str, part: Part) -> Tree | InvariantProblem:
    try:
        tree = parse(expression)
        lower(tree)
        refuse_slow(tree)
    except JsonataSyntaxError as error:
        end = error.position + max(len(error.token), 1)
        start = min(error.position, max(len(expression) - 1, 0))
        return InvariantProblem(
            "invariant-syntax",
            f"the expression is not JSONata: {error.message} ({error.code})",
            start,
            max(start, min(end, len(expression))),
            part=part,
        )
    except NotCompiled as error:
        message = f"{error.part} cannot be compiled"
        return InvariantProblem(
            "invariant-not-compiled", message, error.start, error.end, _NOT_COMPILED, part=part
        )
    except Refused as error:
        message = f"{error.part} is refused in an invariant"
        return InvariantProblem(
            "invariant-refused", message, error.start, error.end, error.help, part=part
        )
    return tree


def _claim(invariant_id: str, used_names: set[str]) -> str:
    words = [word.lower() for word in _WORD.findall(invariant_id)]
    base = "_".join(words)[:60].strip("_")
    if not base or not base[0].isalpha():
        base = f"invariant_{base}".strip("_")
    spelled = "_".join(f"u{ord(char):x}" for char in invariant_id if not char.isalnum())
    name = base if base not in used_names else f"{base}_{spelled}".strip("_")
    while name in used_names:
        name += "_again"
    used_names.add(name)
    return name
