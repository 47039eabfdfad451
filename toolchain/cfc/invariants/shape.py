"""An abstract value: what an expression can come to, as far as the schema tells."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cfc.contract.model import Place
from cfc.invariants.schema_facts import ALL_KINDS, JSON_KINDS, Kinds, kind_of


@dataclass(frozen=True)
class Shape:
    """Kinds of values; `places` are the schemas that all of them satisfy (none: unknown).

    `absent`: it may have no value, and the schema says so. `unsure`: nothing is known of
    whether it has one. `many`: a sequence of any number of such values. `values`: the only
    ones there are.
    """

    kinds: Kinds = ALL_KINDS
    places: tuple[Place, ...] = ()
    absent: bool = False
    unsure: bool = False
    many: bool = False
    values: tuple[object, ...] | None = None
    path: str | None = None

    @property
    def is_unknown(self) -> bool:
        return not self.places and self.kinds >= JSON_KINDS

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


def literal_shape(value: object) -> Shape:
    return Shape(kinds=frozenset({kind_of(value)}), values=(value,))


def joined(one: Shape, other: Shape) -> Shape:
    """Return the shape of what is either."""
    values = None
    if one.values is not None and other.values is not None:
        values = (*one.values, *other.values)
    return Shape(
        kinds=one.kinds | other.kinds,
        places=one.places if one.places == other.places else (),
        absent=one.absent or other.absent,
        unsure=one.unsure or other.unsure,
        many=one.many or other.many,
        values=values,
    )
