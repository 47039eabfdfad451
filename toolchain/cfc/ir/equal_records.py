"""Records that an author has written out more than once: one type for all of them.

In: declarations, and the names that have to stay. Out: the declarations without the doubles.
Records are the same if nothing tells them apart: neither their members nor what is said of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from cfc.ir.shape_maps import mapped
from cfc.ir.shapes import Declaration, Named, Record, Shape

_MOST_ROUNDS = 12


def without_doubles(
    declarations: Mapping[str, Declaration], kept: Collection[str]
) -> dict[str, Declaration]:
    """Return the declarations, each record once.

    A double is called like the one that has to stay, or that has the shortest name. Those that
    hold others become the same when these are, so it is looked again until nothing changes.
    """
    found = dict(declarations)
    for _ in range(_MOST_ROUNDS):
        groups: dict[Record, list[str]] = {}
        for name, item in found.items():
            if isinstance(item, Record) and (item.fields or item.alternatives):
                alike = replace(item, name="", pointer="", judge=None)
                groups.setdefault(alike, []).append(name)
        names: dict[str, str] = {}
        for alike_names in groups.values():
            first = min(alike_names, key=lambda name: (name not in kept, len(name), name))
            names |= {name: first for name in alike_names if name != first and name not in kept}
        if not names:
            break

        def renamed(shape: Shape, names: dict[str, str] = names) -> Shape:
            if isinstance(shape, Named) and shape.contract is None and shape.name in names:
                return Named(names[shape.name])
            return shape

        found = {name: mapped(item, renamed) for name, item in found.items() if name not in names}
    return found
