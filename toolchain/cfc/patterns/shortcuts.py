"""Patterns that ask no more than how a text begins or ends, or what it is: no engine is needed.

In: a pattern. Out: a `Shortcut` that every text answers as it answers the pattern; None for a
pattern that needs an engine; and how its texts begin and end. Mind that `.` is no line terminator: `^.*$` is no shortcut.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Literal

from cfc.patterns.python import class_ranges
from cfc.patterns.tree import (
    Character,
    CharacterClass,
    Choice,
    Edge,
    Group,
    Node,
    Pattern,
    Repeat,
    Sequence,
)

_MOST_TEXTS = 4
_LONGEST = 80

Kind = Literal["always", "empty", "not-empty", "starts", "ends", "contains", "equals"]


@dataclass(frozen=True)
class Shortcut:
    """`texts`: the text is or has one of them, where `kind` says."""

    kind: Kind
    texts: tuple[str, ...] = ()


def shortcut(pattern: Pattern) -> Shortcut | None:
    """Return what the pattern asks, if it is as simple as that."""
    parts = _flat(pattern.tree)
    start = bool(parts) and parts[0] == Edge("^")
    end = bool(parts) and parts[-1] == Edge("$")
    inner = parts[int(start) : len(parts) - int(end)]
    if not start:
        while inner and _may_go(inner[0]):
            inner = inner[1:]
    if not end:
        while inner and _may_go(inner[-1]):
            inner = inner[:-1]
    if start and end and len(inner) == 1 and _is_any_text(inner[0]):
        return Shortcut("always")
    if not inner:
        return Shortcut("empty") if start and end else Shortcut("always")
    if len(inner) == 1 and not (start and end) and _is_any(inner[0]):
        return Shortcut("not-empty")
    texts = _texts(Sequence(tuple(inner)))
    if texts is None or any(len(text) > _LONGEST for text in texts):
        return None
    if start and end:
        return Shortcut("equals", texts)
    if start or end:
        return Shortcut("starts" if start else "ends", texts)
    return Shortcut("contains", texts) if len(texts) == 1 else None


def ends(pattern: Pattern) -> tuple[str, str]:
    """Return how each text that has a match begins and how it ends, as far as that is plain."""
    parts = _flat(pattern.tree)
    start = _plain(parts[1:]) if parts[:1] == [Edge("^")] else ""
    end = _plain(parts[-2::-1])[::-1] if parts[-1:] == [Edge("$")] else ""
    return start, end


def _plain(parts: list[Node]) -> str:
    """Return the characters that stand in front."""
    text = ""
    for part in parts:
        # Half of a pair is no character where the other half stands beside it.
        if not isinstance(part, Character) or 0xD800 <= part.code <= 0xDFFF:
            break
        text += chr(part.code)
    return text


def _flat(node: Node) -> list[Node]:
    """Return the parts that stand one after the other, groups opened."""
    if isinstance(node, Sequence):
        return [part for item in node.parts for part in _flat(item)]
    if isinstance(node, Group) and not isinstance(node.body, Choice):
        return _flat(node.body)
    return [node]


def _may_go(node: Node) -> bool:
    """Return whether a match that has the part at its open end has one without it."""
    return isinstance(node, Repeat) and node.low == 0


def _is_any(node: Node) -> bool:
    return isinstance(node, CharacterClass) and class_ranges(node) == ((0, 0x10FFFF),)


def _is_any_text(node: Node) -> bool:
    return (
        isinstance(node, Repeat)
        and node.low == 0
        and node.high is None
        and (_is_any(node.body) or (isinstance(node.body, Group) and _is_any(node.body.body)))
    )


def _texts(node: Node) -> tuple[str, ...] | None:
    """Return all texts that the node matches; None when they are many, or not known."""
    if isinstance(node, Character):
        return _characters(((node.code, node.code),))
    if isinstance(node, CharacterClass):
        return _characters(class_ranges(node))
    if isinstance(node, Group):
        return _texts(node.body)
    if isinstance(node, Choice):
        options = [_texts(option) for option in node.options]
        listed = [text for option in options if option is not None for text in option]
        found = tuple(dict.fromkeys(listed))
        return found if None not in options and len(found) <= _MOST_TEXTS else None
    if isinstance(node, Sequence):
        whole: tuple[str, ...] = ("",)
        for part in node.parts:
            following = _texts(part)
            if following is None or len(whole) * len(following) > _MOST_TEXTS:
                return None
            whole = tuple(left + right for left, right in product(whole, following))
        return whole
    return None


def _characters(ranges: tuple[tuple[int, int], ...]) -> tuple[str, ...] | None:
    if not 0 < sum(high - low + 1 for low, high in ranges) <= _MOST_TEXTS:
        return None
    codes = [code for low, high in ranges for code in range(low, high + 1)]
    # Half of a pair is no character where the other half stands beside it.
    if any(0xD800 <= code <= 0xDFFF for code in codes):
        return None
    return tuple(map(chr, codes))
