"""What a mistake in a JSON text most likely is.

In: the text and the place where the reader could not go on. Out: a `Problem` that names the
slip. It refuses to read on: it looks only at what stands around that place.
"""

from __future__ import annotations

import re

from cfc.text.document import Problem
from cfc.text.source import Span

_CHUNK = re.compile(r"[^\s,:\[\]{}\"']+")
_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$-]*")
_NUMERIC = re.compile(r"[+-]?\.?[0-9][\w.+-]*|[+-][\w.]*")
_QUOTED = re.compile(r"'(?:[^'\\\n\r]|\\[^\n\r])*'")
_OTHER_WORDS = {
    "true": "`true`",
    "false": "`false`",
    "null": "`null`",
    "none": "`null`",
    "nil": "`null`",
    "undefined": "`null`, or leave the member out",
}


def quoted(text: str) -> str:
    """Return a text as it is quoted in a message: shortened, in backticks, on one line."""
    shown = cut(text)
    if not shown.isprintable():
        shown = shown.encode("unicode_escape", "surrogatepass").decode("ascii")
    return f"`{shown}`"


def cut(text: str, longest: int = 40) -> str:
    """Return the text, its middle left out when it is too long for a message."""
    return text if len(text) <= longest else f"{text[: longest - 10]}…{text[-8:]}"


def no_value(text: str, at: int, opener: int | None) -> Problem:
    """Return the problem of a place where a value must stand and none does."""
    if at >= len(text):
        return _ended(text, at, opener)
    found = _anywhere(text, at)
    if found is not None:
        return found
    char = text[at]
    if char == ",":
        return _problem("a value is missing before `,`", Span(at, at + 1), "remove one comma")
    if char in "}]":
        return _problem(f"a value is missing before `{char}`", Span(at, at + 1))
    numeric = _NUMERIC.match(text, at)
    if numeric is not None:
        return _bad_number(numeric[0], Span(*numeric.span()))
    chunk = _chunk(text, at)
    word = text[chunk.start : chunk.end]
    if word.casefold() in _OTHER_WORDS:
        right = _OTHER_WORDS[word.casefold()]
        return _problem(f"`{word}` is no word of JSON", chunk, f"write {right}")
    if _IDENTIFIER.fullmatch(word):
        return _problem(f"the string {quoted(word)} is not quoted", chunk, f'write `"{cut(word)}"`')
    return _problem(f"a value must stand here, not {quoted(word)}", chunk)


def no_key(text: str, at: int, opener: int) -> Problem:
    """Return the problem of a place where a member's name must stand and none does."""
    if at >= len(text):
        return _ended(text, at, opener)
    found = _anywhere(text, at)
    if found is not None:
        return found
    char = text[at]
    if char == ",":
        return _problem("a member is missing before `,`", Span(at, at + 1), "remove one comma")
    if char == "]":
        return _wrong_closer(text, at, opener)
    chunk = _chunk(text, at)
    word = text[chunk.start : chunk.end]
    if _IDENTIFIER.fullmatch(word) or word.isdecimal():
        return _problem(f"the name {quoted(word)} is not quoted", chunk, f'write `"{cut(word)}"`')
    return _problem(f"a member's name must stand here, not {quoted(word)}", chunk)


def no_colon(text: str, at: int, key: Span) -> Problem:
    """Return the problem of a name that no colon follows."""
    name = quoted(text[key.start + 1 : key.end - 1])
    if at < len(text) and text[at] in "=":
        return _problem(f"`=` stands behind the name {name}", Span(at, at + 1), "write `:`")
    if at < len(text) and text[at] in ",}":
        return _problem(f"the name {name} has no value", key, "write `:` and a value behind it")
    return _problem(f"a colon is missing behind the name {name}", key)


