"""Strings as JavaScript has them: by UTF-16 units, where Python counts code points."""

from __future__ import annotations

import re
from typing import Final

SPACE: Final = r"[\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"
"""What `\\s` is in JavaScript: in Python it is more, and less."""


def utf16_key(text: str) -> bytes:
    """Return a key that orders strings as JavaScript does: by UTF-16 units."""
    return text.encode("utf-16-be", "surrogatepass")


def joined(text: str) -> str:
    """Return the text with surrogate pairs as the code points they stand for."""
    if text.isascii() or not any("\ud800" <= char <= "\udbff" for char in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def units_of(text: str) -> str:
    """Return the text as UTF-16 units, one character each."""
    if text.isascii() or max(text) < "\U00010000":
        return text
    units = text.encode("utf-16-be", "surrogatepass")
    return "".join(chr(units[index] << 8 | units[index + 1]) for index in range(0, len(units), 2))


def without_space(text: str) -> str:
    """Return the text without what JavaScript takes for white space."""
    return re.sub(SPACE, "", text)
