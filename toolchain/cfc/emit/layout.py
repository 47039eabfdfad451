"""Layout of expressions: on one line when they fit, else one element of a bracket per line.

A bracket that is broken ends in a trailing comma, which formatters leave as it is. In: pieces
of `Code`. Out: `Code` of one or more lines. It knows no language.
"""

from __future__ import annotations

from dataclasses import dataclass

from cfc.emit.code import Code, code, join

WIDTH = 100
LONGEST = 120
"""Beyond it a line is broken even where no formatter would: before what is too long itself."""
_OPEN, _CLOSE, _QUOTES = "([{", ")]}", "\"'`"


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
    """Return the parts between separators that stand in no bracket and no string."""
    if separator not in text:
        return [text]
    parts, start, depth, index = [], 0, 0, 0
    while index < len(text):
        char = text[index]
        if char in _QUOTES:
            index = _end_of_string(text, index)
            continue
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth == 0 and text.startswith(separator, index):
            parts.append(text[start:index])
            index += len(separator)
            start = index
            continue
        index += 1
    return [*parts, text[start:]]


def _end_of_string(text: str, start: int) -> int:
    index = start + 1
    while index < len(text) and text[index] != text[start]:
        index += 2 if text[index] == "\\" else 1
    return index + 1
