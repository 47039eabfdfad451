"""JSON with the span of every key and value.

In: a text, RFC 8259 with comments and trailing commas. Out: a `Document`, with everything that
is wrong in its text; the first mistake of grammar ends the reading. It refuses to know files
and encodings (a byte order mark at the start is skipped), and what the value means.
"""

from __future__ import annotations

import json
import re
from typing import NoReturn

from cfc.text import json_slips
from cfc.text.document import (
    DEEPEST,
    EXACT,
    LONGEST,
    Document,
    Problem,
    ProblemKind,
    SpanNode,
)
from cfc.text.json_strings import decode, string_offset
from cfc.text.source import Span

__all__ = ["Document", "Problem", "read", "read_value", "string_offset"]

_BLANK = r"[ \t\n\r]*(?:(?://[^\n\r]*|/\*[\s\S]*?\*/)[ \t\n\r]*)*"
_TOKEN = re.compile(
    _BLANK + r'(?:("[^"\\\x00-\x1f]*")'
    r"|([{}\[\]:,])"
    r"|(-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?(?![\w.+-]))"
    r"|(true|false|null)(?![\w$])"
    r'|("(?:[^"\\\n\r]|\\[^\n\r])*")'
    r"|(-?(?:NaN|Infinity))(?![\w$])"
    r"|(\Z))"
)
_SKIP = re.compile(_BLANK)
_STRING, _NUMBER, _FRACTION, _EXPONENT, _WORD, _CONSTANT = 1, 3, 4, 5, 6, 8
_WORDS = {"true": True, "false": False, "null": None}


def read(text: str) -> Document:
    """Return the value of a text with its places and its problems."""
    reader = _Reader(text)
    if len(text) > LONGEST:
        problem = Problem(
            "too-large",
            f"the text has {len(text):,} characters; {LONGEST:,} are the limit",
            Span(0, 0),
        )
        return Document(None, (problem,), None)
    try:
        value, spans = reader.document()
    except _StopReadingError:
        return Document(None, tuple(reader.problems), None)
    return Document(value, tuple(reader.problems), spans)


class _StopReadingError(Exception):
    """The reader has met a mistake that it cannot read past; it has been noted."""


class _Frame:
    """A container that is being read."""

    __slots__ = ("children", "closer", "items", "key", "key_end", "key_start", "members", "start")

    def __init__(self, opener: str, start: int, key: str, key_start: int, key_end: int) -> None:
        self.start, self.key, self.key_start, self.key_end = start, key, key_start, key_end
        self.members: dict[str, object] = {}
        self.items: list[object] = []
        self.children: dict[str, SpanNode] | list[SpanNode]
        if opener == "{":
            self.closer = "}"
            self.children = {}
        else:
            self.closer = "]"
            self.children = []

    @property
    def is_object(self) -> bool:
        return self.closer == "}"

    @property
    def value(self) -> object:
        return self.members if self.closer == "}" else self.items


