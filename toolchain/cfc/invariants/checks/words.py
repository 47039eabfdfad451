"""Shapes and parts of an expression in words."""

from __future__ import annotations

import json
import math

from cfc.invariants.shape import Shape
from cfc.invariants.tree import Tree

_SHOWN = 6
_LONGEST = 60


def quoted(tree: Tree, text: str) -> str:
    """Return a part of the expression between backticks, shortened when it is long."""
    part = " ".join(text[tree.start : tree.end].split())
    return f"`{part}`" if len(part) <= _LONGEST else f"`{part[: _LONGEST - 1]}…`"


def kinds_of(shape: Shape) -> str:
    return " or ".join(sorted(shape.forms))


def values_of(values: tuple[object, ...]) -> str:
    shown = [f"`{json.dumps(value, ensure_ascii=False)}`" for value in values[:_SHOWN]]
    return " or ".join(shown) + (" …" if len(values) > _SHOWN else "")


def described(shape: Shape) -> str:
    """Return what a value is, as exactly as it is known."""
    if not shape.kinds:
        return "never there"
    if shape.values:
        return values_of(shape.values)
    numbers = shape.range
    if "number" not in shape.kinds or numbers.is_everything:
        return kinds_of(shape)
    parts = []
    if numbers.low == numbers.high:
        return _number(numbers.low)
    if numbers.low != -math.inf:
        parts.append(("more than " if numbers.above else "at least ") + _number(numbers.low))
    if numbers.high != math.inf:
        parts.append(("less than " if numbers.below else "at most ") + _number(numbers.high))
    return " and ".join(parts)


def _number(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else repr(number)
