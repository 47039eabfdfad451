"""Numbers and strings at the limits of several schemas at once, those that keep all limits first.

In: schemas that all have to hold. Out: guesses; where one value is wanted, the first will do.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence

from cfc.diff import strings

_LONGEST = 5000
_REFUSES: dict[str, Callable[[float, float], bool]] = {
    "minimum": operator.lt,
    "maximum": operator.gt,
    "exclusiveMinimum": operator.le,
    "exclusiveMaximum": operator.ge,
}


def whole(value: object, otherwise: int) -> int:
    """Return a size that a schema gives, or the other number when it gives none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return otherwise
    return int(value)


def numbers(schemas: Sequence[Mapping[str, object]], *, whole: bool) -> list[object]:
    """Return numbers at and beside the bounds, and multiples near them."""
    anchors: list[float] = [0]
    steps: list[float] = []
    bounds: list[tuple[Callable[[float, float], bool], float]] = []
    for value in schemas:
        for keyword, refuses in _REFUSES.items():
            bound = value.get(keyword)
            if isinstance(bound, int | float) and not isinstance(bound, bool):
                anchors.append(bound)
                bounds.append((refuses, bound))
        step = value.get("multipleOf")
        if isinstance(step, int | float) and not isinstance(step, bool) and step:
            steps.append(step)
    found: list[float] = []
    for anchor in anchors:
        if abs(anchor) > 2**52:
            continue
        found += [anchor, anchor + 1, anchor - 1]
        if not whole:
            found += [anchor + 0.5, anchor - 0.5]
        for step in steps:
            low = math.floor(anchor / step)
            found += [round((low + more) * step, 9) for more in (0, 1, 2, 3, -1)]
    tidy = [int(item) if isinstance(item, float) and item.is_integer() else item for item in found]
    kept = [item for item in tidy if not whole or isinstance(item, int)]

    def breaks(number: float) -> bool:
        return any(refuses(number, bound) for refuses, bound in bounds)

    kept.sort(key=breaks)
    return list(kept)


def texts(schemas: Sequence[Mapping[str, object]]) -> list[object]:
    """Return strings of the patterns and formats, and of lengths at and beside the limits."""
    found: list[str] = ["", "a"]
    sizes: set[int] = set()
    least, most = 0, _LONGEST
    for value in schemas:
        pattern = value.get("pattern")
        if isinstance(pattern, str):
            found = [*strings.of_pattern(pattern), *found]
        found = [*strings.of_format(value.get("format")), *found]
        least = max(least, whole(value.get("minLength"), 0))
        most = min(most, whole(value.get("maxLength"), _LONGEST))
        for keyword in ("minLength", "maxLength"):
            size = whole(value.get(keyword), -1)
            sizes |= {size - 1, size, size + 1} if size >= 0 else set()
    for size in sorted(sizes):
        if 0 <= size <= _LONGEST:
            found.append("a" * size)
            found += [(text * (size // len(text) + 1))[:size] for text in found[:2] if text]
    found.sort(key=lambda text: not least <= len(text) <= most)
    return list(found)
