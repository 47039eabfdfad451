"""Lines of Python in the making, and where a value stands.

In: places of the IR. Out: `Line`s for the templates, paths as expressions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cfc.emit.code import EMPTY, Code, code
from cfc.emit.python.identifiers import identifier
from cfc.emit.python.literals import fragment, string
from cfc.ir.program import At, Var
from cfc.text.pointer import escape


@dataclass(slots=True)
class Line:
    """One statement, or the head of a block. The template has a form for each `kind`."""

    kind: str
    pad: Code
    first: Code = EMPTY
    second: Code = EMPTY
    third: Code = EMPTY


_PADS = tuple(Code("    " * depth) for depth in range(64))


def pad(depth: int) -> Code:
    return _PADS[depth] if depth < 64 else Code("    " * depth)


def path_expression(at: At) -> Code:
    if not at.tokens:
        return Code("path")
    if not any(isinstance(token, Var) for token in at.tokens):
        text = "".join("/" + escape(token) for token in at.tokens if isinstance(token, str))
        return code("path + {}", string(text))
    out = ["{path}"]
    for token in at.tokens:
        if isinstance(token, Var):
            name = identifier(token.name).text
            out.append("/{" + name + "}" if token.holds == "index" else "{step(" + name + ")}")
        else:
            out.append("/" + fragment(escape(token)))
    return Code('f"' + "".join(out) + '"')


def uses_step(lines: Iterable[Line]) -> bool:
    """Tell whether any path needs the helper that escapes a member's name."""
    return any(
        "{step(" in part.text for line in lines for part in (line.first, line.second, line.third)
    )
