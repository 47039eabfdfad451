"""Regular expressions of JSONata (ECMAScript without the `u` flag) for Python.

In: a regex literal. Out: a pattern whose Python text means the same on UTF-16 units, which is
how the runtime reads the subject. What has no sure translation raises `NotCompiled`.
"""

from __future__ import annotations

import re

from cfc.invariants.lowered import Pattern
from cfc.invariants.refusal import NotCompiled
from cfc.invariants.tree import Regex

_LINE_ENDS = r"\n\r\u2028\u2029"
_SPACE = r"\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_CLASSES = {"d": "0-9", "w": "A-Za-z0-9_", "s": _SPACE}
_NEGATED = {"D": "[^0-9]", "W": "[^A-Za-z0-9_]", "S": f"[^{_SPACE}]"}
_CONTROLS = {"t": "\\t", "n": "\\n", "r": "\\r", "v": "\\x0b", "f": "\\x0c", "0": "\\x00"}
_QUANTIFIER = re.compile(r"\{[0-9]+(?:,[0-9]*)?\}")


def translate(tree: Regex) -> Pattern:
    """Return the pattern for both languages; raises NotCompiled."""
    python = _Translation(tree).whole()
    try:
        re.compile(python, re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        raise NotCompiled("this regular expression", tree.start, tree.end) from error
    flags = "".join(sorted(set(tree.flags)))
    return Pattern(tree.pattern, flags, python, "i" if "i" in flags else "")


class _Translation:
    def __init__(self, tree: Regex) -> None:
        self.tree = tree
        self.text = "".join(_units(char) for char in tree.pattern)
        self.at = 0
        self.multiline = "m" in tree.flags
        if "i" in tree.flags and not self.text.isascii():
            raise self.unknown("a regular expression with `i` and letters beyond ASCII")

    def unknown(self, part: str) -> NotCompiled:
        return NotCompiled(part, self.tree.start, self.tree.end)

    def whole(self) -> str:
        out: list[str] = []
        while self.at < len(self.text):
            out.append(self.atom())
        return "".join(out)

    def atom(self) -> str:
        char = self.text[self.at]
        self.at += 1
        match char:
            case "^":
                return f"(?<![^{_LINE_ENDS}])" if self.multiline else "\\A"
            case "$":
                return f"(?![^{_LINE_ENDS}])" if self.multiline else "\\Z"
            case ".":
                return f"[^{_LINE_ENDS}]"
            case "(":
                return self.group()
            case "[":
                return self.character_class()
            case "\\":
                return self.escape()
            case "*" | "+" | "?":
                # Python reads `*+` as possessive, ECMAScript refuses it.
                if self.text[self.at : self.at + 1] == "+":
                    raise self.unknown("this regular expression")
                return char
            case "{":
                quantifier = _QUANTIFIER.match(self.text, self.at - 1)
                if quantifier is None:
                    return "\\{"
                self.at = quantifier.end()
                if self.text[self.at : self.at + 1] == "+":
                    raise self.unknown("this regular expression")
                return quantifier.group()
            case "|" | ")":
                return char
        return _plain(char)

    def group(self) -> str:
        rest = self.text[self.at :]
        for opening in ("?:", "?=", "?!"):
            if rest.startswith(opening):
                self.at += 2
                return "(" + opening
        if rest.startswith("?"):
            raise self.unknown("a look-behind or a named group in a regular expression")
        return "("

    def escape(self) -> str:
        char = self.text[self.at : self.at + 1]
        self.at += 1
        if char in _CLASSES and char:
            return f"[{_CLASSES[char]}]"
        if char in _NEGATED and char:
            return _NEGATED[char]
        if char in ("b", "B"):
            return "\\" + char
        return self.character(char)

    def character(self, char: str) -> str:
        if char in _CONTROLS and char and not self.text[self.at : self.at + 1].isdigit():
            return _CONTROLS[char]
        for letter, width in (("x", 2), ("u", 4)):
            digits = self.text[self.at : self.at + width]
            if char == letter and re.fullmatch(f"[0-9a-fA-F]{{{width}}}", digits):
                self.at += width
                return f"\\u{int(digits, 16):04x}"
        if not char or char.isalnum():
            raise self.unknown(f"`\\{char}` in a regular expression")
        return _plain(char)

    def character_class(self) -> str:
        negated = self.text[self.at : self.at + 1] == "^"
        self.at += negated
        parts: list[str] = []
        while True:
            if self.at >= len(self.text):
                raise self.unknown("this regular expression")
            char = self.text[self.at]
            self.at += 1
            if char == "]":
                break
            parts.append(self.in_class(char, first=not parts))
        if not parts:
            return "[\\s\\S]" if negated else "(?!)"
        return "[" + "^" * negated + "".join(parts) + "]"

    def in_class(self, char: str, *, first: bool) -> str:
        if char == "\\":
            char = self.text[self.at : self.at + 1]
            self.at += 1
            if char in _CLASSES and char:
                self.no_range()
                return _CLASSES[char]
            if char in _NEGATED and char:
                raise self.unknown(f"`\\{char}` in a class of a regular expression")
            if char == "b":
                return "\\x08"
            return "\\-" if char == "-" else self.character(char)
        if char == "-":
            # A range's dash stays as it is; one at either end means itself.
            return "\\-" if first or self.text[self.at : self.at + 1] == "]" else "-"
        return _plain(char)

    def no_range(self) -> None:
        if self.text[self.at : self.at + 1] == "-" and self.text[self.at + 1 : self.at + 2] != "]":
            raise self.unknown("a range from a class in a regular expression")


def _plain(char: str) -> str:
    if char.isascii() and not char.isalnum() and char != " ":
        return "\\" + char if char.isprintable() else f"\\x{ord(char):02x}"
    return char if char.isascii() else f"\\u{ord(char):04x}"


def _units(char: str) -> str:
    if ord(char) < 0x10000:
        return char
    point = ord(char) - 0x10000
    return chr(0xD800 + (point >> 10)) + chr(0xDC00 + (point & 0x3FF))
