"""Integers written by a picture: digits in groups, letters, Roman numerals, words."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import reduce
from typing import Final, Literal

from .arguments import expect, number_argument, string_argument
from .texts import number_text
from .units import SPACE, joined, units_of
from .values import EXACT, UNDEFINED, JsonataError
from .wordings import number_of_words, words_of

_ZEROS: Final = (
    "0\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50\u0ed0"
    "\u0f20\u1040\u1090\u17e0\u1810\u1946\u19d0\u1a80\u1a90\u1b50\u1bb0\u1c40\u1c50\ua620\ua8d0"
    "\ua900\ua9d0\ua9f0\uaa50\uabf0\uff10"
)
_NUMERALS: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_ROMAN_VALUES: Final = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
_LARGEST_ROMAN: Final = 1_000_000
_WIDEST: Final = 1000

Case = Literal["upper", "lower", "title"]


@dataclass(frozen=True)
class Mark:
    """A separator, so many digits from the right."""

    position: int
    text: str


@dataclass(frozen=True)
class IntegerPicture:
    """How an integer is written. `regular`: the one mark repeats; `zero`: its first digit."""

    kind: Literal["digits", "letters", "roman", "words", "other"]
    case: Case = "lower"
    ordinal: bool = False
    zero: int = 48
    mandatory: int = 0
    optional: int = 0
    regular: bool = False
    marks: tuple[Mark, ...] = ()
    text: str = ""


_WORDS: Final[dict[str, IntegerPicture]] = {
    "A": IntegerPicture("letters", "upper"),
    "a": IntegerPicture("letters"),
    "I": IntegerPicture("roman", "upper"),
    "i": IntegerPicture("roman"),
    "W": IntegerPicture("words", "upper"),
    "Ww": IntegerPicture("words", "title"),
    "w": IntegerPicture("words"),
}


def integer_picture(picture: str) -> IntegerPicture:
    """Return what the text of a picture asks for."""
    primary, semicolon, modifier = picture.rpartition(";")
    if not semicolon:
        primary, modifier = picture, ""
    ordinal = modifier.startswith("o")
    known = _WORDS.get(primary)
    if known is not None:
        return IntegerPicture(known.kind, known.case, ordinal)
    zero: int | None = None
    mandatory = optional = 0
    marks: list[Mark] = []
    for char in reversed(primary):
        found = next((ord(one) for one in _ZEROS if 0 <= ord(char) - ord(one) <= 9), None)
        if found is not None:
            if zero is not None and zero != found:
                raise JsonataError("D3131", "the digits of a picture are of one script")
            zero = found
            mandatory += 1
        elif char == "#":
            optional += 1
        else:
            marks.append(Mark(mandatory + optional, char))
    if zero is None:
        return IntegerPicture("other", ordinal=ordinal, text=primary)
    if mandatory > _WIDEST:
        raise JsonataError("U1001", f"a picture has at most {_WIDEST} digits")
    step = _regular_step(marks)
    chosen = (Mark(step, marks[0].text),) if step else tuple(marks)
    regular = step > 0
    return IntegerPicture(
        "digits", "lower", ordinal, zero, mandatory, optional, regular, chosen, primary
    )


def _regular_step(marks: list[Mark]) -> int:
    """Return the distance of marks that repeat, 0 when they don't."""
    if not marks or any(mark.text != marks[0].text for mark in marks):
        return 0
    positions = [mark.position for mark in marks]
    step = reduce(math.gcd, positions)
    repeated = all(index * step in positions for index in range(1, len(positions) + 1))
    return step if repeated else 0


def no_sequence(picture: IntegerPicture) -> JsonataError:
    return JsonataError("D3130", f"`{picture.text}` is no sequence of numbers")


def integer_text(value: float, picture: IntegerPicture) -> str:
    """Return a whole number as the picture has it."""
    size = abs(value)
    if picture.kind == "letters":
        text = _letters(size, "A" if picture.case == "upper" else "a")
    elif picture.kind == "roman":
        text = _roman(size)
        text = text.upper() if picture.case == "upper" else text
    elif picture.kind == "words":
        text = words_of(float(size), picture.ordinal)
        if picture.case != "title":
            text = text.upper() if picture.case == "upper" else text.lower()
    elif picture.kind == "digits":
        text = _digits(size, picture)
    else:
        raise no_sequence(picture)
    return "-" + text if value < 0 else text


