"""An abstract value: what an expression can come to, as far as the schema tells."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace

from cfc.contract.model import Place
from cfc.invariants.interval import EVERY_NUMBER, Interval, exactly
from cfc.invariants.schema_facts import ALL_KINDS, JSON_KINDS, Choice, Kinds, kind_of

_MOST_CASES = 24


@dataclass(frozen=True)
class Case:
    """One way in which a value can be valid: schemas that it satisfies, branches chosen.

    `operation`: the place is an operation, whose `input` and `output` are the value's members.
    """

    places: tuple[Place, ...]
    chosen: frozenset[Choice] = frozenset()
    operation: bool = False


@dataclass(frozen=True)
class Shape:
    """Kinds of values; `cases`: every value is one of these (none: nothing is known of members).

    `absent`: it may have no value, and the schema says so. `unsure`: nothing is known of
    whether it has one. `many`: a sequence of such values: none when it is absent, one is that
    value itself, more are an array of them. `fewest` and `most` count a sequence or the items of an
    array. `values`: the only ones there are. `item`: what an array has that no schema describes.
    """

    kinds: Kinds = ALL_KINDS
    cases: tuple[Case, ...] = ()
    absent: bool = False
    unsure: bool = False
    many: bool = False
    values: tuple[object, ...] | None = None
    path: str | None = None
    numbers: Interval = EVERY_NUMBER
    fewest: int = 0
    most: int | None = None
    length: Interval = Interval(0, math.inf)
    item: Shape | None = None
    nonzero: bool = False

    @property
    def is_unknown(self) -> bool:
        """Nothing is said of what it is."""
        return self.kinds >= JSON_KINDS

    @property
    def is_certain(self) -> bool:
        """There is a value, whatever the instance."""
        return not (self.absent or self.unsure) and bool(self.kinds)

    @property
    def forms(self) -> Kinds:
        """The kinds of the whole: a sequence of several values is an array."""
        if self.many and self.kinds and (self.most is None or self.most > 1):
            return self.kinds | {"array"}
        return self.kinds

    @property
    def range(self) -> Interval:
        """What it is as a number, where it is one."""
        numbers = self.numbers
        if self.values is not None:
            known = [one for one in self.values if kind_of(one) == "number"]
            doubles = [_double(one) for one in known]
            if doubles:
                numbers = numbers.within(Interval(min(doubles), max(doubles)))
        return numbers

    @property
    def truth(self) -> bool | None:
        """True or False where it is that, whatever the instance, or has no value."""
        if self.many or self.values is None or len(self.values) != 1:
            return None
        return self.values[0] if isinstance(self.values[0], bool) else None

    def without_value(self) -> Shape:
        return replace(self, absent=True)


UNKNOWN = Shape(unsure=True)
NEVER = Shape(kinds=frozenset(), absent=True)
BOOLEAN = Shape(kinds=frozenset({"boolean"}))
NUMBER = Shape(kinds=frozenset({"number"}))
STRING = Shape(kinds=frozenset({"string"}))
ARRAY = Shape(kinds=frozenset({"array"}))
OBJECT = Shape(kinds=frozenset({"object"}))
FUNCTION = Shape(kinds=frozenset({"function"}))


def truth_shape(value: bool | None, *, absent: bool = False, unsure: bool = False) -> Shape:
    """Return the shape of a boolean that is known, or is not."""
    values = None if value is None else (value,)
    return replace(BOOLEAN, values=values, absent=absent, unsure=unsure)


def literal_shape(value: object) -> Shape:
    kind = kind_of(value)
    numbers = exactly(_double(value)) if kind == "number" else EVERY_NUMBER
    length = exactly(len(value)) if isinstance(value, str) else Interval(0, math.inf)
    return Shape(kinds=frozenset({kind}), values=(value,), numbers=numbers, length=length)


def _double(value: object) -> float:
    assert isinstance(value, int | float)
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def joined(one: Shape, other: Shape) -> Shape:
    """Return the shape of what is either."""
    if not one.kinds or not other.kinds:
        some = other if not one.kinds else one
        absent, unsure = one.absent or other.absent, one.unsure or other.unsure
        return replace(some, absent=absent, unsure=unsure, path=None)
    values = None
    if one.values is not None and other.values is not None:
        values = (*one.values, *other.values)
    cases = tuple(dict.fromkeys((*one.cases, *other.cases)))
    if not one.cases and one.kinds & {"object", "array"}:
        cases = ()
    if (not other.cases and other.kinds & {"object", "array"}) or len(cases) > _MOST_CASES:
        cases = ()
    numeric = [each for each in (one, other) if "number" in each.kinds]
    numbers = numeric[0].numbers.hull(numeric[-1].numbers) if numeric else EVERY_NUMBER
    most = None if one.most is None or other.most is None else max(one.most, other.most)
    return Shape(
        kinds=one.kinds | other.kinds,
        cases=cases,
        absent=one.absent or other.absent,
        unsure=one.unsure or other.unsure,
        many=one.many or other.many,
        values=values,
        numbers=numbers,
        fewest=min(one.fewest, other.fewest),
        most=most,
        length=one.length.hull(other.length),
        item=_joined_items(one, other),
        nonzero=one.nonzero and other.nonzero,
    )


def _joined_items(one: Shape, other: Shape) -> Shape | None:
    items = [each.item for each in (one, other) if "array" in each.kinds]
    if not items or any(item is None for item in items):
        return None
    found = [item for item in items if item is not None]
    return found[0] if len(found) == 1 else joined(found[0], found[1])


def key_of(value: object) -> str:
    """Return a text that equal JSON values share (1 and 1.0 do, true and 1 do not)."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return repr(_double(value) + 0.0)
    if isinstance(value, list):
        return "[" + ",".join(map(key_of, value)) + "]"
    if isinstance(value, dict):
        parts = (f"{json.dumps(key)}:{key_of(value[key])}" for key in sorted(value))
        return "{" + ",".join(parts) + "}"
    return json.dumps(value)


def admits(shape: Shape, value: object) -> bool:
    """Tell whether a value is of the shape: what is inferred has to admit what comes out."""
    if shape.many and isinstance(value, list) and ("array" not in shape.kinds or len(value) > 1):
        # An array that a path comes to last is kept, even if it has no item or one.
        fits = shape.fewest <= len(value) and (shape.most is None or len(value) <= shape.most)
        one = replace(shape, many=False, fewest=0, most=None)
        return fits and all(admits(one, item) for item in value)
    if shape.many and shape.fewest > 1:
        return False
    kind = kind_of(value)
    if kind not in shape.kinds:
        return False
    if shape.values is not None and key_of(value) not in map(key_of, shape.values):
        return False
    if isinstance(value, str) and not shape.many and not shape.length.has(len(value)):
        return False
    if isinstance(value, list) and not shape.many:
        if len(value) < shape.fewest or (shape.most is not None and len(value) > shape.most):
            return False
        item = shape.item
        return item is None or all(admits(item, one) for one in value)
    return kind != "number" or shape.range.has(_double(value))
