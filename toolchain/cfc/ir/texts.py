"""Patterns as tests: the cheapest form that gives the same verdict, decided once for all languages.

In: a pattern's text, and the variable that holds a string. Out: a test. What an engine may take
long for is walked by an automaton; where there is none, longer texts are not tried at all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from cfc.ir.program import Constant, EqualsOneOf, LengthIs, Matches, Test, TextHas
from cfc.ir.tests import all_of
from cfc.patterns.cost import growth
from cfc.patterns.linear import linear_states
from cfc.patterns.parser import parse_pattern
from cfc.patterns.shortcuts import Shortcut, shortcut

LONGEST = {"polynomial": 1000, "exponential": 24}
"""How many characters a text may have, by how fast the time grows, where nothing is linear."""


@lru_cache(maxsize=4096)
def automaton(source: str) -> tuple[str, ...] | None:
    """Return the states of a pattern that an engine may take long for; None if it needs none."""
    pattern = parse_pattern(source)
    return None if growth(pattern) == "linear" else linear_states(pattern)


@lru_cache(maxsize=4096)
def longest(source: str) -> int | None:
    """Return how long a text may be for the pattern to be tried; None if that is no matter."""
    if _shortcut(source) is not None:
        return None
    grown = growth(parse_pattern(source))
    return None if grown == "linear" or automaton(source) is not None else LONGEST[grown]


@lru_cache(maxsize=4096)
def _shortcut(source: str) -> Shortcut | None:
    return shortcut(parse_pattern(source))


def matching(
    text: str,
    var: str,
    index_of: Callable[[str], int | None],
    source_of: Callable[[str], str | None],
) -> Test | None:
    """Return the test that the string `var` has a match; None for a text that is no pattern.

    A text that is too long to be tried has none.
    """
    source = source_of(text)
    if source is None:
        return None
    short = _shortcut(source)
    if short is not None:
        return _plain(short, var)
    index = index_of(text)
    if index is None:
        return None
    limit = longest(source)
    tried = Matches(var, index)
    return tried if limit is None else all_of((LengthIs(var, "<=", limit), tried))


def _plain(short: Shortcut, var: str) -> Test:
    match short.kind:
        case "always":
            return Constant(True)
        case "empty":
            return LengthIs(var, "==", 0)
        case "not-empty":
            return LengthIs(var, ">", 0)
        case "equals":
            return EqualsOneOf(var, short.texts)
        case "starts" | "ends" | "contains":
            return TextHas(var, short.kind, short.texts)
