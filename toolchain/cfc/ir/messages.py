"""The texts of violations: one sentence each, the same in every language.

In: what a keyword says. Out: English. Where the value stands, and which keyword it is, is told beside
the text and not in it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from cfc.contract.keywords import ASSERTIONS

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
# Characters of a pattern that would break a line, or not be seen.
_ESCAPES = {code: f"\\u{code:04x}" for code in (*range(32), 0x7F, 0x2028, 0x2029)}
_ESCAPES |= {ord("\t"): "\\t", ord("\n"): "\\n", ord("\r"): "\\r"}


def json_text(value: object) -> str:
    """Return a JSON value as short text."""
    text = json.dumps(value, ensure_ascii=False)
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def listed(items: Sequence[str], last: str = "or") -> str:
    """Return `a, b or c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def of_type(types: Sequence[str]) -> str:
    return "must be " + listed([_ARTICLES.get(name, name) for name in types])


def one_of(values: Sequence[object]) -> str:
    if not values:
        return "is not allowed: no value is"
    many = "one of " if len(values) > 1 else ""
    return f"must be {many}{alternatives(values)}"


def alternatives(values: Sequence[object]) -> str:
    """Return values as `1, 2 or 3`; of many, the first and how many there are."""
    texts: list[str] = []
    length = 0
    for value in values:
        text = json_text(value)
        length += len(text)
        if length > 3 * _LONGEST:
            return ", ".join(texts) + f" … ({len(values)} values)"
        texts.append(text)
    return listed(texts)


def pattern_text(pattern: str) -> str:
    """Return a pattern as it can stand in a sentence: on one line, and cut when it is long."""
    text = pattern.translate(_ESCAPES)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _judging(schema: object) -> dict[str, object]:
    """Return the keywords of a schema that judge."""
    found = schema if isinstance(schema, dict) else {}
    return {name: value for name, value in found.items() if name in ASSERTIONS}


def refused(schema: object) -> str:
    """Return what a value must not be, for the schema of a `not`.

    What is no object passes `required`, and what is no string `pattern`: negated, both are asked.
    """
    match _judging(schema):
        case {"required": list(names), **rest} if names and not rest:
            return f"must be an object that lacks the property {alternatives(names)}"
        case {"anyOf": list(branches), **rest} if not rest and (names := lone_members(branches)):
            texts = listed([json_text(name) for name in names], "and")
            noun = "property" if len(names) == 1 else "properties"
            return f"must be an object that lacks the {noun} {texts}"
        case {"pattern": str(pattern), **rest} if not rest:
            return f"must be a string that does not match the pattern {pattern_text(pattern)}"
        case {"pattern": str(pattern), "type": "string", **rest} if not rest:
            return f"must not be a string that matches the pattern {pattern_text(pattern)}"
        case {"type": str(name), **rest} if not rest:
            return f"must not be {_ARTICLES.get(name, name)}"
        case {"const": value, **rest} if not rest:
            return f"must not be {json_text(value)}"
        case {"enum": list(values), **rest} if not rest and values:
            return one_of(values).replace("must be", "must not be", 1)
    return "must not have this form"


def lone_members(branches: Sequence[object]) -> list[str]:
    """Return the member that each branch requires and nothing else; none if one asks for more."""
    found: list[str] = []
    for branch in branches:
        match _judging(branch):
            case {"required": [str(name)], **rest} if not rest and name not in found:
                found.append(name)
            case _:
                return []
    return found


def union(keyword: str, branches: Sequence[object]) -> str:
    """Return the text for a value that no branch accepts, or several branches of a `oneOf`."""
    many = "one" if keyword == "anyOf" else "exactly one"
    names = lone_members(branches)
    if len(names) > 1:
        return f"must have {many} of the properties {alternatives(names)}"
    return f"must have {many} of {len(branches)} forms"


def contained(bound: str, count: int, schema: object) -> str:
    """Return how many items of a form there must be; `bound`: `least` or `most`."""
    start = f"must contain at {bound} {counted(count, 'item')}"
    match _judging(schema):
        case {"const": value, **rest} if not rest:
            return f"{start} equal to {json_text(value)}"
        case {"type": str(name), **rest} if not rest:
            return f"{start} of the type {name}"
        case {"properties": dict(members)} if len(members) == 1:
            name, member = next(iter(members.items()))
            if isinstance(member, dict) and "const" in member:
                return f"{start} with {json_text(name)}: {json_text(member['const'])}"
    return f"{start} of the wanted form"


def of_the_name(message: str) -> str:
    """Return what is said of a value as said of a member's name; the member itself is pointed at."""
    return f"has a name that {message}"


def counted(count: object, noun: str) -> str:
    """Return `1 item`, `2 items`, `1 property`, `2 properties`."""
    if count == 1:
        return f"1 {noun}"
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{json_text(count)} {plural}"


FORMATS = {
    "date-time": "must be a date and time with an offset (RFC 3339)",
    "date": "must be a date (YYYY-MM-DD)",
    "time": "must be a time with an offset (RFC 3339)",
    "duration": "must be a duration (ISO 8601)",
    "email": "must be an e-mail address",
    "idn-email": "must be an e-mail address, in any script",
    "hostname": "must be a host name",
    "idn-hostname": "must be a host name, in any script",
    "ipv4": "must be an IPv4 address",
    "ipv6": "must be an IPv6 address",
    "uri": "must be a URI, with its scheme",
    "uri-reference": "must be a URI reference",
    "iri": "must be an IRI, with its scheme",
    "iri-reference": "must be an IRI reference",
    "uuid": "must be a UUID",
    "uri-template": "must be a URI template (RFC 6570)",
    "json-pointer": "must be a JSON Pointer (RFC 6901)",
    "relative-json-pointer": "must be a relative JSON Pointer",
    "regex": "must be a regular expression (ECMA-262)",
}


def own_format(name: str) -> str:
    """Return the text for a format of the configuration, of which only the name is known."""
    return f"must have the format `{name}`"


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
