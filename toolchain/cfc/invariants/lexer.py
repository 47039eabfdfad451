"""Cut a JSONata expression into tokens.

In: the text of one expression. Out: one token at a time, with code-point offsets. It knows
JSONata's lexical rules and nothing of its grammar; only the caller knows whether a `/` may
start a regular expression, so it says so.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["operator", "string", "number", "value", "name", "variable", "regex", "end"]
TokenValue = str | int | float | bool | None

_SPACE = " \t\n\r\v"
_DOUBLE = ("..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??")
_SINGLE = frozenset(".[]{}(),@#;:?+-*/%|=<>^&!~")
_WORD_OPERATORS = frozenset({"and", "or", "in"})
_VALUES: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_ESCAPES = {
    '"': '"',
    "\\": "\\",
    "/": "/",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[Ee][-+]?[0-9]+)?")
_HEX4 = re.compile(r"[0-9a-fA-F]{4}")


class JsonataSyntaxError(Exception):
    """The text is no JSONata expression. `position` is a code-point offset."""

    def __init__(self, code: str, position: int, token: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.position = position
        self.token = token
        self.message = message


@dataclass(frozen=True, slots=True)
class Token:
    """One token. A regular expression has its pattern in `value` and its flags in `flags`."""

    kind: TokenKind
    value: TokenValue
    start: int
    end: int
    flags: str = ""

    @property
    def id(self) -> str:
        """What the grammar knows the token by: an operator's text, else its class."""
        if self.kind == "operator":
            return str(self.value)
        return f"({self.kind})"

    @property
    def text(self) -> str:
        if isinstance(self.value, bool):
            return "true" if self.value else "false"
        return "null" if self.value is None else str(self.value)


class Lexer:
    """Reads tokens from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at = 0

    def next(self, *, after_operand: bool) -> Token:
        """Return the next token; behind an operand a `/` divides, elsewhere it starts a regex."""
        self._skip()
        text, at = self.text, self._at
        if at >= len(text):
            return Token("end", "(end)", len(text), len(text))
        char = text[at]
        if char == "/" and not after_operand:
            return self._regex()
        pair = text[at : at + 2]
        if pair in _DOUBLE:
            return self._take("operator", pair, at + 2)
        if char in _SINGLE:
            return self._take("operator", char, at + 1)
        if char in "\"'":
            return self._string(char)
        number = _NUMBER.match(text, at)
        if number is not None:
            value = float(number.group())
            if not math.isfinite(value):
                raise JsonataSyntaxError(
                    "S0102", at, number.group(), f"`{number.group()}` is out of a number's range"
                )
            exact = int(value) if value.is_integer() and abs(value) <= 2**53 else value
            return self._take("number", exact, number.end())
        if char == "`":
            close = text.find("`", at + 1)
            if close == -1:
                raise JsonataSyntaxError("S0105", at, "`", "a quoted name has no closing backquote")
            return self._take("name", text[at + 1 : close], close + 1)
        return self._word()

    def _take(self, kind: TokenKind, value: TokenValue, end: int, flags: str = "") -> Token:
        token = Token(kind, value, self._at, end, flags)
        self._at = end
        return token

    def _skip(self) -> None:
        text = self.text
        while self._at < len(text):
            if text[self._at] in _SPACE:
                self._at += 1
            elif text.startswith("/*", self._at):
                close = text.find("*/", self._at + 2)
                if close == -1:
                    raise JsonataSyntaxError("S0106", self._at, "/*", "a comment has no end")
                self._at = close + 2
            else:
                return

    def _word(self) -> Token:
        text, at = self.text, self._at
        end = at
        while end < len(text) and text[end] not in _SPACE and text[end] not in _SINGLE:
            end += 1
        if text[at] == "$":
            return self._take("variable", text[at + 1 : end], end)
        word = text[at:end]
        if word in _WORD_OPERATORS:
            return self._take("operator", word, end)
        if word in _VALUES:
            return self._take("value", _VALUES[word], end)
        return self._take("name", word, end)

    def _string(self, quote: str) -> Token:
        text, at = self.text, self._at + 1
        out: list[str] = []
        while at < len(text):
            char = text[at]
            if char == quote:
                return self._take("string", join_surrogates("".join(out)), at + 1)
            if char != "\\":
                out.append(char)
                at += 1
                continue
            at += 1
            escaped = text[at : at + 1]
            if escaped == "u":
                if _HEX4.match(text, at + 1) is None:
                    raise JsonataSyntaxError(
                        "S0104", at, "u", "`\\u` must be followed by four hexadecimal digits"
                    )
                out.append(chr(int(text[at + 1 : at + 5], 16)))
                at += 5
            elif escaped in _ESCAPES and escaped:
                out.append(_ESCAPES[escaped])
                at += 1
            else:
                raise JsonataSyntaxError(
                    "S0103", at, escaped, f"`\\{escaped}` is no escape sequence"
                )
        raise JsonataSyntaxError("S0101", self._at, quote, "a string has no closing quote")

    def _regex(self) -> Token:
        text, at, depth = self.text, self._at + 1, 0
        start = at
        while at < len(text):
            char = text[at]
            if char == "/" and depth == 0 and _backslashes_before(text, at) % 2 == 0:
                pattern = text[start:at]
                if not pattern:
                    raise JsonataSyntaxError("S0301", at, "/", "a regular expression is empty")
                end = at + 1
                while text[end : end + 1] in ("i", "m"):
                    end += 1
                return self._take("regex", pattern, end, text[at + 1 : end])
            if text[at - 1] != "\\":
                depth += (char in "([{") - (char in ")]}")
            at += 1
        raise JsonataSyntaxError("S0302", len(text), "/", "a regular expression has no closing `/`")


def _backslashes_before(text: str, at: int) -> int:
    count = 0
    while text[at - count - 1] == "\\":
        count += 1
    return count


def join_surrogates(text: str) -> str:
    """Return the text with every surrogate pair as the one code point it stands for."""
    if not any("\ud800" <= char <= "\udbff" for char in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
