"""Lines of function bodies, as the template sees them.

A line knows its kind and its margin; the template has one form per kind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cfc.emit.code import EMPTY, Code, code
from cfc.emit.typescript import literals
from cfc.ir.program import At, FunctionRef
from cfc.text.pointer import escape

WIDTH = 100
_MARGINS = tuple(Code("  " * depth) for depth in range(64))


def margin(depth: int) -> Code:
    """Return the blanks in front of a line at this depth."""
    return _MARGINS[depth] if depth < len(_MARGINS) else Code("  " * depth)


@dataclass(slots=True)
class Line:
    """One line, or one statement laid out over some. What `a` to `e` hold depends on the kind."""

    kind: str
    pad: Code
    a: Code = EMPTY
    b: Code = EMPTY
    c: Code = EMPTY
    d: Code = EMPTY
    e: Code = EMPTY


def path_expression(at: At, variable: Callable[[str], Code], step: Callable[[], Code]) -> Code:
    """Return where a value stands, as an expression; `step` is asked for when it is needed."""
    if not at.tokens:
        return Code("path")
    parts: list[str] = []
    for token in at.tokens:
        if isinstance(token, str):
            parts.append("/" + literals.template_text(escape(token)).text)
        elif token.holds == "index":
            parts.append("/${" + variable(token.name).text + "}")
        else:
            parts.append("${" + step().text + "(" + variable(token.name).text + ")}")
    return Code("`${path}" + "".join(parts) + "`")


def passed(ref: FunctionRef) -> Code:
    """Return the argument that tells a function how deep it is called, if it wants to know."""
    return Code(", depth") if ref.deep else EMPTY


def branch(check: Code, ref: FunctionRef) -> Code:
    """Return a collector that is called with a value, its path and the list."""
    if not ref.deep:
        return check
    return code("(value, path, found) => {}(value, path, found, depth)", check)
