"""Shapes of single values and of scalars with limits.

In: values and facts. Out: shapes, and whether a value is of a type.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import cast

from cfc.ir.facts import ALL_TYPES, OF_NUMBERS, Facts, kind_of
from cfc.ir.shape_unions import Kind
from cfc.ir.shapes import Constant, JsonScalar, Limits, Literals, Scalar, Shape


def scalar(kind: Kind, facts: Facts) -> Scalar:
    """Return the shape of a type's values; numbers have the limits that the facts give."""
    return Scalar(kind, limits_of(facts, OF_NUMBERS) if kind in ("integer", "number") else ())


def constant(value: object) -> Shape:
    """Return the shape of one value alone."""
    if isinstance(value, (dict, list)):
        return Constant(json.dumps(value))
    return Literals((cast("JsonScalar", value),))


def is_of(value: object, types: frozenset[str]) -> bool:
    """Tell whether a value is of one of the types."""
    if isinstance(value, (dict, list)):
        return ("object" if isinstance(value, dict) else "array") in types
    return fits(cast("JsonScalar", value), types)


def limits_of(facts: Facts, names: Sequence[str]) -> Limits:
    """Return those of the limits that have one of the names."""
    return tuple((name, facts.limits[name]) for name in names if name in facts.limits)


def fits(value: JsonScalar, types: frozenset[str]) -> bool:
    """Tell whether a scalar is of one of the types; 1.0 is an integer."""
    if types == ALL_TYPES:
        return True
    kind = kind_of(value)
    return kind in types or (
        kind == "number" and float(value or 0).is_integer() and "integer" in types
    )
