"""Integers in English words, and back."""

from __future__ import annotations

import math
import re
from typing import Final

from .units import SPACE

_SMALL: Final = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
]
_SMALL_ORDINALS: Final = [
    "Zeroth",
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
]
_TENS: Final = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"]
_POWERS: Final = (
    (1e12, "Trillion"),
    (1e9, "Billion"),
    (1e6, "Million"),
    (1e3, "Thousand"),
)
_SEPARATOR: Final = re.compile(rf",{SPACE}|{SPACE}and{SPACE}|{SPACE}|[\\-]")


def words_of(value: float, ordinal: bool) -> str:
    """Return a whole number that is not negative in words."""
    return _words(value, False, ordinal)


def _words(value: float, follows: bool, ordinal: bool) -> str:
    if value < 20:
        names = _SMALL_ORDINALS if ordinal else _SMALL
        return (" and " if follows else "") + names[int(value)]
    if value < 100:
        text = (" and " if follows else "") + _TENS[int(value) // 10 - 2]
        if int(value) % 10:
            return text + "-" + _words(int(value) % 10, False, ordinal)
        return text[:-1] + "ieth" if ordinal else text
    if value < 1000:
        text, rest = _SMALL[int(value) // 100] + " Hundred", float(int(value) % 100)
    else:
        factor, name = next(one for one in _POWERS if value >= one[0])
        count = float(math.floor(value / factor))
        text, rest = _words(count, False, False) + " " + name, value - count * factor
    text = (", " if follows else "") + text
    if rest > 0:
        return text + _words(rest, True, ordinal)
    return text + "th" if ordinal else text


def _value_of(word: str) -> float:
    """Return what a word stands for; NaN when it is no number."""
    for names in (_SMALL, _SMALL_ORDINALS):
        for index, name in enumerate(names):
            if word == name.lower():
                return float(index)
    for index, name in enumerate(_TENS):
        if word in (name.lower(), name.lower()[:-1] + "ieth"):
            return (index + 2) * 10.0
    if word in ("hundred", "hundredth"):
        return 100.0
    for factor, name in _POWERS:
        if word in (name.lower(), name.lower() + "th"):
            return factor
    return math.nan


def number_of_words(text: str) -> float:
    """Return the number that the words come to; NaN when one of them is no number."""
    parts = [0.0]
    for word in _SEPARATOR.split(text.lower()):
        value = _value_of(word)
        if value < 100:
            if parts[-1] >= 1000:
                parts.append(0.0)
            parts[-1] += value
        else:
            parts[-1] *= value
    total = 0.0
    for part in parts:
        total += part
    return total


def words_end(text: str, start: int) -> list[int]:
    """Return where words of numbers that begin here may end, the farthest first."""
    ends: list[int] = []
    at = start
    while (end := _word_end(text, at)) > at:
        ends.append(end)
        at = end
    return ends[::-1]


def _word_end(text: str, start: int) -> int:
    if text[start : start + 1] in ("-", ",", " "):
        return start + 1
    rest = text[start : start + 12].lower()
    tens = [name.lower()[:-1] + "ieth" for name in _TENS]
    powers = [name for _, name in _POWERS]
    names = [*_SMALL, *_SMALL_ORDINALS, *_TENS, *tens, "Hundred", *powers, "and"]
    longest = 0
    for name in (*names, "hundredth", *(name + "th" for name in powers)):
        if rest.startswith(name.lower()):
            longest = max(longest, len(name))
    return start + longest
