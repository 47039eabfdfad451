"""Patterns as constants of a Python module.

In: a pattern of the IR. Out: what the template prints: a regular expression of `re`, or the
automaton that is walked in its place.
"""

from __future__ import annotations

from dataclasses import dataclass

from cfc.emit.code import EMPTY, Code
from cfc.emit.python.literals import comment, string
from cfc.patterns.matcher import automaton
from cfc.patterns.parser import parse_pattern
from cfc.patterns.python import to_python


@dataclass(frozen=True)
class PatternView:
    """A pattern as a regular expression, or as the states of its automaton."""

    name: Code
    comment: Code
    text: Code
    states: tuple[Code, ...]


def pattern_view(index: int, source: str) -> PatternView:
    """Return one constant; `source`: an ECMA-262 pattern that has a translation."""
    states = tuple(string(state) for state in automaton(source) or ())
    text = EMPTY if states else string(to_python(parse_pattern(source)))
    return PatternView(Code(f"PATTERN_{index}"), comment(source), text, states)
