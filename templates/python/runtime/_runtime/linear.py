"""Patterns for which the engine of `re` may need forever, walked in linear time instead."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

_END = -1
_ALWAYS = 0b111_111_111
_EDGE, _WORD, _OTHER = range(3)
_WORDS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")
_MOST_CACHED = 20_000


class _Row:
    """Where a search stands: the states that it may be in, and what kind of character is behind.

    `after` remembers which row each character leads to.
    """

    __slots__ = ("after", "before", "states")

    def __init__(self, states: frozenset[int], before: int) -> None:
        self.states, self.before = states, before
        self.after: dict[str, _Row] = {}


_FOUND = _Row(frozenset(), _EDGE)


class LinearPattern:
    """A pattern as its automaton: a state for each of its characters, the first one before all.

    A state's text says where it leads, then its characters by their numbers. `3` leads to state
    3, `.` ends the match; `3:7` does so only where 7 has the bit `3 * before + behind`: 0 for
    the edge of the text, 1 for a character of a word, 2 for another one.
    """

    def __init__(self, *states: str) -> None:
        self._ways: list[list[tuple[int, int]]] = []
        self._edges: list[list[int]] = []
        for state in states:
            ways, *ranges = state.split(" ")
            self._ways.append([_way(text) for text in ways.split(",") if text])
            self._edges.append([edge for text in ranges for edge in _range(text)])
        self._rows: dict[tuple[frozenset[int], int], _Row] = {}
        self._cached = 0

    def search(self, text: str) -> Literal[True] | None:
        """Return whether the text has a match, anywhere; None is no, as in `re`."""
        row = self._row(frozenset((0,)), _EDGE)
        for char in text:
            following = row.after.get(char)
            if following is None:
                following = self._follow(row, char)
            if following is _FOUND:
                return True
            row = following
        return True if _END in self._open(row, _EDGE) else None

    def _open(self, row: _Row, behind: int) -> list[int]:
        """Return where the states lead before a character of this kind."""
        bit = 1 << (3 * row.before + behind)
        return [way for state in row.states for way, when in self._ways[state] if when & bit]

    def _follow(self, row: _Row, char: str) -> _Row:
        kind = _WORD if char in _WORDS else _OTHER
        ways = self._open(row, kind)
        if _END in ways:
            following = _FOUND
        else:
            code = ord(char)
            states = {way for way in ways if bisect_right(self._edges[way], code) % 2}
            following = self._row(frozenset((0, *states)), kind)
        self._cached += 1
        row.after[char] = following
        return following

    def _row(self, states: frozenset[int], before: int) -> _Row:
        if self._cached > _MOST_CACHED:
            for old in list(self._rows.values()):
                old.after.clear()
            self._rows, self._cached = {}, 0
        return self._rows.setdefault((states, before), _Row(states, before))


def _way(text: str) -> tuple[int, int]:
    target, _, when = text.partition(":")
    return _END if target == "." else int(target), int(when) if when else _ALWAYS


def _range(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    return int(low, 16), int(high or low, 16) + 1
