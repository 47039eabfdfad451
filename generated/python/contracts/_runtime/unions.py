"""Unions: which branch was meant, and how many items one holds for."""

from __future__ import annotations

from . import Check, Violation


class _Trial(list[Violation]):
    """What a branch of a union finds when it is only tried: nothing in it is explained further."""


def explain(value: object, path: str, found: list[Violation], branches: tuple[Check, ...]) -> None:
    """Add what the branch of a union finds that was most likely meant, if one stands out.

    Stands behind the union's own report, which it takes back when the branch fails for a union
    alone: of unions in unions the innermost speaks. A branch that refuses the value's very type
    was not meant. Of the others that one was that refuses no constant, has the fewest members
    missing or too many, and the fewest violations. A few that each have one violation, all at
    one place, are told together. What has been found before is not said again.
    """
    if isinstance(found, _Trial):
        return
    near: list[tuple[tuple[int, int, int], _Trial, Check]] = []
    for check in branches:
        trial = _Trial()
        check(value, path, trial)
        if not trial:
            return
        distance = _distance(trial, path)
        if distance[0] < _OTHER_KIND:
            near.append((distance, trial, check))
    if not near:
        return
    places = {item.path for _, trial, _ in near for item in trial}
    lone = all(len(trial) == 1 for _, trial, _ in near)
    together = lone and len(places) == 1 and len(near) <= _FEW
    meant = near if together else [min(near, key=lambda item: item[0])]
    said: list[Violation] = []
    for _, _, check in meant:
        check(value, path, said)
    first = meant[0][1]
    chained = len(meant) == len(first) == 1 and first[0].rule in ("anyOf", "oneOf")
    own = found.pop() if chained else None
    before = len(found)
    _add_unknown(said, found, path)
    if own is not None and len(found) == before:
        found.append(own)


_FEW = 3
_OTHER_CONSTANT, _OTHER_KIND = 1, 2


def _distance(trial: _Trial, path: str) -> tuple[int, int, int]:
    """How far a branch is: the worst that it refuses, members missing or too many, violations."""
    strange = sum(_is_strange(item, path) for item in trial)
    return (max(_rank(item, path) for item in trial), strange, len(trial))


def _is_strange(violation: Violation, path: str) -> bool:
    """Whether a member is missing, or may not be there."""
    if violation.rule == "required":
        return violation.path == path
    below = violation.path[len(path) :].count("/")
    return below == 1 and (
        violation.rule in ("additionalProperties", "unevaluatedProperties", "false")
        or violation.schema_path.endswith(f"/propertyNames/{violation.rule}")
    )


def _rank(violation: Violation, path: str) -> int:
    below = violation.path[len(path) :].count("/")
    if below == 0 and (violation.rule in ("type", "false") or "types" in violation.params):
        return _OTHER_KIND
    constant = violation.rule in ("const", "enum") and not _is_strange(violation, path)
    return _OTHER_CONSTANT if below < 2 and constant else 0


def _add_unknown(said: list[Violation], found: list[Violation], path: str) -> None:
    """Add what has not been found of this value yet."""
    known: set[tuple[str, str, str]] = set()
    for item in reversed(found):
        if not item.path.startswith(path):
            break
        known.add((item.rule, item.message, item.path))
    for item in said:
        if (item.rule, item.message, item.path) not in known:
            known.add((item.rule, item.message, item.path))
            found.append(item)
