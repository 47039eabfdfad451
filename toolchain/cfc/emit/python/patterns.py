"""Patterns as constants of a Python module.

In: a pattern of the IR. Out: what the template prints: a regular expression of `re`, or what an
automaton is made of that is walked in its place.
"""

from __future__ import annotations

from dataclasses import dataclass

from cfc.emit.code import EMPTY, Code
from cfc.emit.python.literals import comment, literal, string
from cfc.emit.python.steps import WIDTH
from cfc.patterns.matcher import automaton, automaton_from
from cfc.patterns.parser import parse_pattern
from cfc.patterns.python import to_python


@dataclass(frozen=True)
class PatternView:
    """A pattern as a regular expression, or as what `LinearPattern` takes (`states`)."""

    name: Code
    comment: Code
    text: Code
    states: tuple[Code, ...]

    @property
    def tall(self) -> bool:
        """Whether the expression stands on a line of its own."""
        return len(self.name) + len(self.text) + len(" = Regex()") > WIDTH


def pattern_view(index: int, source: str) -> PatternView:
    """Return one constant; `source`: an ECMA-262 pattern that has a translation."""
    name, note = Code(f"PATTERN_{index}"), comment(source)
    states = automaton(source)
    if states is None:
        return PatternView(name, note, string(to_python(parse_pattern(source))), ())
    start = automaton_from(source)
    host = to_python(parse_pattern(source)) if start else ""
    return PatternView(name, note, EMPTY, (literal(start), *map(string, (host, *states))))
