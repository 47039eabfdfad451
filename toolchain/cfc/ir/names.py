"""Words to names: the same names in every language, from the same place, settled the same way.

A name comes from the first candidate that is free. A clash takes the parent's words, never a
number; the last candidate spells out every character, so it is always free.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_WORD = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+|[^\W\d_a-zA-Z]+")
_LONGEST = 60
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
    "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip
_CARDINALS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SPOKEN = {
    " ": "space", "\t": "tab", "\n": "newline", "\r": "return", "!": "exclamation", '"': "quote",
    "#": "hash", "$": "dollar", "%": "percent", "&": "and", "'": "apostrophe", "(": "open",
    ")": "close", "*": "star", "+": "plus", ",": "comma", "-": "dash", ".": "dot", "/": "slash",
    ":": "colon", ";": "semicolon", "<": "less", "=": "equals", ">": "greater", "?": "question",
    "@": "at", "[": "open", "]": "close", "\\": "backslash", "^": "caret", "_": "underscore",
    "`": "backtick", "{": "open", "}": "close", "|": "or", "~": "tilde",
}  # fmt: skip


@lru_cache(maxsize=16384)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case: `userId`, `user-id` and `User ID` have the same.

    Letters of other scripts are kept; everything else separates.
    """
    folded = unicodedata.normalize("NFKC", text)
    found = [match.group().lower() for match in _WORD.finditer(folded)]
    kept: list[str] = []
    length = 0
    for word in found:
        length += len(word)
        if length > _LONGEST and kept:
            break
        kept.append(word[:_LONGEST])
    return tuple(word for word in kept if word.isidentifier() or word.isdecimal())


def spelled(text: str) -> tuple[str, ...]:
    """Return words that no other text has: letters as they are, the rest as code points.

    Capitals are marked, since the case of words is lost in names.
    """
    out: list[str] = []
    run = ""
    for char in text:
        if char.isascii() and (char.islower() or char.isdigit()):
            run += char
            continue
        if run:
            out.append(run)
            run = ""
        out.append(f"u{ord(char):x}")
    if run:
        out.append(run)
    return tuple(out) or ("empty",)


@lru_cache(maxsize=4096)
def spoken(text: str) -> tuple[str, ...]:
    """Return the words of a text and what stands between them: `+1` is plus, 1."""
    folded = unicodedata.normalize("NFKC", text)
    out: list[str] = []
    end = 0
    for match in _WORD.finditer(folded):
        out += _marks(folded[end : match.start()], before=match.group())
        out.append(match.group().lower())
        end = match.end()
    out += _marks(folded[end:])
    kept: list[str] = []
    for word in out:
        if sum(map(len, kept)) + len(word) <= _LONGEST and (
            word.isidentifier() or word.isdecimal()
        ):
            kept.append(word)
    return tuple(kept) or spelled(text)


def _marks(marks: str, before: str = "") -> Iterable[str]:
    for char in marks:
        if char == "-" and before.isdecimal():
            yield "minus"
        elif char in _SPOKEN:
            yield _SPOKEN[char]
        else:
            # The name of a character ends in a number only where the character has one.
            yield from unicodedata.name(char, f"u{ord(char):x}").lower().replace("-", " ").split()


def ordinal(index: int) -> tuple[str, ...]:
    """Return `first` for 0, `twenty, first` for 20: numbers are no part of a name.

    From a hundred on, it is said digit by digit.
    """
    place = index + 1
    tens, ones = divmod(place, 10)
    if place < len(_ORDINALS):
        return (_ORDINALS[place],)
    if place < 100:
        return (_TENS[tens], _ORDINALS[ones]) if ones else (_TENS[tens][:-1] + "ieth",)
    return (*(_CARDINALS[int(digit)] for digit in str(tens)), _ORDINALS[ones])


def pascal(parts: Iterable[str]) -> str:
    """Return `OrderLine` for order, line. A leading digit gets an underscore.

    So does one behind a digit: 3, 1 is `3_1`, which is not 31.
    """
    name = ""
    for part in parts:
        between = "_" if name[-1:].isdigit() and part[:1].isdigit() else ""
        name += between + part[:1].upper() + part[1:]
    return name if name.isidentifier() else "_" + name if ("_" + name).isidentifier() else "Value"


def snake(parts: Iterable[str]) -> str:
    """Return `order_line` for order, line."""
    name = "_".join(parts)
    return name if name.isidentifier() else "_" + name if ("_" + name).isidentifier() else "value"


def camel(parts: Sequence[str]) -> str:
    """Return `orderLine` for order, line."""
    head, rest = "".join(parts[:1]), parts[1:]
    name = head + "".join(part[:1].upper() + part[1:] for part in rest)
    return name if name.isidentifier() else "_" + name if ("_" + name).isidentifier() else "value"


class Namespace:
    """Names in use, compared without case and underscores so that they clash in no language."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = {self._key(name) for name in reserved}

    @staticmethod
    def _key(name: str) -> str:
        return name.replace("_", "").casefold()

    def claim(self, candidates: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        """Return the first candidate (as words) that is free, and take it.

        When none is, the last one is said again until it is.
        """
        name: tuple[str, ...] = ()
        for candidate in candidates:
            name = candidate or name
            if candidate and self._key("".join(candidate)) not in self._taken:
                break
        while self._key("".join(name)) in self._taken:
            name = (*name, "again")
        self._taken.add(self._key("".join(name)))
        return name
