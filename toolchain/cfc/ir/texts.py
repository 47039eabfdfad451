"""Patterns as tests: the cheapest form that gives the same verdict, decided once for all languages.

In: a pattern's text, and the variable that holds a string. Out: a test. What an engine may take
long for is walked by an automaton; where there is none, longer texts are not tried at all.
"""

from __future__ import annotations

from collections.abc import Callable

from cfc.ir.program import Constant, EqualsOneOf, LengthIs, Matches, Test, TextHas
from cfc.ir.tests import all_of
from cfc.patterns.matcher import longest, shortcut_of
from cfc.patterns.shortcuts import Shortcut


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
