"""JSON string literals: what they say, and where each character of that stands.

In: a source text and the span of a literal, quotes included. It refuses to know what stands
around the literal.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cfc.text.document import Problem
from cfc.text.source import Span

_PIECE = re.compile(
    r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
    r"|\\u([0-9a-fA-F]{4})"
    r"|\\([\s\S])"
)
_CONTROL = re.compile(r"[\x00-\x1f]")
_SHORT = {
    '"': '"',
    "\\": "\\",
    "/": "/",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
}
_NAMED = {"\t": "a tab", "\0": "a NUL"}
_WRITTEN = {"\t": "\\t", "\b": "\\b", "\f": "\\f"}


def decode(text: str, span: Span, report: Callable[[Problem], None]) -> str:
    """Return what the literal says; a bad escape stands for the character behind the `\\`."""
    start = span.start + 1
    body = text[start : span.end - 1]
    for match in _CONTROL.finditer(body):
        char = match[0]
        report(
            Problem(
                "control-character",
                f"a string holds {_NAMED.get(char, f'the control character U+{ord(char):04X}')}",
                Span(start + match.start(), start + match.end()),
                f"write `{_WRITTEN.get(char, _unicode(char))}`",
            )
        )
    if "\\" not in body:
        return body

    def replace(match: re.Match[str]) -> str:
        high, low, unit, char = match.groups()
        if high is not None:
            return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
        if unit is not None:
            return chr(int(unit, 16))
        if char not in _SHORT:
            report(_bad_escape(char, Span(start + match.start(), start + match.end())))
        return _SHORT.get(char, char)

    return _PIECE.sub(replace, body)


def string_offset(text: str, span: Span, index: int) -> int:
    """Return where in the text the code point number `index` of the literal's value stands.

    An index behind the last one gives the place of the closing quote.
    """
    position, last = span.start + 1, span.end - 1
    while index > 0 and position < last:
        match = _PIECE.match(text, position, last)
        position = match.end() if match else position + 1
        index -= 1
    return position


def _unicode(char: str) -> str:
    return f"\\u{ord(char):04x}"


def _bad_escape(char: str, span: Span) -> Problem:
    if char == "u":
        return Problem(
            "bad-escape",
            "`\\u` is followed by fewer than four hexadecimal digits",
            span,
            "write `\\u0041`; a code point past U+FFFF takes two such escapes",
        )
    if char == "'":
        hint = "write `'` without the `\\`"
    elif char == "x":
        hint = "write `\\u00` and the two hexadecimal digits"
    else:
        hint = f"write `\\\\{char}` for a backslash and `{char}` (a regular expression needs it)"
    return Problem("bad-escape", f"`\\{char}` is no escape of JSON", span, hint)