def _digits(size: float, picture: IntegerPicture) -> str:
    text = number_text(size).rjust(picture.mandatory, "0")
    if picture.zero != 48:
        text = "".join(chr(ord(char) + picture.zero - 48) for char in text)
    if picture.regular:
        mark = picture.marks[0]
        for count in range((len(text) - 1) // mark.position, 0, -1):
            at = len(text) - count * mark.position
            text = text[:at] + mark.text + text[at:]
    else:
        for mark in reversed(picture.marks):
            at = len(text) - mark.position
            text = text[: max(at, 0)] + mark.text + text[at:]
    if not picture.ordinal:
        return text
    suffix = {"1": "st", "2": "nd", "3": "rd"}.get(text[-1:], "th")
    return text + ("th" if text[-2:-1] == "1" else suffix)


def _letters(size: float, first: str) -> str:
    out = ""
    rest = float(size)
    while rest > 0:
        out = chr(int(math.fmod(rest - 1, 26)) + ord(first)) + out
        rest = float(math.floor((rest - 1) / 26))
    return out


def _roman(size: float) -> str:
    if size > _LARGEST_ROMAN:
        raise JsonataError("U1001", f"Roman numerals end at {_LARGEST_ROMAN}")
    out, rest = "", int(size)
    for value, numeral in _NUMERALS:
        out += numeral * (rest // value)
        rest %= value
    return out


def format_integer(value: object, picture: object) -> object:
    """Return the number, rounded down, as the picture has it."""
    expect("formatInteger", "string", picture)
    if value is UNDEFINED:
        return UNDEFINED
    number = number_argument(value, "formatInteger")
    if not math.isfinite(number):
        raise JsonataError("D1001", "a number is out of range", "formatInteger")
    wanted = integer_picture(string_argument(picture, "formatInteger"))
    return integer_text(math.floor(number), wanted)


def parse_integer(value: object, picture: object) -> object:
    """Return the number that the text stands for, read as the picture has it."""
    expect("parseInteger", "string", value, picture)
    if value is UNDEFINED:
        return UNDEFINED
    wanted = integer_picture(string_argument(picture, "parseInteger"))
    return integer_of(string_argument(value, "parseInteger"), wanted)


def integer_of(text: str, picture: IntegerPicture) -> int | float:
    """Return the number that the text stands for; NaN when it is none."""
    if picture.kind == "other":
        raise no_sequence(picture)
    if picture.kind == "letters":
        found, factor = 0.0, 1.0
        base = ord("A" if picture.case == "upper" else "a")
        for char in reversed(units_of(text)):
            found += (ord(char) - base + 1) * factor
            factor *= 26
    elif picture.kind == "roman":
        found = _roman_value(text if picture.case == "upper" else text.upper())
    elif picture.kind == "words":
        found = number_of_words(text)
    else:
        digits = text[:-2] if picture.ordinal else text
        for mark in (",",) if picture.regular else [mark.text for mark in picture.marks]:
            digits = digits.replace(mark, "")
        if picture.zero != 48:
            codes = [ord(char) - picture.zero + 48 for char in units_of(digits)]
            digits = joined("".join(chr(code) if code >= 0 else " " for code in codes))
        found = leading_integer(digits)
    whole = math.isfinite(found) and found.is_integer() and abs(found) <= EXACT
    return int(found) if whole else found


def _roman_value(text: str) -> float:
    total, largest = 0, 1
    for char in reversed(text):
        value = _ROMAN_VALUES.get(char)
        if value is None:
            return math.nan
        if value < largest:
            total -= value
        else:
            largest = value
            total += value
    return float(total)


def leading_integer(text: str) -> float:
    """Return the integer that a text begins with, as JavaScript's `parseInt` does."""
    found = re.match(rf"{SPACE}*([+-]?)(?:0[xX]([0-9a-fA-F]+)|([0-9]+))", text)
    if found is None:
        return math.nan
    # A text of a million digits is no number, and int() would take its time with it.
    digits = found[2] or found[3]
    if len(digits) > 400:
        size = math.inf
    else:
        whole = int(digits, 16 if found[2] else 10)
        size = float(whole) if whole < 2**1024 - 2**970 else math.inf
    return -size if found[1] == "-" else size
