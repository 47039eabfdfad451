"""Calling function values, and the functions that take others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .arguments import as_function
from .paths import Items, array_of, unwrap
from .units import joined, units_of
from .values import UNDEFINED, Function, JsonataError, bounded, truthy


def call(function: object, *arguments: object) -> object:
    """Call a function value; missing arguments have no value, extra ones are dropped."""
    if isinstance(function, re.Pattern):
        return _first_match(function, arguments)
    if not callable(function):
        raise JsonataError("T1006", "what is called is no function")
    return function(*padded(function, arguments))


def padded(function: Function, arguments: tuple[object, ...]) -> Sequence[object]:
    """Return as many arguments as the function takes."""
    count = arity_of(function)
    if len(arguments) == count:
        return arguments
    return [*arguments[:count], *[UNDEFINED] * (count - len(arguments))]


def arity_of(function: Function) -> int:
    count = getattr(function, "arity", None)
    if count is None:
        count = getattr(getattr(function, "__code__", None), "co_argcount", 1)
    return count if isinstance(count, int) else 1


def apply(function: object, token: str, *arguments: object) -> object:
    """Call a function that a higher-order one was given, with as many arguments as it takes."""
    found = as_function(function, token)
    count = arity_of(found)
    if count > len(arguments):
        return call(found, *arguments)
    return found(*arguments[:count])


def _first_match(wanted: re.Pattern[str], arguments: tuple[object, ...]) -> object:
    if not arguments or not isinstance(arguments[0], str):
        return UNDEFINED
    return _match_from(wanted, units_of(arguments[0]), 0)


def _match_from(wanted: re.Pattern[str], units: str, start: int) -> object:
    """Return the first match from the start on, with a function that gives the next one."""
    found = wanted.search(units, start) if start < len(units) or start == 0 else None
    if found is None:
        return UNDEFINED
    if start > 0 and not found.group():
        raise JsonataError("D1004", "the pattern matches a text of no length")
    return {**match_object(found), "next": lambda: _match_from(wanted, units, found.end())}


def match_object(found: re.Match[str]) -> dict[str, object]:
    groups: list[object] = [UNDEFINED if part is None else joined(part) for part in found.groups()]
    return {
        "match": joined(found.group()),
        "start": found.start(),
        "end": found.end(),
        "groups": groups,
    }


def map_items(value: object, function: object) -> object:
    as_function(function, "map")
    if value is UNDEFINED:
        return UNDEFINED
    items = array_of(value)
    found, size = Items(), 0
    for index, item in enumerate(items):
        result = apply(function, "map", item, index, items)
        if isinstance(result, list):
            size += len(result)
            bounded(size, "map")
        if result is not UNDEFINED:
            found.append(result)
    return unwrap(found)


def filter_items(value: object, function: object) -> object:
    as_function(function, "filter")
    if value is UNDEFINED:
        return UNDEFINED
    items = array_of(value)
    return unwrap(
        Items(
            item
            for index, item in enumerate(items)
            if truthy(apply(function, "filter", item, index, items))
        )
    )


def single_item(value: object, function: object = UNDEFINED) -> object:
    """Return the one item that the function is true of; none and several are errors."""
    if value is UNDEFINED:
        return UNDEFINED
    items = array_of(value)
    found = [
        item
        for index, item in enumerate(items)
        if function is UNDEFINED or truthy(apply(function, "single", item, index, items))
    ]
    if len(found) > 1:
        raise JsonataError("D3138", "more than one item matches", "single")
    if not found:
        raise JsonataError("D3139", "no item matches", "single")
    return found[0]


def reduce_items(value: object, function: object, start: object = UNDEFINED) -> object:
    as_function(function, "reduce")
    if value is UNDEFINED:
        return UNDEFINED
    items, reducer = array_of(value), as_function(function, "reduce")
    count = arity_of(reducer)
    if count < 2:
        raise JsonataError("D3050", "the function of `$reduce` takes two arguments", "reduce")
    first = 1 if start is UNDEFINED and items else 0
    result = items[0] if first else start
    for index in range(first, len(items)):
        result = reducer(*(result, items[index], index, items)[:count])
    return result
