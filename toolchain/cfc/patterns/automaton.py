"""The automaton of a pattern: a state for each of its characters (Glushkov's construction).

In: a tree. Out: which state may follow which, on which characters. Assertions cost no
character and may fail. A state behind which the pattern is satisfied whatever follows is left
out, since an engine stops there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from cfc.patterns.properties import LAST, Ranges
from cfc.patterns.python import class_ranges
from cfc.patterns.structure import can_be_empty
from cfc.patterns.tree import (
    AnyCharacter,
    BackReference,
    Character,
    CharacterClass,
    Choice,
    Edge,
    Group,
    Look,
    Node,
    Repeat,
    Sequence,
)

START = 0
"""The state before the first character; in a search that is not anchored, a loop."""

_MOST_STATES = 600
_MOST_COPIES = 12
_MOST_FIXED_COPIES = 100
_SHORT = 1000
_ANY: Ranges = ((0, LAST),)
_LINE: Ranges = ((0, 9), (0xB, 0xC), (0xE, 0x2027), (0x202A, LAST))


@dataclass(frozen=True)
class Automaton:
    """`letters` has for each state its characters as bits: one for each set that is told apart.

    `ways` has the edges that can be gone in more than one way, and in how many: exactly so, if
    `is_counted`. `tries` is how many ways lead out of a state, also those to states that are
    left out. `bounded` are edges that close a loop with a limit, and nothing else.
    """

    letters: list[int]
    edges: dict[int, set[int]]
    ways: dict[tuple[int, int], int]
    tries: Counter[int]
    bounded: frozenset[tuple[int, int]]
    is_counted: bool


@dataclass(frozen=True)
class _Part:
    """Where a part begins and ends, and in how many ways it is empty.

    A state stands twice where two ways without a character lead to it. `may_fail`: whether it
    can be empty only by an assertion.
    """

    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()
    empty: int = 1
    may_fail: bool = False
    anchored: bool = False


class _TooLarge(Exception):
    """The automaton would have too many states."""


def build(tree: Node, *, is_search: bool) -> Automaton | None:
    """Return the automaton; None when it would be too large."""
    builder = _Builder()
    try:
        whole = builder.part(tree)
    except _TooLarge:
        return None
    builder.edges[START] = set(whole.first)
    builder.ways.update((START, state) for state in whole.first)
    if is_search and not whole.anchored:
        builder.sets[START] = _ANY
        builder.edges[START].add(START)
    final = set(whole.last) - builder.pending
    if whole.empty and not whole.may_fail:
        final.add(START)
    edges = {state: after - final for state, after in builder.edges.items() if state not in final}
    bounded = frozenset(builder.bounded - builder.unbounded)
    ways = {edge: count for edge, count in builder.ways.items() if count > 1}
    tries: Counter[int] = Counter()
    for (state, _), count in builder.ways.items():
        tries[state] += count
    return Automaton(_letters(builder.sets), edges, ways, tries, bounded, builder.is_counted)


@dataclass
class _Builder:
    sets: list[Ranges] = field(default_factory=lambda: [()])
    edges: dict[int, set[int]] = field(default_factory=dict)
    pending: set[int] = field(default_factory=set)
    ways: Counter[tuple[int, int]] = field(default_factory=Counter)
    bounded: set[tuple[int, int]] = field(default_factory=set)
    unbounded: set[tuple[int, int]] = field(default_factory=set)
    is_counted: bool = True

    def part(self, node: Node) -> _Part:
        if isinstance(node, Character):
            return self._state(((node.code, node.code),))
        if isinstance(node, AnyCharacter):
            return self._state(_LINE)
        if isinstance(node, CharacterClass):
            return self._state(class_ranges(node))
        if isinstance(node, Edge):
            return _Part(may_fail=True, anchored=node.kind == "^")
        if isinstance(node, Look):
            return _Part(may_fail=True)
        if isinstance(node, BackReference):
            body = self._state(_ANY)
            self._join(body.last, body.first, self.unbounded)
            return _Part(body.first, body.last, may_fail=True)
        if isinstance(node, Group):
            return self.part(node.body)
        if isinstance(node, Sequence):
            whole = _Part()
            for part in node.parts:
                whole = self._then(whole, self.part(part))
            return whole
        if isinstance(node, Choice):
            options = [self.part(option) for option in node.options]
            if sum(option.empty for option in options) > 1:
                self.is_counted = False
            return _Part(
                tuple(state for option in options for state in option.first),
                tuple(state for option in options for state in option.last),
                min(sum(option.empty for option in options), 2),
                all(option.may_fail for option in options if option.empty),
                all(option.anchored for option in options),
            )
        return self._repeat(node)

    def _state(self, ranges: Ranges) -> _Part:
        if len(self.sets) > _MOST_STATES:
            raise _TooLarge
        self.sets.append(ranges)
        state = (len(self.sets) - 1,)
        return _Part(state, state, 0)

    def _join(
        self, before: tuple[int, ...], after: tuple[int, ...], into: set[tuple[int, int]]
    ) -> None:
        for state in before:
            known = self.edges.setdefault(state, set())
            for following in after:
                self.ways[state, following] += 1
                known.add(following)
                into.add((state, following))

    def _then(self, left: _Part, right: _Part) -> _Part:
        self._join(left.last, right.first, self.unbounded)
        if right.empty and right.may_fail:
            self.pending.update(left.last)
        return _Part(
            left.first + right.first * left.empty,
            left.last * right.empty + right.last,
            min(left.empty * right.empty, 2),
            left.may_fail or right.may_fail,
            left.anchored or (right.anchored and not left.first),
        )

    def _repeat(self, node: Repeat) -> _Part:
        # Copies that may each be empty are gone through in as many ways as a loop.
        is_plain = node.high == 1 or not can_be_empty(node.body)
        if not is_plain or (node.high == 1 and node.low == 0 and can_be_empty(node.body)):
            self.is_counted = False
        if node.high is not None and node.high <= (_MOST_COPIES if is_plain else 2):
            return self._copies(node.body, node.low, node.high - node.low)
        if is_plain and node.low == node.high and node.low <= _MOST_FIXED_COPIES:
            return self._copies(node.body, node.low, 0)
        before = self._copies(node.body, 1, 0) if node.low > 1 else _Part()
        body = self.part(node.body)
        is_short = node.high is not None and node.high <= _SHORT
        self._join(body.last, body.first, self.bounded if is_short else self.unbounded)
        if node.low > 2 and not is_plain:
            # Which of the needed rounds are the empty ones? Any of them.
            self.ways.update((last, first) for last in body.last for first in body.first * 2)
        can_skip = node.low == 0
        loop = _Part(
            body.first,
            body.last,
            1 if can_skip else body.empty,
            body.may_fail and not can_skip,
            body.anchored and not can_skip,
        )
        return self._then(before, loop)

    def _copies(self, body: Node, needed: int, optional: int) -> _Part:
        whole = _Part()
        for index in range(needed + optional):
            copy = self.part(body)
            if index >= needed:
                copy = _Part(copy.first, copy.last)
            whole = self._then(whole, copy)
        return whole


def _letters(sets: list[Ranges]) -> list[int]:
    """Return the sets as bits, one bit for each stretch of code points that no set divides."""
    edges = sorted({edge for ranges in sets for low, high in ranges for edge in (low, high + 1)})
    index = {edge: number for number, edge in enumerate(edges)}
    return [
        sum((1 << index[high + 1]) - (1 << index[low]) for low, high in ranges) for ranges in sets
    ]
