"""Arrays: written, joined, turned, and without repetitions."""

from __future__ import annotations

from .paths import Constructed, Items, array_of, unwrap
from .values import MOST, UNDEFINED, JsonataError, bounded, to_double


class Whole:
    """An array written inside an array: it becomes one item."""

    def __init__(self, value: object) -> None:
        self.value = value


def whole(value: object) -> object:
    return Whole(value)


def array(*items: object) -> list[object]:
    """Return an array of the items; arrays among them are spread, no value adds nothing."""
    found: list[object] = []
    for item in items:
        value = item.value if isinstance(item, Whole) else item
        if value is UNDEFINED:
            continue
        if isinstance(item, list):
            bounded(len(found) + len(item), "[")
            found.extend(item)
        else:
            found.append(value)
    return found


def constructed(*items: object) -> list[object]:
    """Return the array that stands at an end of a path."""
    return Constructed(array(*items))


def number_range(first: object, last: object) -> object:
    """Return the integers from the first to the last."""
    ends: list[int] = []
    for value, code in ((first, "T2003"), (last, "T2004")):
        if value is UNDEFINED:
            continue
        whole = isinstance(value, int | float) and not isinstance(value, bool)
        if not (whole and isinstance(value, int | float) and float(value).is_integer()):
            raise JsonataError(code, "the ends of `..` are integers", "..")
        ends.append(int(value))
    if len(ends) < 2 or ends[0] > ends[1]:
        return UNDEFINED
    if ends[1] - ends[0] + 1 > MOST:
        raise JsonataError("D2014", "`..` would give more than ten million numbers", "..")
    return Items(range(ends[0], ends[1] + 1))


def append(left: object, right: object) -> object:
    if left is UNDEFINED:
        return right
    if right is UNDEFINED:
        return left
    one, other = array_of(left), array_of(right)
    bounded(len(one) + len(other), "append")
    return [*one, *other]


def reverse(value: object) -> object:
    if value is UNDEFINED:
        return UNDEFINED
    items = array_of(value)
    return unwrap(items) if len(items) <= 1 else items[::-1]


def zip_items(*values: object) -> list[object]:
    if any(value is UNDEFINED for value in values):
        return []
    return [list(row) for row in zip(*map(array_of, values), strict=False)]


def _identity(value: object) -> object:
    """Return a key that two values share exactly when they are equal: `true` is not 1."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return (type(value).__name__, value)
    if isinstance(value, int | float):
        return ("number", to_double(value))
    if isinstance(value, list):
        return ("array", tuple(map(_identity, value)))
    if isinstance(value, dict):
        return ("object", frozenset((key, _identity(member)) for key, member in value.items()))
    return ("other", id(value))


def distinct(value: object) -> object:
    if not isinstance(value, list) or len(value) <= 1:
        return unwrap(value)
    if all(type(item) is str for item in value):
        names: list[object] = list(dict.fromkeys(value))
        return unwrap(Items(names)) if isinstance(value, Items) else names
    found = {_identity(item): item for item in reversed(value)}
    kept = [found[key] for key in dict.fromkeys(map(_identity, value))]
    return unwrap(Items(kept)) if isinstance(value, Items) else kept