class _Reader:
    """Reads one text from left to right; `start` and `end` are those of the current token."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self.start = 0
        self.end = 1 if text.startswith("\ufeff") else 0
        self._match: re.Match[str]

    def document(self) -> tuple[object, SpanNode]:
        stack: list[_Frame] = []
        key, key_start, key_end = "", -1, -1
        while True:
            kind = self._next()
            frame = stack[-1] if stack else None
            value: object
            if frame is not None and kind == frame.closer:
                stack.pop()
                value = frame.value
                node = self._closed(frame)
                key = frame.key
            else:
                key_start = key_end = -1
                if frame is not None and frame.closer == "}":
                    key = self._key(kind, frame)
                    key_start, key_end = self.start, self.end
                    if self._next() != ":":
                        raise self._stop(
                            json_slips.no_colon(self.text, self.start, Span(key_start, key_end))
                        )
                    kind = self._next()
                if kind == "{" or kind == "[":
                    if len(stack) == DEEPEST:
                        raise self._stop(self._too_deep())
                    stack.append(_Frame(kind, self.start, key, key_start, key_end))
                    continue
                value = self._scalar(kind, frame)
                node = SpanNode(self.start, self.end, None, key_start, key_end)
            while stack:
                frame = stack[-1]
                if isinstance(frame.children, dict):
                    frame.members[key] = value
                    frame.children[key] = node
                else:
                    frame.items.append(value)
                    frame.children.append(node)
                behind = self.end
                kind = self._next()
                if kind == ",":
                    break
                if kind != frame.closer:
                    raise self._stop(
                        json_slips.no_comma(
                            self.text, self.start, behind, frame.start, frame.is_object
                        )
                    )
                stack.pop()
                value = frame.value
                node = self._closed(frame)
                key = frame.key
            else:
                if self._next():
                    raise self._stop(json_slips.text_behind(self.text, self.start))
                return value, node

    def _next(self) -> str:
        """Go to the next token and return its kind: its first character, empty at the end."""
        match = _TOKEN.match(self.text, self.end)
        if match is None:
            blank = _SKIP.match(self.text, self.end)
            self.start = blank.end() if blank else self.end
            self.end = self.start + 1
            return "?"
        self._match = match
        self.start, self.end = match.span(match.lastindex or 0)
        return self.text[self.start : self.start + 1]

    def _closed(self, frame: _Frame) -> SpanNode:
        return SpanNode(frame.start, self.end, frame.children, frame.key_start, frame.key_end)

    def _key(self, kind: str, frame: _Frame) -> str:
        if kind != '"':
            raise self._stop(json_slips.no_key(self.text, self.start, frame.start))
        key = self._string()
        first = frame.children.get(key) if isinstance(frame.children, dict) else None
        if first is not None:
            self._note(
                "duplicate-key",
                f"the name {json_slips.quoted(key)} stands twice in one object",
                "keep one of the two; readers differ on which one counts",
                related=Span(first.key_start, first.key_end),
            )
        return key

    def _string(self) -> str:
        if self._match.lastindex == _STRING:
            return self.text[self.start + 1 : self.end - 1]
        return decode(self.text, Span(self.start, self.end), self.problems.append)

    def _scalar(self, kind: str, frame: _Frame | None) -> object:
        if kind == '"':
            return self._string()
        if kind and kind in "tfn":
            return _WORDS[self._match[_WORD]]
        if kind and kind in "-0123456789NI":
            if self._match.lastindex == _CONSTANT:
                return self._constant(self._match[_CONSTANT])
            return self._number(self._match)
        opener = None if frame is None else frame.start
        raise self._stop(json_slips.no_value(self.text, self.start, opener))

    def _number(self, match: re.Match[str]) -> int | float:
        literal = match[_NUMBER]
        number = float(literal)
        if number in (float("inf"), float("-inf")):
            self._note(
                "non-finite",
                f"`{json_slips.cut(literal)}` is larger than any double",
                "the largest number is about 1.8e308",
            )
            return number
        if match[_FRACTION] or match[_EXPONENT]:
            return number
        whole = int(literal)
        if not -EXACT <= whole <= EXACT:
            self._note(
                "integer-precision",
                f"`{json_slips.cut(literal)}` lies beyond ±(2^53−1)",
                f"JavaScript reads it as {number:.0f}; write such numbers as strings",
            )
        return whole

    def _constant(self, word: str) -> float:
        self._note("non-finite", f"`{word}` is no number of JSON", "leave it out or write `null`")
        return float(word.replace("Infinity", "inf"))

    def _too_deep(self) -> Problem:
        message = f"containers stand in each other more than {DEEPEST} levels deep"
        return Problem("too-deep", message, Span(self.start, self.end))

    def _note(
        self, kind: ProblemKind, message: str, help: str, related: Span | None = None
    ) -> None:
        self.problems.append(Problem(kind, message, Span(self.start, self.end), help, related))

    def _stop(self, problem: Problem) -> _StopReadingError:
        self.problems.append(problem)
        return _StopReadingError()


_DOUBTFUL = re.compile(r"[0-9]{16}|[eE][+-]?[0-9]{3}")


def read_value(text: str) -> tuple[object, bool]:
    """Return the value, and whether it is certain that `read` has nothing to report.

    When it is not, the value means nothing: read the text again, slowly.
    """
    if len(text) > LONGEST:
        return None, False
    if text.startswith("\ufeff"):
        text = text[1:]
    try:
        value = json.loads(
            text,
            object_pairs_hook=_members,
            parse_constant=_refuse,
            parse_int=_integer,
            parse_float=_number,
        )
    except (ValueError, RecursionError):
        return None, False
    if text.count("[") + text.count("{") > DEEPEST and _is_deep(value):
        return None, False
    return value, True


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError
    return members


def _integer(word: str) -> int:
    if len(word) > 15:
        _number(word)
    return int(word)


def _number(word: str) -> float:
    # How exact a long number is, the slow reader knows.
    if _DOUBTFUL.search(word):
        raise ValueError
    return float(word)


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


def _is_deep(value: object) -> bool:
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(DEEPEST):
        level = [
            part
            for whole in level
            for part in (whole.values() if isinstance(whole, dict) else whole)
            if isinstance(part, dict | list)
        ]
    return bool(level)
