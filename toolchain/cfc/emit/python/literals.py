"""JSON values and texts as Python literals: the one place where quotes and escapes are written.

What comes out is ASCII-safe where it matters: control characters, line separators, lone
surrogates and characters that only look like others' are escaped; a formatter would change
nothing.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache

from cfc.emit.code import Code
from cfc.emit.layout import wrapped

_NAMED = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


# What may have to be written otherwise, by the quote around the text.
_SPECIAL = {
    "": re.compile(r"[^ -\[\]-~]"),
    '"': re.compile(r"[^ !#-\[\]-~]"),
    "'": re.compile(r"[^ -&(-\[\]-~]"),
}


def _escaped(text: str, quote: str) -> str:
    return _SPECIAL[quote].sub(_escaped_character, text)


def _escaped_character(match: re.Match[str]) -> str:
    char = match.group()
    if char in _NAMED:
        return _NAMED[char]
    if " " <= char <= "~":
        return "\\" + char
    if unicodedata.category(char) in _INVISIBLE or char.isspace():
        number = ord(char)
        if number <= 0xFF:
            return f"\\x{number:02x}"
        return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
    return char


@lru_cache(maxsize=8192)
def string(text: str) -> Code:
    """Return a string literal: double quotes, single ones where that saves escapes."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    return Code(quote + _escaped(text, quote) + quote)


def fragment(text: str) -> str:
    """Return text as it stands between the double quotes of an f-string."""
    return _escaped(text, '"').replace("{", "{{").replace("}", "}}")


def literal(value: object) -> Code:
    """Return a JSON value as an expression."""
    return Code(_flat(value))


def _flat(value: object) -> str:
    if isinstance(value, str):
        return string(value).text
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, list):
        return "[" + ", ".join(_flat(item) for item in value) + "]"
    if isinstance(value, dict):
        members = (f"{string(key).text}: {_flat(item)}" for key, item in value.items())
        return "{" + ", ".join(members) + "}"
    return repr(value)


def _number(value: float) -> str:
    if math.isinf(value):
        return 'float("inf")' if value > 0 else 'float("-inf")'
    return repr(value)


def exploded(value: object, pad: str) -> Code:
    """Return a list or an object over lines, one member each, ending at the margin `pad`."""
    inner = pad + "    "
    if isinstance(value, list) and value:
        items = "".join(f"{inner}{exploded(item, inner).text},\n" for item in value)
        return Code(f"[\n{items}{pad}]")
    if isinstance(value, dict) and value:
        members = "".join(
            f"{inner}{string(key).text}: {exploded(item, inner).text},\n"
            for key, item in value.items()
        )
        return Code("{\n" + members + pad + "}")
    return literal(value)


def docstring_lines(text: str, room: int = 0) -> list[Code]:
    """Return lines that may stand between triple quotes; `room`: how long they may be (0: as long
    as they are)."""
    lines: list[str] = []
    if not text.isascii():
        # A class refuses a docstring with a lone surrogate in it.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for line in text.expandtabs(4).splitlines():
        shown = _escaped(line.rstrip(), "")
        if room and len(shown) > room:
            lines += wrapped(shown, room)
        else:
            lines.append(shown)
    while lines and not lines[-1]:
        lines.pop()
    ends_quoted = bool(lines) and lines[-1].endswith('"')
    if ends_quoted:
        lines[-1] = lines[-1][:-1]
    safe = [Code(line.replace('"""', '\\"\\"\\"')) for line in lines]
    if ends_quoted:
        safe[-1] = Code(safe[-1].text + '\\"')
    return safe


def comment(text: str) -> Code:
    """Return text for a comment of one line."""
    return Code(_escaped(" ".join(text.split()), ""))
