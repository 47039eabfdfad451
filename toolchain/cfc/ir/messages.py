"""The texts of violations: one sentence each, the same in every language."""

from __future__ import annotations

import json
from collections.abc import Sequence

_ARTICLES = {
    "null": "null",
    "boolean": "a boolean",
    "object": "an object",
    "array": "an array",
    "number": "a number",
    "integer": "an integer",
    "string": "a string",
}
_LONGEST = 100


def json_text(value: object) -> str:
    """Return a JSON value as short text."""
    text = json.dumps(value, ensure_ascii=False)
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def listed(items: Sequence[str]) -> str:
    """Return `a, b or c`."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " or " + items[-1]


def of_type(types: Sequence[str]) -> str:
    return "must be " + listed([_ARTICLES.get(name, name) for name in types])


def one_of(values: Sequence[object]) -> str:
    if not values:
        return "is not allowed: no value is"
    if len(values) == 1:
        return f"must be {json_text(values[0])}"
    texts: list[str] = []
    length = 0
    for value in values:
        text = json_text(value)
        length += len(text)
        if length > 3 * _LONGEST:
            return "must be one of " + ", ".join(texts) + f" … ({len(values)} values)"
        texts.append(text)
    return "must be one of " + listed(texts)


def counted(count: object, noun: str) -> str:
    """Return `1 item`, `2 items`, `1 property`, `2 properties`."""
    if count == 1:
        return f"1 {noun}"
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{json_text(count)} {plural}"


BOUNDS = {
    "minimum": "must be at least {}",
    "exclusiveMinimum": "must be more than {}",
    "maximum": "must be at most {}",
    "exclusiveMaximum": "must be less than {}",
    "multipleOf": "must be a multiple of {}",
}
SIZES = {
    "minLength": ("must have at least {}", "character"),
    "maxLength": ("must have at most {}", "character"),
    "minItems": ("must have at least {}", "item"),
    "maxItems": ("must have at most {}", "item"),
    "minProperties": ("must have at least {}", "property"),
    "maxProperties": ("must have at most {}", "property"),
}


def bound(keyword: str, limit: object) -> str:
    return BOUNDS[keyword].format(json_text(limit))


def size(keyword: str, limit: object) -> str:
    template, noun = SIZES[keyword]
    return template.format(counted(limit, noun))
