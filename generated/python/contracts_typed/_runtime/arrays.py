"""Arrays: written, joined, turned, and without repetitions."""

from __future__ import annotations

from .paths import Items, unwrap
from .values import to_double


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
