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


@dataclass(frozen=True)
class Stacked:
    """`head part part tail`, as in `any(test for item in items)`: one part a line, no comma."""

    head: Code
    parts: tuple[Doc, ...]
    tail: Code


@dataclass(frozen=True)
class Chain:
    """`a and b and c`: broken before each operator, inside of some bracket."""

    operator: Code
    operands: tuple[Doc, ...]


@dataclass(frozen=True)
class Choice:
    """A test and what comes of it, as in `then if test else otherwise`: words, and what follows.

    Broken before the words, inside of some bracket.
    """

    parts: tuple[tuple[Code, Doc], ...]


@dataclass(frozen=True)
class Paren:
    """`( doc )`."""

    doc: Doc


@dataclass(frozen=True)
class Block:
    """`head`, then lines one level deeper (written as if they were at none), then `tail`."""

    head: Code
    lines: tuple[Code, ...]
    tail: Code


Doc = Atom | Bracket | Prefixed | Stacked | Chain | Choice | Paren | Block


def flat(doc: Doc) -> Code:
    """Return the whole on one line."""
    match doc:
        case Atom():
            return doc.code
        case Prefixed():
            return code("{}{}", doc.prefix, flat(doc.doc))
        case Bracket():
            return code("{}{}{}", doc.head, join(", ", map(flat, doc.items)), doc.tail)
        case Stacked():
            return code("{}{}{}", doc.head, join(" ", map(flat, doc.parts)), doc.tail)
        case Chain():
            text = code(" {} ", doc.operator).text.join(flat(one).text for one in doc.operands)
            return Code(text)
        case Choice():
            return join(" ", [code("{}{}", word, flat(part)) for word, part in doc.parts])
        case Paren():
            return code("({})", flat(doc.doc))
        case Block():
            return code("{}\n{}\n{}", doc.head, join("\n", doc.lines), doc.tail)


def lay_out_alone(doc: Doc, levels: int, unit: Code, before: int = 0, behind: int = 0) -> Code:
    """Return what stands in no bracket: what is broken before operators gets parentheses."""
    length = levels * len(unit) + before + len(flat(doc)) + behind
    inner = doc.doc if isinstance(doc, Prefixed) else doc
    if isinstance(inner, Chain | Choice) and length > WIDTH:
        split = _before_last_bracket(doc)
        room = levels * len(unit) + before
        if split is not None and room + len(split[0]) + _width_of_head(split[1]) <= WIDTH:
            last = lay_out(split[1], levels, unit, WIDTH)
            return code("{}{}", split[0], last)
        doc = Paren(doc)
    return lay_out(doc, levels, unit, before, behind)


def _before_last_bracket(doc: Doc) -> tuple[Code, Doc] | None:
    """Return what stands before the bracket at the end of two operands, and the bracket.

    Formatters break there, when the operator is the only one of its rank.
    """
    match doc:
        case Prefixed():
            found = _before_last_bracket(doc.doc)
            return None if found is None else (code("{}{}", doc.prefix, found[0]), found[1])
        case Chain(operands=(first, last)):
            found = _before_last_bracket(last)
            before = flat(first)
            if found is None or "\n" in before.text:
                return None
            return code("{} {} {}", before, doc.operator, found[0]), found[1]
        case Bracket() | Stacked() | Paren():
            return Code(""), doc
    return None


def _width_of_head(doc: Doc) -> int:
    return len(doc.head) if isinstance(doc, Bracket | Stacked) else 1


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
        case Stacked():
            inside, margin = indentation(levels + 1, unit), indentation(levels, unit)
            together = join(" ", map(flat, doc.parts))
            if "\n" not in together.text and len(inside) + len(together) <= WIDTH:
                return code("{}\n{}{}\n{}{}", doc.head, inside, together, margin, doc.tail)
            lines = [code("{}{}\n", inside, lay_out(part, levels + 1, unit)) for part in doc.parts]
            return code("{}\n{}{}{}", doc.head, join("", lines), margin, doc.tail)
        case Chain():
            margin = indentation(levels, unit)
            first, *others = doc.operands
            rows = [lay_out(first, levels, unit, before)]
            for one in others:
                text = lay_out(one, levels, unit, len(doc.operator) + 1)
                rows.append(code("{}{} {}", margin, doc.operator, text))
            return join("\n", rows)
        case Choice():
            margin = indentation(levels, unit)
            choices = list(doc.parts)
            word, last = choices[-1]
            while isinstance(last, Choice):
                choices[-1:] = [(word, last.parts[0][1]), *last.parts[1:]]
                word, last = choices[-1]
            rows = [
                code("{}{}", word, lay_out(part, levels, unit, len(word))) for word, part in choices
            ]
            return Code(f"\n{margin.text}".join(row.text for row in rows))
        case Block():
            inside, margin = indentation(levels + 1, unit), indentation(levels, unit)
            lines = [
                code("{}{}\n", inside, line) if len(line) else code("\n") for line in doc.lines
            ]
            return code("{}\n{}{}{}", doc.head, join("", lines), margin, doc.tail)
        case Paren():
            inside, margin = indentation(levels + 1, unit), indentation(levels, unit)
            inner = lay_out(doc.doc, levels + 1, unit)
            return code("(\n{}{}\n{})", inside, inner, margin)
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
