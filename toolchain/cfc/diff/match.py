"""Which contract of one side is which of the other: by id, then by name.

In: the contracts of both sides. Out: pairs; one of two is None where nothing fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from cfc.contract.model import Contract

Pair = tuple[Contract | None, Contract | None]


def pair_contracts(old: Sequence[Contract], new: Sequence[Contract], *, single: bool) -> list[Pair]:
    """Return the pairs by id, then name. `single`: both sides are one file, whatever its name."""
    if single:
        return list(zip_longest(old[:1], new[:1]))
    by_id = {item.id: item for item in old}
    found: list[Pair] = []
    rest: list[Contract] = []
    for item in new:
        if item.id in by_id:
            found.append((by_id.pop(item.id), item))
        else:
            rest.append(item)
    for item in rest:
        same = [other for other in by_id.values() if _has_name(other, item)]
        before = by_id.pop(same[0].id) if len(same) == 1 else None
        found.append((before, item))
    found += [(item, None) for item in by_id.values()]
    return sorted(found, key=lambda pair: _id_of(pair))


def _has_name(old: Contract, new: Contract) -> bool:
    return old.name is not None and old.name == new.name


def _id_of(pair: Pair) -> str:
    item = pair[1] or pair[0]
    return item.id if item is not None else ""
