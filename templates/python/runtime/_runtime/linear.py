"""Patterns for which the engine of `re` may need forever, walked in linear time instead."""

from __future__ import annotations

import re
from bisect import bisect_right

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

_END = -1
_ALWAYS = 0b111_111_111
_EDGE, _WORD, _OTHER = range(3)
_WORDS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")
_MOST_CACHED = 20_000


class _Row(dict[str, "_Row"]):
    """Where a search stands: the states that it may be in, and what kind of character is behind.

    It leads from each character to the next row, which is found when it is first asked for.
    `ends`: the search has a match if the text ends here.
    """

    __slots__ = ("before", "ends", "pattern", "states")

    def __init__(self, pattern: LinearPattern, states: frozenset[int], before: int) -> None:
        super().__init__()
        self.pattern, self.states, self.before = pattern, states, before
        self.ends = _END in pattern.ways(self, _EDGE)

    def __missing__(self, char: str) -> _Row:
        return self.pattern.follow(self, char)


class _Found(Exception):
    """There is a match before this character."""


class _Match(_Row):
    """What stands behind a match."""

    __slots__ = ()

    def __missing__(self, char: str) -> _Row:
        raise _Found


class LinearPattern:
    """A pattern as its automaton: a state for each of its characters, the first one before all.

    A state's text says where it leads, then its characters by their numbers. `3` leads to state
    3, `.` ends the match; `3:7` does so only where 7 has the bit `3 * before + behind`: 0 for
    the edge of the text, 1 for a character of a word, 2 for another one.

    On texts of fewer than `start` characters no engine needs long: these are left to `short`,
    which is the same pattern for `re`.
    """

    def __init__(self, start: int, short: str, *states: str) -> None:
        self._start, self._short = start, short
        self._engine: re.Pattern[str] | None = None
        self._ways: list[list[tuple[int, int]]] = []
        self._edges: list[list[int]] = []
        for state in states:
            ways, *ranges = state.split(" ")
            self._ways.append([_way(text) for text in ways.split(",") if text])
            self._edges.append([edge for text in ranges for edge in _range(text)])
        self._rows: dict[tuple[frozenset[int], int], _Row] = {}
        self._cached = 0
        self._first = self._row(frozenset((0,)), _EDGE)
        # Only what leads to the end is asked of it, and nothing is behind it.
        self._match: _Row = _Match(self, frozenset(), _EDGE)
        self._match.ends = True

    def search(self, text: str) -> re.Match[str] | Literal[True] | None:
        """Return whether the text has a match, anywhere; None is no, as in `re`."""
        if len(text) < self._start:
            if self._engine is None:
                self._engine = re.compile(self._short)
            return self._engine.search(text)
        row = self._first
        try:
            for char in text:
                row = row[char]
        except _Found:
            return True
        return True if row.ends else None

    def ways(self, row: _Row, behind: int) -> list[int]:
        """Return where the states of a row lead before a character of this kind."""
        bit = 1 << (3 * row.before + behind)
        return [way for state in row.states for way, when in self._ways[state] if when & bit]

    def follow(self, row: _Row, char: str) -> _Row:
        """Return the row that a character leads to, and remember it."""
        kind = _WORD if char in _WORDS else _OTHER
        ways = self.ways(row, kind)
        following = self._match
        if _END not in ways:
            code = ord(char)
            states = {way for way in ways if bisect_right(self._edges[way], code) % 2}
            following = self._row(frozenset((0, *states)), kind)
        self._cached += 1
        row[char] = following
        return following

    def _row(self, states: frozenset[int], before: int) -> _Row:
        if self._cached > _MOST_CACHED:
            for old in (self._first, *self._rows.values()):
                old.clear()
            self._rows, self._cached = {}, 0
        row = self._rows.get((states, before))
        if row is None:
            row = self._rows[states, before] = _Row(self, states, before)
        return row


def _way(text: str) -> tuple[int, int]:
    target, _, when = text.partition(":")
    return _END if target == "." else int(target), int(when) if when else _ALWAYS


def _range(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    return int(low, 16), int(high or low, 16) + 1
