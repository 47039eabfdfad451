"""Messages of invariants that quote values: `the total {total} is not {$sum(lines.amount)}`.

In: a message as written. Out: an expression that gives the text, or None for a message that
quotes nothing. `{{` and `}}` stand for braces. A hole that never ends raises ValueError.
"""

from __future__ import annotations

from dataclasses import dataclass

_QUOTES = "\"'`"


@dataclass(frozen=True)
class Hole:
    """An expression in a message, and where it begins there."""

    expression: str
    start: int


def parts_of(message: str) -> tuple[str | Hole, ...]:
    """Return the texts and the holes of a message, in order."""
    parts: list[str | Hole] = []
    text, at = "", 0
    while at < len(message):
        char = message[at]
        if message[at : at + 2] in ("{{", "}}"):
            text, at = text + char, at + 2
        elif char == "{":
            end = _end_of(message, at + 1)
            parts += [text, Hole(message[at + 1 : end], at + 1)]
            text, at = "", end + 1
        else:
            text, at = text + char, at + 1
    return tuple(part for part in (*parts, text) if part != "")


def _end_of(message: str, start: int) -> int:
    """Return where the brace stands that closes a hole."""
    depth, quote = 1, ""
    for at in range(start, len(message)):
        char = message[at]
        if quote:
            quote = "" if char == quote and message[at - 1] != "\\" else quote
        elif char in _QUOTES:
            quote = char
        else:
            depth += (char == "{") - (char == "}")
        if depth == 0:
            return at
    raise ValueError(f"the brace at {start - 1} is not closed")
