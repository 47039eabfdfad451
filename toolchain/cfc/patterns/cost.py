"""Whether a backtracking engine may need more than linear time for a pattern.

In: a `Pattern`. Out: how its time grows. If some text leads from a state of the pattern's automaton
back to it in two ways, the time is exponential; if it leads from one loop to itself, to
another one, and round that one too, the time is at least quadratic. A search that is not
anchored is itself a loop in front of the pattern.

The answer may be yes for a pattern that is linear: for one that is too large to be sure, and
where assertions or back-references decide (they are taken as if they might fail, and a
back-reference as any text). Loops of up to 1,000 rounds count only for exponential time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from cfc.patterns.automaton import START, Automaton, build
from cfc.patterns.structure import Path, walk
from cfc.patterns.tree import Edge, Look, Pattern, Repeat, Sequence

_MOST_STEPS = 300_000
_ORDER = ("linear", "polynomial", "exponential")

Edges = dict[int, set[int]]


Growth = Literal["linear", "polynomial", "exponential"]


def is_super_linear(pattern: Pattern) -> bool:
    """Return whether some text may take more than linear time, as far as the shape tells."""
    return growth(pattern) != "linear"


@lru_cache(maxsize=4096)
def growth(pattern: Pattern) -> Growth:
    """Return how the time may grow with the text; what is too large to tell is polynomial."""
    whole = build(pattern.tree, is_search=True)
    if whole is None:
        return "polynomial"
    is_anchored = START not in whole.edges.get(START, ())
    parts: list[Automaton | None] = [whole]
    for node, path in walk(pattern.tree):
        if isinstance(node, Look):
            is_once = is_anchored and _is_in_front(node, path)
            parts.append(build(node.body, is_search=not is_once))
    found: list[Growth] = [
        "polynomial" if part is None else _Search(part).growth() for part in parts
    ]
    return max(found, key=_ORDER.index)


def _is_in_front(look: Look, path: Path) -> bool:
    """Return whether no character can stand before the look-around."""
    for above, below in pairwise((*path, look)):
        if isinstance(above, Repeat):
            return False
        if isinstance(above, Sequence):
            before = above.parts[: next(n for n, part in enumerate(above.parts) if part is below)]
            if not all(isinstance(part, Edge | Look) for part in before):
                return False
    return True


class _TooLarge(Exception):
    """There are too many pairs of states to look at all of them."""


class _Search:
    """Looks for ambiguity in one automaton, up to a number of steps."""

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self.letters = automaton.letters
        self.steps = 0

    def growth(self) -> Growth:
        edges = self.automaton.edges
        hard = {
            state: {after for after in following if (state, after) not in self.automaton.bounded}
            for state, following in edges.items()
        }
        try:
            if self._is_exponential(edges):
                return "exponential"
            return "polynomial" if self._is_polynomial(hard) else "linear"
        except _TooLarge:
            return "polynomial"

    def _is_exponential(self, edges: Edges) -> bool:
        reach = _reachable(edges)
        loops = [state for state in sorted(reach) if state in reach[state]]
        for state, after in self.automaton.ways:
            if after in edges.get(state, ()) and state in reach and state in reach.get(after, ()):
                return True
        return any(self._has_two_ways(state, edges, reach) for state in loops)

    def _is_polynomial(self, edges: Edges) -> bool:
        reach = _reachable(edges)
        loops = [state for state in sorted(reach) if state in reach[state]]
        return any(
            self._leads_round(first, second, edges, reach)
            for first in loops
            for second in loops
            if first != second and second in reach[first]
        )

    def _has_two_ways(self, state: int, edges: Edges, reach: dict[int, set[int]]) -> bool:
        """Return whether one text leads from the state back to it in two ways."""
        seen = {(state, state, False)}
        waiting = deque(seen)
        while waiting:
            one, other, apart = waiting.popleft()
            for first, second, _ in self._both(one, other, edges):
                if state not in reach[first] or state not in reach[second]:
                    continue
                following = (first, second, apart or first != second)
                if following == (state, state, True):
                    return True
                if following not in seen:
                    seen.add(following)
                    waiting.append(following)
        return False

    def _leads_round(
        self, first: int, second: int, edges: Edges, reach: dict[int, set[int]]
    ) -> bool:
        """Return whether one text leads first to first, first to second and second to second."""
        goal = (first, second, second)
        seen = {(first, first, second)}
        waiting = deque(seen)
        while waiting:
            one, way, other = waiting.popleft()
            for after_one, after_way, common in self._both(one, way, edges):
                if first not in reach[after_one] or second not in reach[after_way]:
                    continue
                for after_other in edges.get(other, ()):
                    self._count()
                    if not common & self.letters[after_other] or second not in reach[after_other]:
                        continue
                    following = (after_one, after_way, after_other)
                    if following == goal:
                        return True
                    if following not in seen:
                        seen.add(following)
                        waiting.append(following)
        return False

    def _both(self, one: int, other: int, edges: Edges) -> Iterator[tuple[int, int, int]]:
        """Yield the pairs of states that one character leads to, and the characters that do."""
        for first in edges.get(one, ()):
            for second in edges.get(other, ()):
                self._count()
                common = self.letters[first] & self.letters[second]
                if common:
                    yield first, second, common

    def _count(self) -> None:
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise _TooLarge


def _reachable(edges: Edges) -> dict[int, set[int]]:
    """Return, for each state that a match can come to, the states that can come behind it."""
    found: dict[int, set[int]] = {}
    waiting = [START]
    while waiting:
        state = waiting.pop()
        if state not in found:
            found[state] = _behind(state, edges)
            waiting.extend(edges.get(state, ()))
    return found


def _behind(state: int, edges: Edges) -> set[int]:
    found: set[int] = set()
    waiting = [state]
    while waiting:
        for after in edges.get(waiting.pop(), ()):
            if after not in found:
                found.add(after)
                waiting.append(after)
    return found
