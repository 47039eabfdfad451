"""What every text that matches a pattern has for certain: plain texts, in their order.

In: a pattern. Out: the texts, the first one at the start and the last one at the end (empty where
the pattern is open). Template literal types can say as much.
"""

from __future__ import annotations

from functools import lru_cache

from cfc.patterns.parser import parse_pattern
from cfc.patterns.tree import Character, CharacterClass, Edge, Group, Look, Node, Range, Sequence

_MOST = 3


@lru_cache(maxsize=4096)
def skeleton(source: str) -> tuple[str, ...]:
    """Return the texts; empty when there are none.

    Where more than three stand between the edges, only what stands at the edges is told, if
    anything does.
    """
    pieces = [""]
    parts = _flat(parse_pattern(source).tree)
    if not parts:
        return ()
    is_open = parts[0] != Edge("^")
    for part in parts:
        if isinstance(part, (Edge, Look)):
            continue
        text = _text(part)
        if text is None:
            is_open = True
            continue
        if is_open:
            pieces.append("")
            is_open = False
        pieces[-1] += text
    if is_open or parts[-1] != Edge("$"):
        pieces.append("")
    inner = [piece for piece in pieces[1:-1] if piece]
    if len(pieces) == 1:
        return ()
    start, end = pieces[0], pieces[-1]
    if len(inner) > _MOST or (start and end):
        inner = []
    return (start, *inner, end) if start or inner or end else ()


def _flat(node: Node) -> list[Node]:
    if isinstance(node, Sequence):
        return [part for item in node.parts for part in _flat(item)]
    if isinstance(node, Group) and isinstance(node.body, Sequence):
        return _flat(node.body)
    return [node]


def _text(node: Node) -> str | None:
    """Return the one text that a part stands for."""
    if isinstance(node, Group):
        return _text(node.body)
    code = node.code if isinstance(node, Character) else None
    if isinstance(node, CharacterClass) and not node.negated and len(node.items) == 1:
        item = node.items[0]
        code = item.low if isinstance(item, Range) and item.low == item.high else None
    # Half of a pair is no character where the other half stands beside it.
    return None if code is None or 0xD800 <= code <= 0xDFFF else chr(code)
