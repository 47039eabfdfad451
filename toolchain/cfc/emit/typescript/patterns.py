"""Patterns as constants of a TypeScript module.

In: a pattern of the IR. Out: what the template prints: a regular expression, or what an
automaton is made of that is walked in its place.
"""

from __future__ import annotations

from collections.abc import Callable

from cfc.emit.code import EMPTY, Code
from cfc.emit.typescript.conditions import pattern_name
from cfc.emit.typescript.literals import comment, number, regex, string
from cfc.emit.typescript.views import PatternView
from cfc.patterns.matcher import automaton, automaton_from


def pattern_view(index: int, source: str, automaton_class: Callable[[], Code]) -> PatternView:
    """Return one constant; `automaton_class` gives the name of its class, if it needs that."""
    name, note = pattern_name(index), comment(f"// {source}")
    states = automaton(source)
    if states is None:
        return PatternView(name, note, regex(source), EMPTY, ())
    start = automaton_from(source)
    host = regex(source) if start else Code("null")
    texts = (number(start), host, *map(string, states))
    return PatternView(name, note, EMPTY, automaton_class(), texts)
