"""Functions that look for a text or a pattern."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from .arguments import as_function, bad_argument, expect, number_argument, string_argument
from .functions import call, match_object
from .paths import Items, unwrap
from .units import joined, units_of
from .values import UNDEFINED, JsonataError


def pattern(source: str) -> re.Pattern[str]:
    """Return the pattern; it is matched against UTF-16 units."""
    return re.compile(source)


def contains(value: object, wanted: object) -> object:
    expect("contains", "string", value)
    if value is UNDEFINED or wanted is UNDEFINED:
        return UNDEFINED
    text = string_argument(value, "contains")
    if isinstance(wanted, re.Pattern):
        return wanted.search(units_of(text)) is not None
    return string_argument(wanted, "contains") in text


def match(value: object, wanted: object, limit: object = UNDEFINED) -> object:
    """Return the matches as objects: match, index, groups."""
    expect("match", "number", limit)
    if value is UNDEFINED:
        return UNDEFINED
    text = string_argument(value, "match")
    if not isinstance(wanted, re.Pattern):
        raise bad_argument("match")
    most = _limit(limit, "D3040", "match")
    found = Items()
    for one in _matches(text, wanted) if most > 0 else ():
        groups: list[object] = [
            UNDEFINED if part is None else joined(part) for part in one.groups()
        ]
        found.append({"match": joined(one.group()), "index": one.start(), "groups": groups})
        if len(found) >= most:
            break
    return unwrap(found)


def split(value: object, separator: object, limit: object = UNDEFINED) -> object:
    expect("split", "number", limit)
    if value is UNDEFINED:
        return UNDEFINED
    text = string_argument(value, "split")
    most = _limit(limit, "D3020", "split")
    if isinstance(separator, re.Pattern):
        return _split_by_pattern(text, separator, most)
    if separator is UNDEFINED:
        parts = [text]
    else:
        mark = string_argument(separator, "split")
        parts = text.split(mark) if mark else list(units_of(text))
    return parts if most == math.inf else parts[: int(most)]


def _split_by_pattern(text: str, separator: re.Pattern[str], most: float) -> list[str]:
    units, parts, start = units_of(text), list[str](), 0
    if most <= 0:
        return parts
    for one in _matches(text, separator):
        if len(parts) >= most:
            return parts
        parts.append(joined(units[start : one.start()]))
        start = one.end()
    if len(parts) < most:
        parts.append(joined(units[start:]))
    return parts


def replace(
    value: object, wanted: object, replacement: object, limit: object = UNDEFINED
) -> object:
    expect("replace", "string", value)
    expect("replace", "number", limit)
    if value is UNDEFINED:
        return UNDEFINED
    text = string_argument(value, "replace")
    if wanted == "":
        raise JsonataError("D3010", "`$replace` cannot look for the empty string", "replace")
    most = _limit(limit, "D3011", "replace")
    if isinstance(wanted, str) and isinstance(replacement, str):
        return text.replace(wanted, replacement, -1 if most == math.inf else math.ceil(most))
    if not isinstance(wanted, re.Pattern):
        raise bad_argument("replace")
    out, start, count, units = "", 0, 0, units_of(text)
    for one in _matches(text, wanted):
        if count >= most:
            break
        if one.end() == one.start():
            raise JsonataError("D1004", "the pattern matches a text of no length", "replace")
        out += units[start : one.start()] + _replacement(one, replacement)
        start, count = one.end(), count + 1
    return joined(out + units[start:])


def _replacement(found: re.Match[str], replacement: object) -> str:
    if not isinstance(replacement, str):
        text = call(as_function(replacement, "replace"), match_object(found))
        if isinstance(text, str):
            return units_of(text)
        raise JsonataError("D3012", "the replacement of `$replace` is no string", "replace")
    return re.sub(
        r"\$(\$|[0-9]+)|\$", lambda mark: _group_text(found, mark.group(1)), units_of(replacement)
    )


def _group_text(found: re.Match[str], mark: str | None) -> str:
    if mark is None or mark == "$":
        return "$"
    count = len(found.groups())
    digits = mark
    while len(digits) > 1 and int(digits) > count:
        digits = digits[:-1]
    if int(digits) == 0:
        return found.group() + mark[1:]
    text = found.group(int(digits)) if int(digits) <= count else ""
    return (text or "") + mark[len(digits) :]


def _matches(text: str, wanted: re.Pattern[str]) -> Iterator[re.Match[str]]:
    units = units_of(text)
    at, previous_end = 0, -1
    while at <= len(units):
        found = wanted.search(units, at)
        if found is None:
            return
        if found.end() == found.start() and previous_end >= 0:
            raise JsonataError("D1004", "the pattern matches a text of no length")
        yield found
        at = previous_end = found.end()
        if at >= len(units):
            return


def _limit(limit: object, code: str, token: str) -> int | float:
    if limit is UNDEFINED:
        return math.inf
    most = number_argument(limit, token)
    if most < 0:
        raise JsonataError(code, f"the limit of `${token}` is negative", token)
    return most
