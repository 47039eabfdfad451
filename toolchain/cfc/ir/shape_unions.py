"""Unions of shapes: flat, without doubles, and without what another option says already.

In: shapes. Out: one shape, never narrower than all of them together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from cfc.ir.shapes import (
    Anything,
    JsonScalar,
    Literals,
    Nothing,
    Scalar,
    Shape,
    Text,
    UnionOf,
)

Kind = Literal["string", "integer", "number", "boolean", "null"]


def _is_among(part: Shape, plain: set[Kind]) -> bool:
    if isinstance(part, Text):
        return "string" in plain
    if not isinstance(part, Scalar):
        return False
    is_number = part.kind == "integer" and "number" in plain
    return (bool(part.limits) and part.kind in plain) or is_number


def distinct(values: Sequence[JsonScalar]) -> list[JsonScalar]:
    """Return the values, each once: `true` is not 1, 1.0 is."""
    return list({(isinstance(value, bool), value): value for value in values}.values())


def union(options: Sequence[Shape]) -> Shape:
    """Return the union, flattened, without doubles; anything swallows the rest."""
    # A dictionary, as there may be very many: each is looked up, not compared with all before it.
    parts: dict[Shape, None] = {}
    for option in options:
        for part in option.options if isinstance(option, UnionOf) else (option,):
            if isinstance(part, Anything):
                return part
            if not isinstance(part, Nothing):
                parts[part] = None
    flat = list(parts)
    if not flat:
        return Nothing()
    plain = {part.kind for part in flat if isinstance(part, Scalar) and not part.limits}
    if plain:
        # What is limited is among what is not.
        flat = [part for part in flat if not _is_among(part, plain)]
    literals = [value for part in flat if isinstance(part, Literals) for value in part.values]
    if sum(isinstance(part, Literals) for part in flat) > 1:
        first = next(i for i, part in enumerate(flat) if isinstance(part, Literals))
        flat[first] = Literals(tuple(distinct(literals)))
        flat = [p for i, p in enumerate(flat) if i == first or not isinstance(p, Literals)]
    return flat[0] if len(flat) == 1 else UnionOf(tuple(flat))
