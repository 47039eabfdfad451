"""A document as read: its value, where each part of it stands, and what is wrong with its text.

Both readers give this one shape. It refuses to know which notation the text was in, and what
the value means.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from cfc.text.pointer import Pointer
from cfc.text.source import Span

DEEPEST = 512
"""How many containers may stand in each other."""

LONGEST = 64 * 1024 * 1024
"""How many characters a text may have."""

EXACT = 2**53 - 1
"""The largest integer that every language holds exactly."""

ProblemKind = Literal[
    "syntax",
    "duplicate-key",
    "bad-escape",
    "control-character",
    "non-finite",
    "too-deep",
    "too-large",
    "integer-precision",
]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a text. `related` is another place that belongs to it."""

    kind: ProblemKind
    message: str
    span: Span
    help: str | None = None
    related: Span | None = None


class SpanNode(NamedTuple):
    """Where a value stands, where its key does (-1: it has none), and the same of its parts."""

    start: int
    end: int
    children: dict[str, SpanNode] | list[SpanNode] | None = None
    key_start: int = -1
    key_end: int = -1


@dataclass(frozen=True)
class Document:
    """A value with its places. A text that could not be read has None for both.

    Of two members with one name the last one counts, as in every common reader.
    """

    value: object
    problems: tuple[Problem, ...]
    spans: SpanNode | None

    @property
    def is_readable(self) -> bool:
        return self.spans is not None

    def value_span(self, pointer: Pointer) -> Span | None:
        """Return where the value at the pointer stands; None when there is no such place."""
        node = self._node(pointer)
        return None if node is None else Span(node.start, node.end)

    def key_span(self, pointer: Pointer) -> Span | None:
        """Return where the name of the member at the pointer stands, quotes included."""
        node = self._node(pointer)
        return None if node is None or node.key_start < 0 else Span(node.key_start, node.key_end)

    def _node(self, pointer: Pointer) -> SpanNode | None:
        node = self.spans
        for token in pointer:
            if node is None:
                return None
            children = node.children
            if isinstance(children, dict):
                node = children.get(token)
            elif isinstance(children, list) and token.isdecimal() and int(token) < len(children):
                node = children[int(token)]
            else:
                return None
        return node
