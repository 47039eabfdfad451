"""Version bumps: the least one that a difference needs, and whether declared versions admit it.

In: verdicts, version texts. Out: bumps. Semantic Versioning 2.0.0, with its item 4 made firm:
below 1.0.0 a break needs a minor step, and an addition a patch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cfc.diff.model import Bump, Verdict

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?")


def part_bump(demanded: Sequence[Verdict], others: Sequence[Verdict], *, differs: bool) -> Bump:
    """Return the bump of one part; what is not known counts as a break."""
    if not differs:
        return Bump.NONE
    if any(verdict.answer != "included" for verdict in demanded):
        return Bump.MAJOR
    if any(verdict.answer != "included" for verdict in others):
        return Bump.MINOR
    return Bump.PATCH


def bump_required(bumps: Iterable[Bump]) -> Bump:
    """Return the smallest bump that admits every change; no change at all needs none."""
    return max(bumps, default=Bump.NONE)


def scaled(bump: Bump, old: str | None) -> Bump:
    """Return the bump as it counts from a version: below 1.0.0 one level less."""
    parsed = _parsed(old)
    if parsed is None or parsed[0] > 0:
        return bump
    return {Bump.MAJOR: Bump.MINOR, Bump.MINOR: Bump.PATCH}.get(bump, bump)


def declared_bump(old: str | None, new: str | None) -> Bump | None:
    """Return the step between two versions; None when one is missing or the step goes down."""
    before, after = _parsed(old), _parsed(new)
    if before is None or after is None or _order(after) < _order(before):
        return None
    if after[0] != before[0]:
        return Bump.MAJOR
    if after[1] != before[1]:
        return Bump.MINOR
    return Bump.PATCH if after[2:] != before[2:] else Bump.NONE


def is_lower(old: str | None, new: str | None) -> bool:
    """Tell whether the new version is below the old one."""
    before, after = _parsed(old), _parsed(new)
    return before is not None and after is not None and _order(after) < _order(before)


def next_version(old: str | None, bump: Bump) -> str | None:
    """Return the first version that admits a bump; None without a version to start from."""
    parsed = _parsed(old)
    if parsed is None:
        return None
    major, minor, patch, _ = parsed
    if bump is Bump.MAJOR:
        return f"{major + 1}.0.0"
    if bump is Bump.MINOR:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}" if bump is Bump.PATCH else old


_Parsed = tuple[int, int, int, str]


def _parsed(version: str | None) -> _Parsed | None:
    match = _VERSION.fullmatch(version or "")
    return None if match is None else (int(match[1]), int(match[2]), int(match[3]), match[4] or "")


def _order(version: _Parsed) -> tuple[object, ...]:
    # A version without a pre-release stands above its pre-releases.
    identifiers = [
        (0, int(item), "") if item.isdigit() else (1, 0, item)
        for item in version[3].split(".")
        if item
    ]
    return (*version[:3], not version[3] or False, identifiers)
