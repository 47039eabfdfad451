"""Read a regular expression by the grammar of ECMA-262 (2024), never by a host's engine.

In: the pattern's text. Out: a `Pattern`, or a `PatternError` with the place. With the `u` flag
what real contracts get wrong in an evident way is accepted and noted: needless escapes of
punctuation, and braces and brackets that stand alone. Without it the rules of Annex B hold, and
the text is read as UTF-16 units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cfc.patterns.class_parser import Escape, PatternError, Reader, read_class, read_escape
from cfc.patterns.tree import (
    AnyCharacter,
    BackReference,
    Character,
    CharacterClass,
    Choice,
    Edge,
    Group,
    Look,
    Node,
    Pattern,
    Repeat,
    Sequence,
)

__all__ = ["PatternError", "parse_pattern"]

DEEPEST = 100
"""How many groups may stand in each other."""

_NAMED_GROUP = re.compile(r"(?<!\\)\(\?<(?![=!])")
_BRACES = re.compile(r"\{([0-9]+)(?:(,)([0-9]*))?\}")
_NAME_ESCAPE = re.compile(r"\\u(?:\{([0-9a-fA-F]+)\}|([dD][89abAB]..)\\u([dD][c-fC-F]..)|(.{4}))")
_LOOKS = {"(?=": (True, False), "(?!": (True, True), "(?<=": (False, False), "(?<!": (False, True)}


def parse_pattern(text: str, *, unicode: bool = True) -> Pattern:
    """Return the pattern; raises PatternError."""
    reader = Reader(text if unicode else _to_units(text), unicode)
    parser = _Parser(reader, has_names=unicode or _NAMED_GROUP.search(text) is not None)
    tree = parser.choice()
    if not reader.is_done:
        raise PatternError("`)` closes no group", reader.at)
    parser.check_references()
    return Pattern(
        text=text,
        source=reader.normalised() if unicode else text,
        tree=tree,
        groups=parser.groups,
        names=tuple(parser.names.items()),
        notes=tuple(reader.notes),
        unicode=unicode,
    )


@dataclass
class _Parser:
    reader: Reader
    has_names: bool
    groups: int = 0
    depth: int = 0
    names: dict[str, int] = field(default_factory=dict)
    numbered: list[BackReference] = field(default_factory=list)
    named: list[tuple[str, int]] = field(default_factory=list)
    total: int | None = None

    def check_references(self) -> None:
        for name, at in self.named:
            if name not in self.names:
                raise PatternError(f"there is no group of the name `{name}`", at)
        for reference in self.numbered:
            if reference.number > self.groups:
                raise PatternError(f"there is no group {reference.number}", reference.at)

    def choice(self) -> Node:
        options = [self._sequence()]
        while self.reader.take("|"):
            options.append(self._sequence())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _sequence(self) -> Node:
        parts: list[Node] = []
        while not self.reader.is_done and self.reader.next not in "|)":
            start = self.reader.at
            part = self._atom()
            parts.append(self._repeated(part, start))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _atom(self) -> Node:
        reader = self.reader
        char = reader.next
        if char == "(":
            return self._group()
        if char == "[":
            return read_class(reader)
        if char == "\\":
            return self._escape()
        if char in "^$":
            reader.at += 1
            return Edge("^" if char == "^" else "$")
        if char == ".":
            reader.at += 1
            return AnyCharacter()
        if char in "*+?" or (char == "{" and _BRACES.match(reader.text, reader.at)):
            raise PatternError(f"there is nothing that `{char}` could repeat", reader.at)
        if char in "{}]":
            reader.accept(reader.at, reader.at + 1, "\\" + char, f"`{char}` is written `\\{char}`")
        reader.at += 1
        return Character(ord(char))

    def _group(self) -> Node:
        reader = self.reader
        start = reader.at
        self.depth += 1
        if self.depth > DEEPEST:
            raise PatternError(f"groups stand in each other more than {DEEPEST} levels deep", start)
        number: int | None = None
        name: str | None = None
        look = next((mark for mark in _LOOKS if reader.text.startswith(mark, start)), None)
        if look is not None:
            reader.at += len(look)
        elif not reader.take("(?:"):
            self.groups += 1
            number = self.groups
            if reader.take("(?<"):
                name = self._name(start)
                if name in self.names:
                    raise PatternError(f"two groups have the name `{name}`", start)
                self.names[name] = number
            elif reader.text.startswith("(?", start):
                raise PatternError("`(?` begins no group that ECMA-262 knows", start)
            else:
                reader.at += 1
        body = self.choice()
        if not reader.take(")"):
            raise PatternError("`(` is never closed", start)
        self.depth -= 1
        if look is not None:
            ahead, negated = _LOOKS[look]
            return Look(body, ahead, negated, start)
        return Group(body, number, name, start)

    def _name(self, start: int) -> str:
        """Return the name that ends at `>`, and go behind it."""
        reader = self.reader
        end = reader.text.find(">", reader.at)
        written = reader.text[reader.at : end] if end >= 0 else ""
        name = _NAME_ESCAPE.sub(_name_character, written)
        if end < 0 or not _is_name(name):
            raise PatternError("a group's name is an identifier between `<` and `>`", start)
        reader.at = end + 1
        return name

    def _repeated(self, part: Node, start: int) -> Node:
        reader = self.reader
        at = reader.at
        low, high = 0, None
        if reader.take("*"):
            pass
        elif reader.take("+"):
            low = 1
        elif reader.take("?"):
            high = 1
        else:
            braces = _BRACES.match(reader.text, at)
            if braces is None:
                return part
            reader.at = braces.end()
            low = int(braces[1])
            high = low if braces[2] is None else int(braces[3]) if braces[3] else None
            if high is not None and high < low:
                raise PatternError(f"the range `{braces[0]}` is the wrong way round", at)
        lazy = reader.take("?")
        is_fixed = isinstance(part, Edge) or (
            isinstance(part, Look) and (reader.unicode or not part.ahead)
        )
        if is_fixed:
            raise PatternError(f"there is nothing that `{reader.text[at]}` could repeat", at)
        return Repeat(part, low, high, lazy, at)

    def _escape(self) -> Node:
        reader = self.reader
        start = reader.at
        char = reader.text[start + 1 : start + 2]
        if char in ("b", "B") and char:
            reader.at += 2
            return Edge("b" if char == "b" else "B")
        if char and char in "123456789":
            reference = self._numbered(start)
            if reference is not None:
                return reference
        if char == "k" and self.has_names:
            if not reader.text.startswith("<", start + 2):
                raise PatternError("`\\k` is followed by the name of a group: `\\k<name>`", start)
            reader.at += 3
            name = self._name(start)
            self.named.append((name, start))
            number = self.names.get(name) or self._number_of(name)
            return BackReference(number, start)
        return as_node(read_escape(reader))

    def _numbered(self, start: int) -> BackReference | None:
        reader = self.reader
        end = start + 1
        while reader.text[end : end + 1].isascii() and reader.text[end : end + 1].isdigit():
            end += 1
        number = int(reader.text[start + 1 : min(end, start + 12)])
        if not reader.unicode and number > self._count():
            return None
        reader.at = end
        reference = BackReference(number, start)
        self.numbered.append(reference)
        return reference

    def _count(self) -> int:
        """Return how many groups the whole text has (Annex B needs it before they are read)."""
        if self.total is None:
            plain = re.sub(r"\\[\s\S]|\[(?:[^\]\\]|\\[\s\S])*\]", "", self.reader.text)
            self.total = len(re.findall(r"\((?!\?)|\(\?<(?![=!])", plain))
        return self.total

    def _number_of(self, name: str) -> int:
        """Return the number of a group that comes later; 0 when there is none."""
        plain = re.sub(
            r"\\[\s\S]|\[(?:[^\]\\]|\\[\s\S])*\]",
            lambda match: " " * len(match[0]),
            self.reader.text,
        )
        groups = re.finditer(r"\((?!\?)|\(\?<(?![=!])", plain)
        for number, match in enumerate(groups, 1):
            if self.reader.text.startswith(f"{name}>", match.end()) and match[0] != "(":
                return number
        return 0


def as_node(escape: Escape) -> Node:
    """Return what an escape means outside of a class."""
    if isinstance(escape, int):
        return Character(escape)
    return CharacterClass((escape,))


def _to_units(text: str) -> str:
    units = text.encode("utf-16-le", "surrogatepass")
    return "".join(chr(units[index] | units[index + 1] << 8) for index in range(0, len(units), 2))


def _name_character(match: re.Match[str]) -> str:
    code, high, low, unit = match.groups()
    try:
        if high is not None:
            return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
        return chr(int(code or unit, 16))
    except (ValueError, OverflowError):
        return " "


def _is_name(name: str) -> bool:
    # Python's identifiers are those of ECMA-262 but for `$` and two joiners.
    plain = name.replace("$", "_")
    for joiner in "\u200c\u200d":
        plain = plain[:1] + plain[1:].replace(joiner, "_")
    return plain.isidentifier()
