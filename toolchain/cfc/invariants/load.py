"""Load an invariant: parse it, make sure that it compiles, and find out what it reads.

In: an invariant as written. Out: an invariant that is ready to print, or what is wrong with
it. It knows no schema: what the paths lead to is for `inference`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from cfc.contract.model import RawInvariant
from cfc.invariants.lexer import JsonataSyntaxError
from cfc.invariants.lower import lower
from cfc.invariants.parser import parse
from cfc.invariants.problem import InvariantProblem
from cfc.invariants.program import CompiledInvariant
from cfc.invariants.reads import reads_of
from cfc.invariants.refusal import NotCompiled, Refused
from cfc.invariants.regex import refuse_slow
from cfc.invariants.tree import Tree
from cfc.invariants.typed import lower_typed
from cfc.invariants.types import TypeReader
from cfc.text.pointer import to_fragment, to_text

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_NOT_COMPILED = "say the same with paths, predicates, comparisons or the functions that compile"


def compile_invariant(
    raw: RawInvariant, used_names: set[str]
) -> CompiledInvariant | list[InvariantProblem]:
    """Return the invariant ready to print, or its problems; its name is added to `used_names`."""
    body = _ready(raw.expression, "expr")
    when = None if raw.when is None else _ready(raw.when, "when")
    problems = [part for part in (body, when) if isinstance(part, InvariantProblem)]
    if isinstance(body, InvariantProblem) or isinstance(when, InvariantProblem):
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
    )


def with_types(invariant: CompiledInvariant, reader: TypeReader) -> CompiledInvariant:
    """Return the invariant lowered for the values that the reader's schema accepts."""
    when = None if invariant.when is None else lower_typed(invariant.when, reader)
    return replace(invariant, lowered=lower_typed(invariant.body, reader), when_lowered=when)


def _ready(expression: str, part: Literal["expr", "when"]) -> Tree | InvariantProblem:
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
