"""Regular expressions as frozen records. Positions are offsets into the pattern's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Character:
    """One code point (without the `u` flag: one UTF-16 unit)."""

    code: int


@dataclass(frozen=True)
class AnyCharacter:
    """`.`: everything but a line terminator."""


@dataclass(frozen=True)
class Range:
    """The code points from `low` to `high`, both included."""

    low: int
    high: int


@dataclass(frozen=True)
class Shorthand:
    """`\\d`, `\\s`, `\\w`, or (`negated`) `\\D`, `\\S`, `\\W`."""

    kind: Literal["d", "s", "w"]
    negated: bool


@dataclass(frozen=True)
class Property:
    """`\\p{text}`, or `\\P{text}`."""

    text: str
    negated: bool
    at: int


ClassItem = Range | Shorthand | Property


@dataclass(frozen=True)
class CharacterClass:
    """`[…]`, or one shorthand or property that stands alone."""

    items: tuple[ClassItem, ...]
    negated: bool = False


@dataclass(frozen=True)
class Edge:
    """`^`, `$`, `\\b` or `\\B`."""

    kind: Literal["^", "$", "b", "B"]


@dataclass(frozen=True)
class Group:
    """`(…)` with its number and, if it has one, its name; without a number `(?:…)`."""

    body: Node
    number: int | None
    name: str | None
    at: int


@dataclass(frozen=True)
class Look:
    """A look-ahead, or look-behind."""

    body: Node
    ahead: bool
    negated: bool
    at: int


@dataclass(frozen=True)
class BackReference:
    """What the group of this number has matched."""

    number: int
    at: int


@dataclass(frozen=True)
class Repeat:
    """The body `low` to `high` times (None: without end)."""

    body: Node
    low: int
    high: int | None
    lazy: bool
    at: int


@dataclass(frozen=True)
class Sequence:
    """One after the other; may be empty."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Choice:
    """One of several, the first one that leads to a match."""

    options: tuple[Node, ...]


Node = (
    Character
    | AnyCharacter
    | CharacterClass
    | Edge
    | Group
    | Look
    | BackReference
    | Repeat
    | Sequence
    | Choice
)


@dataclass(frozen=True)
class Note:
    """Something that the `u` flag forbids and that was read in its evident meaning."""

    position: int
    what: str


@dataclass(frozen=True)
class Pattern:
    """A pattern that was understood. `source` is a text that JavaScript takes with the flag."""

    text: str
    source: str
    tree: Node
    groups: int
    names: tuple[tuple[str, int], ...]
    notes: tuple[Note, ...]
    unicode: bool
