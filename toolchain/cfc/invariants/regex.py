"""Regular expressions of JSONata: ECMAScript without the `u` flag, on UTF-16 units.

In: a regex literal. Out: a pattern with its text for each language. What is no regular
expression, or has no equal in Python, raises `NotCompiled`.
"""

from __future__ import annotations

from cfc.invariants.lowered import Pattern
from cfc.invariants.refusal import NotCompiled, Refused
from cfc.invariants.tree import Regex, Tree, iter_nodes
from cfc.patterns.cost import Growth, growth
from cfc.patterns.parser import PatternError, parse_pattern
from cfc.patterns.python import NotTranslatable, to_python

_SLOW = "anchor it with `^`, and let no two repeated parts match the same text"


def translate(tree: Regex) -> Pattern:
    """Return the pattern for both languages; raises NotCompiled."""
    flags = "".join(sorted(set(tree.flags)))
    try:
        parsed = parse_pattern(tree.pattern, unicode=False)
        python = to_python(parsed, ignore_case="i" in flags, multiline="m" in flags)
    except (PatternError, NotTranslatable) as error:
        at = tree.start + 1 + min(error.position, len(tree.pattern))
        part = f"this regular expression ({error.message})"
        raise NotCompiled(part, at, max(at + 1, tree.end)) from error
    return Pattern(tree.pattern, flags, python)


def refuse_slow(tree: Tree) -> None:
    """Raise Refused for a regular expression that may take more than linear time."""
    for node in iter_nodes(tree):
        if isinstance(node, Regex) and _growth(node) != "linear":
            part = f"`/{node.pattern}/`, which may take more than linear time,"
            raise Refused(part, node.start, node.end, _SLOW)


def refuse_endless(tree: Tree) -> None:
    """Raise Refused for a regular expression that may take exponential time."""
    for node in iter_nodes(tree):
        if isinstance(node, Regex) and _growth(node) == "exponential":
            part = f"`/{node.pattern}/`, which may never come to an end,"
            raise Refused(part, node.start, node.end, _SLOW)


def _growth(regex: Regex) -> Growth:
    """Return how the time grows; what is no pattern is refused elsewhere."""
    try:
        return growth(parse_pattern(regex.pattern, unicode=False))
    except PatternError:
        return "linear"
