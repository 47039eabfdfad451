"""Patterns as tests: the cheapest form that gives the same verdict, decided once for all languages.

In: a pattern's text, and the variable that holds a string. Out: a test. What an engine may take
long for is walked by an automaton; where there is none, longer texts are not tried at all.
"""

from __future__ import annotations

from collections.abc import Callable

from cfc.ir.program import Constant, EqualsOneOf, LengthIs, Matches, Test, TextHas
from cfc.ir.tests import all_of
from cfc.patterns.matcher import ends_of, longest, shortcut_of
from cfc.patterns.shortcuts import Shortcut

_PLAIN = 2
"""How many characters are worth a look of their own."""


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
    short = shortcut_of(source)
    if short is not None:
        return _plain(short, var)
    index = index_of(text)
    if index is None:
        return None
    limit = longest(source)
    tried = Matches(var, index)
    return tried if limit is None else all_of((LengthIs(var, "<=", limit), tried))


def foreseen(test: Test, source: str, var: str) -> Test:
    """Return the test of a pattern with a cheaper one before it, for texts that it mostly refuses.

    Such are the names of members: most of them belong to no pattern.
    """
    if not isinstance(test, Matches):
        return test
    start, end = ends_of(source)
    if len(start) >= _PLAIN:
        return all_of((TextHas(var, "starts", (start,)), test))
    return all_of((TextHas(var, "ends", (end,)), test)) if len(end) >= _PLAIN else test


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
