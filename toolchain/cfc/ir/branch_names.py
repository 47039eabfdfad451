"""What to call the branches of `anyOf`, `oneOf` and `allOf`, and the patterns of an object.

In: the branches as written. Out: for each, words that tell it from its siblings, best first: the
constant of a tag, what it refers to, its type, a member that only it has. Its position comes
last, since it changes with every branch that is added before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from cfc.ir.names import ordinal, words

Words = tuple[str, ...]
_OF_OBJECTS = ("properties", "required", "additionalProperties", "patternProperties")
_OF_ARRAYS = ("items", "prefixItems", "contains")
_NO_TEXT = re.compile(
    r"\\[pP]\{[^}]*\}|\\[a-zA-Z]|\[(?:\\.|[^\]\\])*\]|\{\d*,?\d*\}|\(\?(?:[:=!]|<[=!]|<\w+>)"
)


def branch_names(branches: Sequence[object], kind: str) -> list[tuple[Words, ...]]:
    """Return the names of each branch, best first; `kind` is said of one named by its position."""
    schemas = [item if isinstance(item, dict) else {} for item in branches]
    tags = [dict(_tags(schema)) for schema in schemas]
    tagged = Counter(item for found in tags for item in found.items())
    targets = [_target(schema) for schema in schemas]
    types = [() if kind == "part" else _type(schema) for schema in schemas]
    members = [_members(schema) for schema in schemas]
    declared = Counter(name for found in members for name in found)
    names: list[tuple[Words, ...]] = []
    for index, schema in enumerate(schemas):
        found = [words(value) for item in tags[index].items() if tagged[item] == 1
                 for value in item[1:]]  # fmt: skip
        found += [own[index] for own in (targets, types) if own.count(own[index]) == 1]
        found += [("with", *words(name)) for name in _required_first(schema, members[index])
                  if declared[name] == 1 and words(name)][:1]  # fmt: skip
        names.append((*filter(None, found), (*ordinal(index), kind)))
    return names


def pattern_names(patterns: Sequence[str]) -> list[tuple[Words, ...]]:
    """Return the names of the members of each pattern: by the text that the pattern spells."""
    names: list[tuple[Words, ...]] = []
    for index, pattern in enumerate(patterns):
        text = words(re.sub(r"\\.", " ", _NO_TEXT.sub(" ", pattern)))
        alone: tuple[Words, ...] = (("value",),) if len(patterns) == 1 else ()
        by_text: tuple[Words, ...] = (("matching", *text),) if text else ()
        names.append((*by_text, *alone, (*ordinal(index), "pattern")))
    return names


def _tags(schema: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the members that have one text only; "" is the value itself."""
    properties = schema.get("properties")
    places = {"": schema, **properties} if isinstance(properties, dict) else {"": schema}
    for name, value in places.items():
        if isinstance(value, dict):
            listed = value.get("enum")
            only = value.get("const")
            if only is None and isinstance(listed, list) and len(listed) == 1:
                only = listed[0]
            if isinstance(only, str) and words(only):
                yield name, only


def _target(schema: Mapping[str, object]) -> Words:
    reference = schema.get("$ref")
    if not isinstance(reference, str):
        return ()
    return words(reference.rpartition("/")[2].partition(".")[0])


def _type(schema: Mapping[str, object]) -> Words:
    declared = schema.get("type")
    if isinstance(declared, str):
        return words(declared)
    if declared is None and any(name in schema for name in _OF_OBJECTS):
        return ("object",)
    return ("array",) if declared is None and any(name in schema for name in _OF_ARRAYS) else ()


def _members(schema: Mapping[str, object]) -> dict[str, None]:
    properties, required = schema.get("properties"), schema.get("required")
    names = [*properties] if isinstance(properties, dict) else []
    names += (
        [name for name in required if isinstance(name, str)] if isinstance(required, list) else []
    )
    return dict.fromkeys(names)


def _required_first(schema: Mapping[str, object], members: Mapping[str, None]) -> list[str]:
    required = schema.get("required")
    needed = required if isinstance(required, list) else []
    return sorted(members, key=lambda name: name not in needed)
