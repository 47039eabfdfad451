"""Lines that are too long, broken as a formatter would break them.

In: the text of classes and type aliases, each member on one line. Out: the same text within the
width. It knows members (`name: type = value`), aliases (a call of two arguments) and entries of a
dictionary (`"key": type,`), and nothing of what they mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cfc.emit.layout import WIDTH, split

_MEMBER = re.compile(r"( +)(\w+: )(.*)")
_ENTRY = re.compile(r"( +)(\"(?:[^\"\\]|\\.)*\": |'(?:[^'\\]|\\.)*': )(.*),")
_ALIAS = re.compile(r"(\w+ = TypeAliasType\()(\"\w+\"), (.*)\)")


def within_width(text: str) -> str:
    """Return the text with every line that can be broken within the width."""
    lines = text.split("\n")
    return "\n".join(line if len(line) <= WIDTH else _broken(line) for line in lines)


def _broken(line: str) -> str:
    if entry := _ENTRY.fullmatch(line):
        margin, key, kind = entry.groups()
        return f"{margin}{key}{_expression(kind, len(margin), len(key), 1)},"
    if alias := _ALIAS.fullmatch(line):
        head, name, kind = alias.groups()
        if len(name) + len(kind) + 6 <= WIDTH:
            return f"{head}\n    {name}, {kind}\n)"
        return f"{head}\n    {name},\n    {_expression(kind, 4, 0, 1)},\n)"
    if member := _MEMBER.fullmatch(line):
        return _member(*member.groups())
    return line


def _member(margin: str, name: str, rest: str) -> str:
    parts = split(rest, " = ")
    kind, value = parts[0], " = ".join(parts[1:])
    before = len(name) + len(kind) + len(" = ")
    call = _bracket(value) if value else None
    if call is not None and len(margin) + before + len(call.head) <= WIDTH:
        return f"{margin}{name}{kind} = {_expression(value, len(margin), before, 0)}"
    if value and len(margin) + before + 1 <= WIDTH:
        inner = _expression(value, len(margin) + 4, 0, 0)
        return f"{margin}{name}{kind} = (\n{margin}    {inner}\n{margin})"
    tail = f" = {value}" if value else ""
    if len(split(kind, " | ")) < 2:
        return f"{margin}{name}{_expression(kind, len(margin), len(name), len(tail))}{tail}"
    inner = _expression(kind, len(margin) + 4, 0, 0)
    return f"{margin}{name}(\n{margin}    {inner}\n{margin}){tail}"


def _expression(text: str, indent: int, before: int, behind: int) -> str:
    """Return an expression that begins behind `before` columns and ends before `behind`."""
    if indent + before + len(text) + behind <= WIDTH:
        return text
    options = split(text, " | ")
    if len(options) > 1:
        lines = [_expression(options[0], indent, before, 0)]
        lines += [_expression(option, indent, 2, 0) for option in options[1:]]
        return ("\n" + " " * indent + "| ").join(lines)
    bracket = _bracket(text)
    if bracket is None:
        return text
    inside = " " * (indent + 4)
    items = split(bracket.inside, ", ")
    if len(inside) + len(bracket.inside) <= WIDTH:
        body = f"{inside}{bracket.inside}\n"
    elif len(items) == 1:
        body = f"{inside}{_expression(items[0], len(inside), 0, 0)}\n"
    else:
        body = "".join(f"{inside}{_expression(item, len(inside), 0, 1)},\n" for item in items)
    return f"{bracket.head}\n{body}{' ' * indent}{bracket.tail}"


@dataclass(frozen=True)
class _Bracket:
    head: str
    inside: str
    tail: str


def _bracket(text: str) -> _Bracket | None:
    """Return the parts of `name[inside]`; None for what ends in no bracket."""
    head = re.match(r"[\w.]+[\[(]", text)
    if head is None or text[-1] not in ")]}":
        return None
    return _Bracket(head.group(), text[head.end() : -1], text[-1])
