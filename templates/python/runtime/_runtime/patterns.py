"""Functions that look for a text or a pattern."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from .arguments import as_function, bad_argument, expect, number_argument, string_argument
from .functions import call, match_object
from .paths import Items, unwrap
from .units import joined, units_of
from .values import UNDEFINED, JsonataError, bounded


def pattern(source: str) -> re.Pattern[str]:
    """Return the pattern; it is matched against UTF-16 units."""
    return re.compile(source)


def contains(value: object, wanted: object) -> object:
    expect("contains", "string", value)
    _expect_wanted(wanted, "contains")
    if value is UNDEFINED:
        return UNDEFINED
    text = string_argument(value, "contains")
    if wanted is UNDEFINED:
        return UNDEFINED
    if isinstance(wanted, str):
        return wanted in text
    if isinstance(wanted, re.Pattern):
        return wanted.search(units_of(text)) is not None
    return _checked(call(wanted, text)) is not None


def has_match(wanted: re.Pattern[str], text: str) -> bool:
    """Tell whether the pattern is found in the text."""
    return wanted.search(units_of(text)) is not None


def match(value: object, wanted: object, limit: object = UNDEFINED) -> object:
    """Return the matches as objects: match, index, groups."""
    expect("match", "string", value)
    _expect_wanted(wanted, "match")
    expect("match", "number", limit)
    if isinstance(wanted, str) or wanted is UNDEFINED:
        raise bad_argument("match")
    if value is UNDEFINED:
        return UNDEFINED
    text = string_argument(value, "match")
    most = _limit(limit, "D3040", "match")
    found = Items()
    for one in _matches(text, wanted) if most > 0 else ():
        found.append({"match": one.get("match"), "index": one.get("start"), **_groups(one)})
        if len(found) >= most:
            break
    return unwrap(found)


def _groups(found: Mapping[str, object]) -> dict[str, object]:
    return {"groups": found["groups"]} if "groups" in found else {}


def split(value: object, separator: object, limit: object = UNDEFINED) -> object:
    expect("split", "string", value)
    _expect_wanted(separator, "split")
    expect("split", "number", limit)
    if value is UNDEFINED:
        return UNDEFINED
    text = string_argument(value, "split")
    most = _limit(limit, "D3020", "split")
    if separator is UNDEFINED:
        parts = [text]
    elif isinstance(separator, str):
        parts = text.split(separator) if separator else list(units_of(text))
    else:
        return _split_by_pattern(text, separator, most)
    return parts if most == math.inf else parts[: int(most)]


def _split_by_pattern(text: str, separator: object, most: float) -> list[str]:
    units, parts, start = units_of(text), list[str](), 0
    if most <= 0:
        return parts
    for one in _matches(text, separator):
        if len(parts) >= most:
            return parts
        parts.append(joined(units[start : _index(one, "start")]))
        start = _index(one, "end")
    if len(parts) < most:
        parts.append(joined(units[start:]))
    return parts


def replace(
    value: object, wanted: object, replacement: object, limit: object = UNDEFINED
) -> object:
    expect("replace", "string", value)
    _expect_wanted(wanted, "replace")
    _expect_wanted(replacement, "replace")
    expect("replace", "number", limit)
    if value is UNDEFINED:
        return UNDEFINED
    text = string_argument(value, "replace")
    if wanted == "":
        raise JsonataError("D3010", "`$replace` cannot look for the empty string", "replace")
    most = _limit(limit, "D3011", "replace")
    if isinstance(wanted, str) and isinstance(replacement, str):
        times = text.count(wanted) if most == math.inf else math.ceil(most)
        bounded(len(text) + min(times, text.count(wanted)) * len(replacement), "replace")
        return text.replace(wanted, replacement, times)
    if isinstance(wanted, str) or wanted is UNDEFINED:
        raise bad_argument("replace")
    out, start, units = "", 0, units_of(text)
    for count, one in enumerate(_matches(text, wanted) if most > 0 else ()):
        if count >= most:
            break
        out += units[start : _index(one, "start")] + _replacement(one, replacement)
        start = _index(one, "start") + len(units_of(str(one.get("match", ""))))
        bounded(len(out), "replace")
    return joined(out + units[start:])


def _replacement(found: Mapping[str, object], replacement: object) -> str:
    if not isinstance(replacement, str):
        text = call(as_function(replacement, "replace"), found)
        if isinstance(text, str):
            return units_of(text)
        raise JsonataError("D3012", "the replacement of `$replace` is no string", "replace")
    return re.sub(
        r"\$(\$|[0-9]+)|\$", lambda mark: _group_text(found, mark.group(1)), units_of(replacement)
    )


def _group_text(found: Mapping[str, object], mark: str | None) -> str:
    if mark is None or mark == "$":
        return "$"
    if mark[0] == "0":
        return units_of(str(found.get("match", ""))) + mark[1:]
    groups = found.get("groups")
    parts = groups if isinstance(groups, list) else []
    # As many digits count as the number of groups has; one less when that leads beyond them.
    digits = mark[: max(len(str(len(parts))), 1)]
    if len(digits) > 1 and int(digits) > len(parts):
        digits = digits[:-1]
    text = parts[int(digits) - 1] if int(digits) <= len(parts) else UNDEFINED
    return ("" if text is UNDEFINED else units_of(str(text))) + mark[len(digits) :]


def _matches(text: str, wanted: object) -> Iterator[Mapping[str, object]]:
    """Yield what a pattern matches, or what a function says that matches."""
    found, count = _first(text, wanted), 0
    while found is not None:
        if not isinstance(wanted, re.Pattern):
            # A function may say so for ever.
            count += 1
            bounded(count * 1000, "match")
        # The next one is looked for first: a pattern that gets nowhere fails whatever the limit.
        following = _next(text, wanted, found)
        yield found
        found = following


def _first(text: str, wanted: object) -> Mapping[str, object] | None:
    if isinstance(wanted, re.Pattern):
        found = wanted.search(units_of(text))
        return None if found is None else match_object(found)
    return _checked(call(wanted, text))


def _next(text: str, wanted: object, last: Mapping[str, object]) -> Mapping[str, object] | None:
    if not isinstance(wanted, re.Pattern):
        return _checked(call(last.get("next"))) if "next" in last else None
    units, at = units_of(text), _index(last, "end")
    found = wanted.search(units, at) if at < len(units) else None
    if found is None:
        return None
    if found.end() == found.start():
        raise JsonataError("D1004", "the pattern matches a text of no length")
    return match_object(found)


def _checked(found: object) -> Mapping[str, object] | None:
    """Return what a function says that matches; nothing when it says that nothing does."""
    if found is UNDEFINED:
        return None
    kinds = (("start", (int, float)), ("end", (int, float)), ("groups", (list,)))
    if isinstance(found, dict) and any(isinstance(found.get(name), kind) for name, kind in kinds):
        return found
    raise JsonataError("T1010", "the function that looks for a match gives none")


def _index(found: Mapping[str, object], name: str) -> int:
    value = found.get(name)
    return max(math.trunc(value), 0) if isinstance(value, int | float) else 0


def _expect_wanted(wanted: object, token: str) -> None:
    is_wanted = isinstance(wanted, str | re.Pattern) or callable(wanted)
    if not (is_wanted or wanted is UNDEFINED):
        raise bad_argument(token)


def _limit(limit: object, code: str, token: str) -> int | float:
    if limit is UNDEFINED:
        return math.inf
    most = number_argument(limit, token)
    if most < 0:
        raise JsonataError(code, f"the limit of `${token}` is negative", token)
    return most