def no_comma(text: str, at: int, behind: int, opener: int, in_object: bool) -> Problem:
    """Return the problem of a value that neither a comma nor the end of its container follows."""
    if at >= len(text):
        return _ended(text, at, opener)
    char = text[at]
    if char in "}]":
        return _wrong_closer(text, at, opener)
    if char == ":" and not in_object:
        return _problem(
            "`:` stands in an array", Span(at, at + 1), "members with a name belong in `{…}`"
        )
    if at == behind and text[behind - 1] == '"':
        return _problem(
            f"the string ends before {quoted(char)}",
            Span(behind - 1, behind),
            'a `"` within a string is written `\\"`',
        )
    found = _anywhere(text, at, strings=False)
    if found is not None:
        return found
    if char == ";":
        return _problem("`;` stands behind a value", Span(at, at + 1), "write `,`")
    what = "member" if in_object else "item"
    return _problem(
        f"a comma is missing behind this {what}",
        Span(behind - 1, behind),
        "members and items are separated by commas",
        related=Span(at, at + 1),
    )


def text_behind(text: str, at: int) -> Problem:
    """Return the problem of a text that goes on behind its value."""
    found = _anywhere(text, at, strings=False)
    if found is not None:
        return found
    char = text[at]
    span = Span(at, at + 1) if char in '{}[]:,"' else _chunk(text, at)
    if char in "}]":
        return _problem(f"`{char}` closes nothing", span, "remove it")
    if char in '{["':
        hint = "a file holds one value; JSON Lines is not read here"
    else:
        hint = "a file holds one value"
    return _problem("the text goes on behind its value", span, hint)


def _anywhere(text: str, at: int, strings: bool = True) -> Problem | None:
    """Return a slip that is the same wherever it stands, if it is one."""
    char = text[at]
    if text.startswith("/*", at):
        return _problem("the comment is never closed", Span(at, at + 2), "close it with `*/`")
    if char == "#":
        return _problem("`#` starts no comment", Span(at, at + 1), "write `//`")
    if char == '"' and strings:
        end = len(text)
        for stop in "\r\n":
            found = text.find(stop, at)
            end = end if found < 0 else min(end, found)
        hint = 'close it with `"`'
        if end < len(text):
            hint += "; a line break within a string is written `\\n`"
        return _problem("the string is not closed on its line", Span(at, end), hint)
    if char == "'":
        match = _QUOTED.match(text, at)
        span = Span(*match.span()) if match else Span(at, at + 1)
        return _problem(
            "a string stands in single quotes", span, 'JSON has double quotes only: write `"…"`'
        )
    if char in "`“”„‘’«»":
        return _problem(
            f"`{char}` is no quotation mark of JSON"
            if char != "`"
            else "a backtick quotes nothing",
            Span(at, at + 1),
            'write `"…"`',
        )
    return None


def _ended(text: str, at: int, opener: int | None) -> Problem:
    if opener is None:
        return _problem("the text is empty: a value must stand here", Span(at, at))
    char = text[opener]
    closer = "}" if char == "{" else "]"
    return _problem(
        f"`{char}` is never closed",
        Span(opener, opener + 1),
        f"add the `{closer}` that is missing",
        related=Span(at, at),
    )


def _wrong_closer(text: str, at: int, opener: int) -> Problem:
    return _problem(
        f"`{text[at]}` cannot close `{text[opener]}`",
        Span(at, at + 1),
        related=Span(opener, opener + 1),
    )


def _bad_number(literal: str, span: Span) -> Problem:
    message = f"`{cut(literal)}` is no number of JSON"
    if literal.startswith("+"):
        return _problem(message, span, "leave the `+` out")
    digits = literal.lstrip("-")
    if digits[:2].casefold() in ("0x", "0b", "0o"):
        return _problem(message, span, "write it in decimal")
    if digits.startswith("."):
        return _problem(message, span, "write a `0` before the point")
    if digits.endswith("."):
        return _problem(message, span, "write a digit behind the point, or leave the point out")
    if "_" in digits:
        return _problem(message, span, "leave the `_` out")
    if len(digits) > 1 and digits[0] == "0" and digits[1].isdecimal():
        return _problem(message, span, "leave the leading zeros out")
    return _problem(message, span)


def _chunk(text: str, at: int) -> Span:
    match = _CHUNK.match(text, at)
    return Span(at, match.end() if match else at + 1)


def _problem(
    message: str, span: Span, help: str | None = None, related: Span | None = None
) -> Problem:
    return Problem("syntax", message, span, help, related)
