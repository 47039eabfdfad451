"""Read the parts of a regular expression that mean characters: escapes and classes.

In: a `Reader` that stands at the part. Out: the part's record; the reader stands behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cfc.patterns.properties import property_ranges
from cfc.patterns.tree import CharacterClass, ClassItem, Note, Property, Range, Shorthand

Escape = int | Shorthand | Property

_CONTROLS = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13}
_SYNTAX = frozenset("^$\\.*+?()[]{}|/")
_HEX2 = re.compile(r"[0-9a-fA-F]{2}")
_HEX4 = re.compile(r"[0-9a-fA-F]{4}")
_LOW_HALF = re.compile(r"\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_CODE_POINT = re.compile(r"\{([0-9a-fA-F]+)\}")
_PROPERTY = re.compile(r"\{([A-Za-z_]+(?:=[A-Za-z0-9_]+)?)\}|\{[A-Za-z0-9_]+\}")
_OCTAL = re.compile(r"[0-3][0-7]{0,2}|[4-7][0-7]?")


class PatternError(ValueError):
    """The text is no regular expression; `position` is the offset of the mistake."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


@dataclass
class Reader:
    """The text, the place in it, and what was accepted though the grammar forbids it."""

    text: str
    unicode: bool
    at: int = 0
    notes: list[Note] = field(default_factory=list)
    changes: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return self.at >= len(self.text)

    @property
    def next(self) -> str:
        """The character at the place; the text is not at its end."""
        return self.text[self.at]

    def take(self, mark: str) -> bool:
        """Go behind the mark if it stands here, and return whether it does."""
        if self.text.startswith(mark, self.at):
            self.at += len(mark)
            return True
        return False

    def accept(self, start: int, end: int, right: str, message: str) -> None:
        """Note that a part is not of the grammar, and what is written in its place."""
        if self.unicode:
            self.notes.append(Note(start, message))
            self.changes.append((start, end, right))

    def normalised(self) -> str:
        """Return the text with everything that was accepted as it is written correctly."""
        parts, end = [], 0
        for start, behind, right in self.changes:
            parts += [self.text[end:start], right]
            end = behind
        return "".join([*parts, self.text[end:]])


def read_class(reader: Reader) -> CharacterClass:
    """Return the class that starts at `[`."""
    start = reader.at
    reader.at += 1
    negated = reader.take("^")
    items: list[ClassItem] = []
    while True:
        if reader.is_done:
            raise PatternError("`[` is never closed", start)
        if reader.take("]"):
            return CharacterClass(tuple(items), negated)
        low_at = reader.at
        low = _class_atom(reader)
        dash = reader.at
        is_range = reader.text.startswith("-", dash) and reader.text[dash + 1 : dash + 2] != "]"
        if not is_range or dash + 1 >= len(reader.text):
            items.append(_item(low))
            continue
        reader.at += 1
        changes = len(reader.changes)
        high = _class_atom(reader)
        if isinstance(low, int) and isinstance(high, int):
            if high < low:
                written = reader.text[low_at : reader.at]
                raise PatternError(f"the range `{written}` is the wrong way round", low_at)
            items.append(Range(low, high))
            continue
        # A set is no end of a range: the hyphen stands for itself.
        later = reader.changes[changes:]
        del reader.changes[changes:]
        reader.accept(dash, dash + 1, "\\-", "`-` beside a set such as `\\w` is written `\\-`")
        reader.changes += later
        items += [_item(low), Range(0x2D, 0x2D), _item(high)]


def read_escape(reader: Reader, in_class: bool = False) -> Escape:
    """Return what the escape at `\\` means: a code point or a set of them."""
    start = reader.at
    reader.at += 2
    char = reader.text[start + 1 : start + 2]
    if not char:
        raise PatternError("`\\` escapes nothing", start)
    if char in "dswDSW":
        kind = char.lower()
        return Shorthand("d" if kind == "d" else "s" if kind == "s" else "w", char.isupper())
    if char in _CONTROLS:
        return _CONTROLS[char]
    if char in "pP" and reader.unicode:
        return _property(reader, start, char == "P")
    if char == "c":
        letter = reader.text[reader.at : reader.at + 1]
        if letter.isascii() and (
            letter.isalpha() or (in_class and not reader.unicode and re.match(r"\w", letter))
        ):
            reader.at += 1
            return ord(letter) % 32
        if reader.unicode:
            raise PatternError("`\\c` is followed by a letter", start)
        reader.at = start + 1
        return 0x5C
    if char == "x":
        match = _HEX2.match(reader.text, reader.at)
        if match is not None:
            reader.at = match.end()
            return int(match[0], 16)
        if reader.unicode:
            raise PatternError("`\\x` is followed by two hexadecimal digits", start)
        return ord(char)
    if char == "u":
        return _unicode_escape(reader, start)
    if char in "0123456789":
        return _digits(reader, start, in_class)
    if char in _SYNTAX or not reader.unicode or (in_class and char == "-"):
        return ord(char)
    if char.isascii() and not char.isalpha():
        reader.accept(start, start + 2, char, f"`\\{char}` is written `{char}`")
        return ord(char)
    raise PatternError(f"`\\{char}` is no escape of ECMA-262", start)


def _class_atom(reader: Reader) -> Escape:
    if reader.next != "\\":
        reader.at += 1
        return ord(reader.text[reader.at - 1])
    if reader.text.startswith("b", reader.at + 1):
        reader.at += 2
        return 8
    return read_escape(reader, in_class=True)


def _item(part: Escape) -> ClassItem:
    return Range(part, part) if isinstance(part, int) else part


def _property(reader: Reader, start: int, negated: bool) -> Property:
    match = _PROPERTY.match(reader.text, reader.at)
    if match is None:
        raise PatternError("`\\p` is followed by a property in braces: `\\p{L}`", start)
    reader.at = match.end()
    name = match[0][1:-1]
    try:
        property_ranges(name)
    except LookupError:
        raise PatternError(f"Unicode has no property `{name}`", start) from None
    return Property(name, negated, start)


def _unicode_escape(reader: Reader, start: int) -> int:
    match = _HEX4.match(reader.text, reader.at)
    if match is not None:
        reader.at = match.end()
        unit = int(match[0], 16)
        low = _LOW_HALF.match(reader.text, reader.at)
        if reader.unicode and 0xD800 <= unit <= 0xDBFF and low is not None:
            reader.at = low.end()
            return 0x10000 + ((unit - 0xD800) << 10) + int(low[1], 16) - 0xDC00
        return unit
    braces = _CODE_POINT.match(reader.text, reader.at) if reader.unicode else None
    if braces is not None:
        code = int(braces[1], 16)
        if code > 0x10FFFF:
            raise PatternError(f"`\\u{braces[0]}` is past the last code point", start)
        reader.at = braces.end()
        return code
    if reader.unicode:
        raise PatternError("`\\u` is followed by four hexadecimal digits", start)
    return ord("u")


def _digits(reader: Reader, start: int, in_class: bool) -> int:
    """Return what a backslash and a digit mean when they are no back-reference."""
    first = reader.text[start + 1]
    following = reader.text[start + 2 : start + 3]
    if first == "0" and not (following.isascii() and following.isdigit()):
        return 0
    if reader.unicode:
        what = "a number in a class" if in_class else "an octal number"
        raise PatternError(f"`\\{first}` is {what}: write `\\x` and two digits", start)
    octal = _OCTAL.match(reader.text, start + 1)
    if octal is None:
        return ord(first)
    reader.at = octal.end()
    return int(octal[0], 8)
