"""Lines of function bodies, as the template sees them.

A line knows its kind and its margin; the template has one form per kind.
"""

from __future__ import annotations

from dataclasses import dataclass

from cfc.emit.code import EMPTY, Code

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
    parts: tuple[Code, ...] = ()
    members: tuple[Code, ...] = ()
