"""Objects: written, grouped, taken apart and merged."""

from __future__ import annotations

from .arguments import as_function, bad_argument, expect, string_argument
from .arrays import append
from .functions import apply
from .paths import Items, array_of, find, unwrap
from .values import UNDEFINED, Function, JsonataError, keys_of, truthy


def make_object(*pairs: object) -> dict[str, object]:
    """Return an object of keys and functions that give their values, in turn."""
    members: dict[str, Function] = {}
    for key, value in zip(pairs[::2], pairs[1::2], strict=True):
        name = member_name(key)
        if name is None:
            continue
        if name in members:
            raise JsonataError("D1009", f"two expressions give the key `{name}`", "{")
        members[name] = as_function(value, "{")
    made = {name: members[name]() for name in keys_of(members)}
    return {name: value for name, value in made.items() if value is not UNDEFINED}


def group(context: object, *pairs: object) -> dict[str, object]:
    """Return an object whose keys are computed from each item; items of one key go together."""
    items = context if isinstance(context, list) else [context]
    groups: dict[str, tuple[int, object]] = {}
    for item in items or [UNDEFINED]:
        for index in range(0, len(pairs), 2):
            name = member_name(as_function(pairs[index], "{")(item))
            if name is None:
                continue
            if name not in groups:
                groups[name] = (index, item)
                continue
            if groups[name][0] != index:
                raise JsonataError("D1009", f"two expressions give the key `{name}`", "{")
            groups[name] = (index, append(groups[name][1], item))
    made: dict[str, object] = {}
    for name in keys_of(groups):
        index, data = groups[name]
        value = as_function(pairs[index + 1], "{")(data)
        if value is not UNDEFINED:
            made[name] = value
    return made


def member_name(key: object) -> str | None:
    if key is UNDEFINED or isinstance(key, str):
        return None if key is UNDEFINED else str(key)
    raise JsonataError("T1003", "the key of an object is a string", "{")


def keys(value: object) -> object:
    return unwrap(Items(_all_keys(value)))


def _all_keys(value: object) -> list[str]:
    if isinstance(value, list):
        return keys_of(dict.fromkeys(key for item in value for key in _all_keys(item)))
    return keys_of(value) if isinstance(value, dict) else []


def lookup(value: object, key: object) -> object:
    expect("lookup", "string", key)
    if key is UNDEFINED:
        return UNDEFINED
    return unwrap(find(value, string_argument(key, "lookup")))


def spread(value: object) -> object:
    """Return an object of one member for each member."""
    return unwrap(_spread(value))


def _spread(value: object) -> object:
    if isinstance(value, list):
        found: object = Items()
        for item in value:
            found = append(found, _spread(item))
        return found
    return Items({key: value[key]} for key in keys_of(value)) if isinstance(value, dict) else value


def merge(value: object) -> object:
    if value is UNDEFINED:
        return UNDEFINED
    merged: dict[str, object] = {}
    for item in array_of(value):
        if not isinstance(item, dict):
            raise JsonataError("T0412", "`$merge` takes an array of objects", "merge")
        merged.update(item)
    return merged


def each_member(value: object, function: object) -> object:
    as_function(function, "each")
    members = _members(value, "each")
    results = (apply(function, "each", members[key], key, members) for key in keys_of(members))
    return unwrap(Items(result for result in results if result is not UNDEFINED))


def sift(value: object, function: object) -> object:
    as_function(function, "sift")
    members = _members(value, "sift")
    kept = {
        key: members[key]
        for key in keys_of(members)
        if truthy(apply(function, "sift", members[key], key, members))
    }
    return kept or UNDEFINED


def _members(value: object, token: str) -> dict[str, object]:
    if value is UNDEFINED:
        return {}
    if isinstance(value, dict):
        return value
    raise bad_argument(token)
