"""How long a text may be for a backtracking engine to be done with it in a few steps.

In: a pattern, and how many steps are few. Out: a length. Counted are the characters that an
engine may try on all its ways through the pattern's automaton, as if each state could choose the
character that is worst for it; so the true number is at most that.
"""

from __future__ import annotations

from cfc.patterns.automaton import START, build
from cfc.patterns.tree import Pattern

_LONGEST = 200
_MOST_STATES = 150


def longest_within(pattern: Pattern, steps: int) -> int:
    """Return how long every text may be; 0 where that is not known."""
    automaton = build(pattern.tree, is_search=True)
    if automaton is None or not automaton.is_counted or len(automaton.letters) > _MOST_STATES:
        return 0
    followers = [
        [
            (after, automaton.letters[after], automaton.ways.get((state, after), 1))
            for after in sorted(automaton.edges.get(state, ()))
        ]
        for state in range(len(automaton.letters))
    ]
    tries = [1 + automaton.tries[state] for state in range(len(followers))]
    found = tries
    for length in range(1, _LONGEST + 1):
        found = [
            tried + _worst([(letters, ways * found[after]) for after, letters, ways in behind])
            for tried, behind in zip(tries, followers, strict=True)
        ]
        if found[START] > steps:
            return length - 1
    return _LONGEST


def _worst(costs: list[tuple[int, int]]) -> int:
    """Return the largest sum of costs that one letter (a bit) has."""
    parts: list[tuple[int, int]] = []
    for letters, cost in costs:
        apart = []
        for bits, total in parts:
            common = bits & letters
            if common:
                apart.append((common, total + cost))
            if bits & ~letters:
                apart.append((bits & ~letters, total))
            letters &= ~bits
        if letters:
            apart.append((letters, cost))
        parts = apart
    return max((total for _, total in parts), default=0)
