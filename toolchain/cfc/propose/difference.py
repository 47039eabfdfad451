"""The operations that lead from one value to another: guarded, and as few as are easily read.

In: two JSON values. Out: operations. Objects are compared by member; a list that differs is
compared item by item, and grows or shrinks at its end.
"""

from __future__ import annotations

from collections.abc import Iterator

from cfc.propose.patch import Operation, same
from cfc.text.pointer import Pointer


def difference(old: object, new: object) -> tuple[Operation, ...]:
    """Return the operations; every value that goes or changes is tested first."""
    return tuple(_steps((), old, new))


def _steps(place: Pointer, old: object, new: object) -> Iterator[Operation]:
    if same(old, new):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name, value in old.items():
            at = (*place, name)
            if name not in new:
                yield Operation("test", at, (), value)
                yield Operation("remove", at)
            else:
                yield from _steps(at, value, new[name])
        for name, value in new.items():
            if name not in old:
                yield Operation("add", (*place, name), (), value)
        return
    if isinstance(old, list) and isinstance(new, list):
        shorter = min(len(old), len(new))
        for index in range(shorter):
            yield from _steps((*place, str(index)), old[index], new[index])
        for index in range(len(old) - 1, shorter - 1, -1):
            yield Operation("remove", (*place, str(index)))
        for value in new[shorter:]:
            yield Operation("add", (*place, "-"), (), value)
        return
    yield Operation("test", place, (), old)
    yield Operation("replace", place, (), new)
