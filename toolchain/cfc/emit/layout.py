"""Layout of expressions: on one line when they fit, else one element of a bracket per line.

A bracket that is broken ends in a trailing comma, which formatters leave as it is. In: pieces
of `Code`. Out: `Code` of one or more lines. It knows no language.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass

from cfc.emit.code import Code, code, join

WIDTH = 100
LONGEST = 120
"""Beyond it a line is broken even where no formatter would: before what is too long itself."""
_OPEN, _CLOSE = "([{", ")]}"
# A string as a whole, a bracket, or what may separate.
_MARKS = re.compile(
    r""""[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'|`[^`\\]*(?:\\.[^`\\]*)*`"""
    r"""|[(\[{)\]}]| [|=] |[,;:] """
)


@dataclass(frozen=True)
class Atom:
    """What is never broken, or stands in lines that are laid out already."""

    code: Code


@dataclass(frozen=True)
class Bracket:
    """`head item, item tail`, as in `call(a, b)`."""

    head: Code
    items: tuple[Doc, ...]
    tail: Code


@dataclass(frozen=True)
class Prefixed:
    """Something in front of what may be broken, as in `lambda item: call(a, b)`."""

    prefix: Code
    doc: Doc


Doc = Atom | Bracket | Prefixed


def flat(doc: Doc) -> Code:
    """Return the whole on one line."""
    match doc:
        case Atom():
            return doc.code
        case Prefixed():
            return code("{}{}", doc.prefix, flat(doc.doc))
        case Bracket():
            return code("{}{}{}", doc.head, join(", ", map(flat, doc.items)), doc.tail)


def indentation(levels: int, unit: Code) -> Code:
    return join("", [unit] * levels)


def lay_out(doc: Doc, levels: int, unit: Code, before: int = 0, behind: int = 0) -> Code:
    """Return the text of what stands at this depth, with so many columns before and behind it."""
    one_line = flat(doc)
    if "\n" not in one_line.text and (
        levels * len(unit) + before + len(one_line) + behind <= WIDTH
    ):
        return one_line
    match doc:
        case Atom():
            return doc.code
        case Prefixed():
            inner = lay_out(doc.doc, levels, unit, before + len(doc.prefix), behind)
            return code("{}{}", doc.prefix, inner)
        case Bracket():
            if not doc.items:
                return one_line
            inside = indentation(levels + 1, unit)
            lines = [
                code("{}{},\n", inside, lay_out(item, levels + 1, unit, 0, 1)) for item in doc.items
            ]
            margin = indentation(levels, unit)
            return code("{}\n{}{}{}", doc.head, join("", lines), margin, doc.tail)


def split(text: str, separator: str) -> list[str]:
    """Return the parts between separators that stand in no bracket and no string.

    Separators: ` | `, ` = `, `, `, `; ` and `: `.
    """
    if separator not in text:
        return [text]
    parts: list[str] = []
    start = depth = 0
    for mark in _MARKS.finditer(text):
        char = mark.group()[0]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth -= 1
        elif depth == 0 and mark.group() == separator:
            parts.append(text[start : mark.start()])
            start = mark.end()
    return [*parts, text[start:]]


def wrapped(line: str, room: int) -> list[str]:
    """Return the words of a line on lines of so many columns; a longer word has one of its own."""
    if "  " in line or line[:1] == " ":
        # Blanks within a line stay: that is rare, and not cheap.
        return textwrap.wrap(line, room, break_long_words=False, break_on_hyphens=False)
    lines: list[str] = []
    start = 0
    while len(line) - start > room:
        end = line.rfind(" ", start, start + room + 1)
        if end < 0:
            end = line.find(" ", start)
        if end < 0:
            break
        lines.append(line[start:end])
        start = end + 1
    return [*lines, line[start:]]
