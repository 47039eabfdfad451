"""How a pattern is matched: without an engine, by an automaton, by an engine, by one up to a length.

In: the normalised text of a pattern. Out: which of these, decided once for all languages, so
that none takes long and all give one verdict. The answers are remembered.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cfc.patterns.cost import growth
from cfc.patterns.effort import longest_within
from cfc.patterns.linear import linear_states
from cfc.patterns.parser import parse_pattern
from cfc.patterns.python import NotTranslatable, to_python
from cfc.patterns.shortcuts import Shortcut, ends, shortcut
from cfc.patterns.structure import can_be_empty, walk
from cfc.patterns.tree import Edge, Repeat

LONGEST = {"polynomial": 1000, "exponential": 24}
"""How many characters a text may have, by how fast the time grows, where nothing is linear."""

FEW_STEPS = 5000
"""How many steps an engine may need for a text that is given to it and not to an automaton."""


@lru_cache(maxsize=4096)
def shortcut_of(source: str) -> Shortcut | None:
    """Return what can be asked in place of the pattern without an engine."""
    return shortcut(parse_pattern(source))


@lru_cache(maxsize=4096)
def ends_of(source: str) -> tuple[str, str]:
    """Return how each text that has a match begins and ends: cheaper to ask for than the pattern."""
    return ends(parse_pattern(source))


@lru_cache(maxsize=4096)
def automaton(source: str) -> tuple[str, ...] | None:
    """Return the states of a pattern that is no engine's work; None for one that is.

    V8 looks for `\\B` also between the two halves of a pair, where nothing may match.
    """
    pattern = parse_pattern(source)
    is_safe = all(node != Edge("B") for node, _ in walk(pattern.tree))
    return None if is_safe and growth(pattern) == "linear" else linear_states(pattern)


@lru_cache(maxsize=4096)
def automaton_from(source: str) -> int:
    """Return from which length on an automaton is needed: shorter texts are an engine's work.

    On few characters that is several times faster, however long it takes for more. Loops whose
    rounds may be empty are none of its work: engines do not count them alike.
    """
    pattern = parse_pattern(source)
    for node, _ in walk(pattern.tree):
        if node == Edge("B"):
            return 0
        if isinstance(node, Repeat) and node.high != 1 and can_be_empty(node.body):
            return 0
    try:
        to_python(pattern)
    except NotTranslatable:
        return 0
    most = longest_within(pattern, FEW_STEPS)
    return most + 1 if most else 0


@lru_cache(maxsize=4096)
def _engine(source: str) -> re.Pattern[str] | None:
    try:
        return re.compile(to_python(parse_pattern(source)))
    except NotTranslatable:
        return None


def has_match(source: str, text: str) -> bool:
    """Tell whether a short text, such as a member's name, has a match; one too long has none."""
    engine = _engine(source)
    if engine is None or len(text) > _longest_name(source):
        return False
    return engine.search(text) is not None


@lru_cache(maxsize=4096)
def _longest_name(source: str) -> int:
    return LONGEST.get(growth(parse_pattern(source)), 1000)


@lru_cache(maxsize=4096)
def longest(source: str) -> int | None:
    """Return how long a text may be for the pattern to be tried; None if that is no matter."""
    if shortcut_of(source) is not None:
        return None
    grown = growth(parse_pattern(source))
    return None if grown == "linear" or automaton(source) is not None else LONGEST[grown]
