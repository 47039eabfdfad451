"""Which branch of one version is which of the other: equal ones, then by tag, name, likeness.

In: two lists of schemas. Out: pairs of positions, and what is left of both lists. A wrong pair
costs nothing but words: verdicts don't come from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cfc.diff import facets
from cfc.diff.texts import canonical_text


@dataclass(frozen=True)
class Matched:
    """Positions: `pairs` of old and new, in the order of the new; the rest is `added` or `removed`."""

    pairs: tuple[tuple[int, int], ...]
    added: tuple[int, ...]
    removed: tuple[int, ...]


def matched(old: Sequence[object], new: Sequence[object]) -> Matched:
    """Return the pairs of two lists of branches."""
    texts = [canonical_text(facets.bare(branch)) for branch in old]
    free = list(range(len(old)))
    found: dict[int, int] = {}
    for index, branch in enumerate(new):
        text = canonical_text(facets.bare(branch))
        same = next((other for other in free if texts[other] == text), None)
        if same is not None:
            free.remove(same)
            found[index] = same
    scores = sorted(
        (-likeness(old[other], branch), abs(other - index), index, other)
        for index, branch in enumerate(new)
        if index not in found
        for other in free
    )
    for score, _, index, other in scores:
        if score < 0 and index not in found and other in free:
            free.remove(other)
            found[index] = other
    left = [index for index in range(len(new)) if index not in found]
    if len(left) == len(free) == 1 and _is_open_pair(old[free[0]], new[left[0]]):
        found[left.pop()] = free.pop()
    pairs = tuple((found[index], index) for index in sorted(found))
    return Matched(pairs, tuple(left), tuple(free))


def nearest(branch: object, others: Sequence[tuple[int, object]]) -> int | None:
    """Return the position of the branch that is most likely another version of this one."""
    scored = [(likeness(other, branch), -index) for index, other in others]
    best = max(scored, default=(0, 0))
    return -best[1] if best[0] > 0 else None


def likeness(old: object, new: object) -> int:
    """Return how likely two schemas are two versions of one; 0 when nothing speaks for it."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return 0
    if facets.bare(old) == facets.bare(new):
        return 100
    points = 0
    for keyword, weight in (("$ref", 20), ("title", 10), ("const", 20), ("$anchor", 10)):
        if keyword in old and keyword in new:
            same = canonical_text(old[keyword]) == canonical_text(new[keyword])
            points += weight if same else -weight // 2
    if "type" in old and "type" in new:
        if not facets.types_of(old) & facets.types_of(new):
            return 0
        points += 2
    before, after = facets.members(old, "properties"), facets.members(new, "properties")
    points += 3 * min(len(before.keys() & after.keys()), 5)
    points += sum(_tag(before[name], after[name]) for name in before.keys() & after.keys())
    shared = facets.bare_of(old).keys() & facets.bare_of(new).keys()
    return points + min(len(shared - {"type", "properties", "$ref"}), 3)


def _tag(old: object, new: object) -> int:
    """Return what a member with one value says: the same tag, or another."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return 0
    if "const" not in old or "const" not in new:
        return 0
    return 30 if canonical_text(old["const"]) == canonical_text(new["const"]) else -60


def _is_open_pair(old: object, new: object) -> bool:
    """Tell whether the last two branches may be versions of one, with nothing to speak for it."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return False
    return bool(facets.types_of(old) & facets.types_of(new)) and likeness(old, new) >= 0
