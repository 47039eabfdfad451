"""Change one value inside a JSON text, and no byte around it.

In: a text with comments (as the project's reader takes it), its spans, a place, a new value.
Out: the new text. It refuses to know JSON Patch, and asks nobody whether the change is wise.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from cfc.text.document import SpanNode

_GAP = re.compile(r"(?:[ \t\r\n]+|//[^\n\r]*|/\*[\s\S]*?\*/)*")
_REST_OF_LINE = re.compile(r"(?:[ \t]+|/\*[^\n\r]*?\*/|//[^\n\r]*)*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIRST_INDENT = re.compile(r"[\[{,][ \t]*(?://[^\n\r]*)?\r?\n([ \t]+)\S")
_WIDTH = 88


@dataclass(frozen=True)
class Style:
    """How a text is laid out: its line end, one step of indentation, padding inside braces."""

    newline: str
    unit: str
    pad: str

    @classmethod
    def of(cls, text: str) -> Style:
        found = _FIRST_INDENT.search(text)
        unit = found[1] if found else "  "
        if "\t" in unit:
            unit = "\t"
        padded = re.search(r'\{[ \t]+"', text) is not None
        tight = re.search(r'\{"', text) is not None
        return cls("\r\n" if "\r\n" in text else "\n", unit, " " if padded or not tight else "")


def written(value: object, indent: str, style: Style) -> str:
    """Return a value as text: on one line where it fits, else over several, indented alike."""
    flat = _flat(value, style)
    if not isinstance(value, dict | list) or len(indent) + len(flat) <= _WIDTH:
        return flat
    inner = indent + style.unit
    if isinstance(value, dict):
        parts = [
            f"{_flat(key, style)}: {written(item, inner, style)}" for key, item in value.items()
        ]
        opener, closer = "{", "}"
    else:
        parts = [written(item, inner, style) for item in value]
        opener, closer = "[", "]"
    lines = f",{style.newline}".join(inner + part for part in parts)
    return f"{opener}{style.newline}{lines}{style.newline}{indent}{closer}"


def _flat(value: object, style: Style) -> str:
    if isinstance(value, dict) and value:
        parts = [f"{_flat(key, style)}: {_flat(item, style)}" for key, item in value.items()]
        return "{" + style.pad + ", ".join(parts) + style.pad + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flat(item, style) for item in value) + "]"
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return json.dumps(value) if _SURROGATE.search(text) else text


def indentation(text: str, offset: int) -> str:
    """Return the blanks that the line of an offset begins with."""
    start = _line_start(text, offset)
    end = start
    while end < len(text) and text[end] in " \t":
        end += 1
    return text[start:end]


def moved(raw: str, old_indent: str, new_indent: str) -> str:
    """Return the text of a value as it stands at another depth, comments and all."""
    first, *rest = raw.split("\n")
    shifted = [
        new_indent + line.removeprefix(old_indent) if line.startswith(old_indent) else line
        for line in rest
    ]
    return "\n".join([first, *shifted])


def replace(text: str, node: SpanNode, fresh: str) -> str:
    return text[: node.start] + fresh + text[node.end :]


def children_of(node: SpanNode) -> list[SpanNode]:
    if isinstance(node.children, dict):
        return list(node.children.values())
    return list(node.children or ())


def child_indent(text: str, node: SpanNode, style: Style) -> str:
    """Return the indentation that a new child of a container will have."""
    children = children_of(node)
    if children and _is_first_on_line(text, _begin(children[-1])):
        return indentation(text, _begin(children[-1]))
    return indentation(text, node.start) + style.unit


def append(text: str, node: SpanNode, item: str, style: Style) -> str:
    """Insert behind the last child of a container."""
    children = children_of(node)
    if not children:
        return _fill(text, node, item, style)
    last = children[-1]
    comma = _comma(text, last.end)
    own_line = _is_first_on_line(text, _begin(last))
    if not own_line:
        if comma is None:
            return f"{text[: last.end]}, {item}{text[last.end :]}"
        return f"{text[: comma + 1]} {item},{text[comma + 1 :]}"
    if comma is None:
        text = text[: last.end] + "," + text[last.end :]
        comma = last.end
        behind = ""
    else:
        behind = ","
    rest = _REST_OF_LINE.match(text, comma + 1)
    end = rest.end() if rest else comma + 1
    if text[end : end + 1] not in ("\n", "\r"):
        end = comma + 1
    else:
        end = comma + 1 + len(text[comma + 1 : end].rstrip(" \t"))
    new = style.newline + indentation(text, _begin(last)) + item + behind
    return text[:end] + new + text[end:]


def insert_before(text: str, child: SpanNode, item: str, style: Style) -> str:
    """Insert before a child: on a line of its own when the child has one."""
    start = _begin(child)
    behind = (
        style.newline + indentation(text, start) if _is_first_on_line(text, start) else " "
    )  # fmt: skip
    return f"{text[:start]}{item},{behind}{text[start:]}"


def remove(text: str, container: SpanNode, index: int) -> str:
    """Take out one child with the comma that it needs no more; comments around it stay."""
    children = children_of(container)
    child = children[index]
    start, end = _begin(child), child.end
    comma = _comma(text, end)
    if comma is not None:
        if text[end:comma].strip():
            return _without(text, [(start, end), (comma, comma + 1)])
        end = comma + 1
    elif index > 0:
        before = children[index - 1].end
        earlier = _comma(text, before)
        assert earlier is not None
        if not text[earlier + 1 : start].strip():
            return text[:earlier] + text[before:before] + text[end:]
        cut = _from_line_end(text, start, end)
        return _without(text, [(earlier, earlier + 1), cut])
    if (
        len(children) == 1
        and not (text[container.start + 1 : start] + text[end : container.end - 1]).strip()
    ):
        return text[: container.start + 1] + text[container.end - 1 :]
    if _is_first_on_line(text, start) and _ends_line(text, end):
        return _without(text, [_whole_line(text, start, end)])
    while end < len(text) and text[end] in " \t" and comma is not None:
        end += 1
    return text[:start] + text[end:]


def _fill(text: str, node: SpanNode, item: str, style: Style) -> str:
    inner = text[node.start + 1 : node.end - 1]
    head, tail = text[: node.start + 1], text[node.end - 1 :]
    outer = indentation(text, node.start)
    if "\n" in inner or "\r" in inner or "\n" in item:
        kept = inner.rstrip()
        return f"{head}{kept}{style.newline}{outer}{style.unit}{item}{style.newline}{outer}{tail}"
    if inner.strip():
        return f"{head}{inner.rstrip()} {item} {tail}"
    pad = style.pad if text[node.start] == "{" else ""
    return f"{head}{pad}{item}{pad}{tail}"


def _begin(node: SpanNode) -> int:
    return node.key_start if node.key_start >= 0 else node.start


def _comma(text: str, end: int) -> int | None:
    """Return where the comma behind a value stands, comments skipped."""
    gap = _GAP.match(text, end)
    at = gap.end() if gap else end
    return at if text[at : at + 1] == "," else None


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _is_first_on_line(text: str, offset: int) -> bool:
    start = _line_start(text, offset)
    return start > 0 and not text[start:offset].strip(" \t")


def _ends_line(text: str, offset: int) -> bool:
    while offset < len(text) and text[offset] in " \t":
        offset += 1
    return text[offset : offset + 1] in ("\n", "\r")


def _whole_line(text: str, start: int, end: int) -> tuple[int, int]:
    while text[end] in " \t":
        end += 1
    end += 2 if text[end : end + 2] == "\r\n" else 1
    return _line_start(text, start), end


def _from_line_end(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the last child with the line break before it, when it has a line."""
    if not (_is_first_on_line(text, start) and _ends_line(text, end)):
        return start, end
    at = _line_start(text, start) - 1
    if text[at] == "\n" and text[at - 1 : at] == "\r":
        at -= 1
    return at, end


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text
