"""One change taken back: the schema that it happened in, with the keyword as it was.

In: a change and both schemas around it. Out: the schema of one version with that keyword of the
other. Whoever asks finds out what the change does by itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from cfc.diff.model import Change
from cfc.text.pointer import Pointer

_BY_NAME = ("properties", "patternProperties", "dependentSchemas", "dependencies")
_LISTS = ("allOf", "anyOf", "oneOf")
_TOGETHER = ({"enum", "const"}, {"if", "then", "else"}, {"contains", "minContains", "maxContains"})


def reverted(change: Change, schema: object, other: object, *, forward: bool) -> object:
    """Return `schema`, the one that refuses, with what changed as `other` has it.

    `forward`: `schema` is the new one. Both are those that the change is `within`.
    """
    if change.within is None:
        return schema
    old_at = change.old.pointer[len(change.within[0].pointer) :]
    new_at = change.new.pointer[len(change.within[1].pointer) :]
    tokens = (new_at or old_at) if forward else (old_at or new_at)
    if not tokens or not isinstance(schema, Mapping) or not isinstance(other, Mapping):
        return other
    keyword = tokens[0]
    found = dict(schema)
    if keyword in _BY_NAME and len(tokens) > 1:
        _set_member(found, other, keyword, tokens[1])
        return found
    if keyword in _LISTS and change.kind in ("branch-added", "branch-removed"):
        has_more = (change.kind == "branch-added") == forward
        _set_branch(found, other, keyword, int(tokens[1]), has_more=has_more)
        return found
    for name in next((group for group in _TOGETHER if keyword in group), {keyword}):
        found.pop(name, None)
        if name in other:
            found[name] = other[name]
    return found


def _set_branch(
    found: dict[str, object],
    other: Mapping[str, object],
    keyword: str,
    index: int,
    *,
    has_more: bool,
) -> None:
    mine, theirs = found.get(keyword), other.get(keyword)
    listed = list(mine) if isinstance(mine, list) else []
    if has_more:
        del listed[index : index + 1]
    elif isinstance(theirs, list):
        listed += theirs[index : index + 1]
    if listed:
        found[keyword] = listed
    else:
        found.pop(keyword, None)


def _set_member(
    found: dict[str, object], other: Mapping[str, object], keyword: str, name: str
) -> None:
    mine, theirs = found.get(keyword), other.get(keyword)
    members = dict(mine) if isinstance(mine, dict) else {}
    members.pop(name, None)
    if isinstance(theirs, dict) and name in theirs:
        members[name] = theirs[name]
    found[keyword] = members


def replaced(value: object, pointer: Pointer, by: object) -> object:
    """Return a document with another value at one place; nothing of it is changed."""
    if not pointer:
        return by
    head, rest = pointer[0], pointer[1:]
    if isinstance(value, dict):
        return {**value, head: replaced(value.get(head), rest, by)}
    if isinstance(value, list) and head.isdigit() and int(head) < len(value):
        index = int(head)
        return [*value[:index], replaced(value[index], rest, by), *value[index + 1 :]]
    return value
