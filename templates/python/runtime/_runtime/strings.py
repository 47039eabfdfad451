"""Functions of strings, which count code points."""

from __future__ import annotations

import math
import re

from .arguments import context_of, expect, number_argument, string_argument
from .units import joined
from .values import UNDEFINED, JsonataError, bounded


def length(value: object) -> object:
    """Return the number of code points."""
    return UNDEFINED if value is UNDEFINED else len(string_argument(value, "length"))


def substring(value: object, start: object, size: object = UNDEFINED) -> object:
    expect("substring", "number", start, size)
    if value is UNDEFINED:
        return UNDEFINED
    text = string_argument(value, "substring")
    first = 0 if start is UNDEFINED else number_argument(start, "substring")
    first = 0 if len(text) + first < 0 else first
    if size is UNDEFINED:
        return text[math.trunc(first) :]
    count = number_argument(size, "substring")
    if count <= 0:
        return ""
    end = first + count if first >= 0 else len(text) + first + count
    return text[math.trunc(first) : math.trunc(end)]


def substring_at(context: object, value: object, start: object) -> object:
    """Take the end of the value, or of the context when two numbers are given."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return substring(context_of(context, "string", "substring"), value, start)
    return substring(value, start)


def substring_before(value: object, mark: object) -> object:
    pair = _text_pair(value, mark, "substringBefore")
    return UNDEFINED if pair is None else pair[0].partition(pair[1])[0] if pair[1] else ""


def substring_after(value: object, mark: object) -> object:
    pair = _text_pair(value, mark, "substringAfter")
    if pair is None or not pair[1]:
        return UNDEFINED if pair is None else pair[0]
    before, found, after = pair[0].partition(pair[1])
    return after if found else before


def _text_pair(value: object, other: object, token: str) -> tuple[str, str] | None:
    expect(token, "string", value, other)
    if value is UNDEFINED:
        return None
    # JavaScript looks for the text "undefined" when there is nothing to look for.
    mark = "undefined" if other is UNDEFINED else string_argument(other, token)
    return string_argument(value, token), mark


def lowercase(value: object) -> object:
    return UNDEFINED if value is UNDEFINED else string_argument(value, "lowercase").lower()


def uppercase(value: object) -> object:
    return UNDEFINED if value is UNDEFINED else string_argument(value, "uppercase").upper()


def trim(value: object) -> object:
    """Strip the ends and make every run of white space one space."""
    if value is UNDEFINED:
        return UNDEFINED
    return re.sub(r"[ \t\n\r]+", " ", string_argument(value, "trim")).strip(" ")


def pad(value: object, width: object, fill: object = UNDEFINED) -> object:
    expect("pad", "number", width)
    expect("pad", "string", fill)
    if value is UNDEFINED:
        return UNDEFINED
    text = string_argument(value, "pad")
    size = math.trunc(number_argument(width, "pad"))
    mark = " " if fill is UNDEFINED else string_argument(fill, "pad") or " "
    missing = abs(size) - len(text)
    bounded(missing, "pad")
    padding = (mark * (max(missing, 0) // len(mark) + 1))[: max(missing, 0)]
    return text + padding if size > 0 else padding + text


def join(value: object, separator: object = UNDEFINED) -> object:
    expect("join", "string", separator)
    if value is UNDEFINED:
        return UNDEFINED
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in items):
        raise JsonataError("T0412", "`$join` takes an array of strings", "join")
    mark = "" if separator is UNDEFINED else string_argument(separator, "join")
    bounded(len(mark) * len(items) + sum(len(str(item)) for item in items), "join")
    return joined(mark.join(item for item in items if isinstance(item, str)))
