"""Unions: which branch was meant, and how many items one holds for."""

from __future__ import annotations

from collections.abc import Callable

from . import Check, Violation


class _Trial(list[Violation]):
    """What a branch of a union finds when it is only tried: nothing in it is explained further."""


def explain(value: object, path: str, found: list[Violation], branches: tuple[Check, ...]) -> None:
    """Add what the branch of a union finds that was most likely meant, if one stands out.

    A branch that refuses the value's very type or constant was not meant, nor one whose
    constant in a member is another. Of the others that one was that misses the fewest members,
    and has the fewest violations.
    """
    if isinstance(found, _Trial):
        return
    best: Check | None = None
    least = (_OTHER_KIND, 0, 0)
    for check in branches:
        trial = _Trial()
        check(value, path, trial)
        if not trial:
            return
        missing = sum(item.rule == "required" and item.path == path for item in trial)
        distance = (max(_distance(item, path) for item in trial), missing, len(trial))
        if distance < least:
            best, least = check, distance
    if best is not None:
        best(value, path, found)


_OTHER_TAG, _OTHER_KIND = 1, 2


def _distance(violation: Violation, path: str) -> int:
    if violation.rule not in ("type", "const", "enum", "false"):
        return 0
    below = violation.path[len(path) :].count("/")
    if below == 0:
        return _OTHER_KIND
    return _OTHER_TAG if below == 1 and violation.rule in ("const", "enum") else 0


def count_items(items: list[object], holds: Callable[[object], bool]) -> int:
    """Return the number of items that the function says yes to."""
    return sum(1 for item in items if holds(item))
