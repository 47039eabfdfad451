"""Which code points have a Unicode property, by the names that ECMA-262 gives it.

In: what stands in `\\p{…}`. Out: ranges of code points. The table has one Unicode version, so
that a contract compiles to the same bytes on every machine.

A line of the table is: kind (`gc`, `sc`, `scx` where it differs from `sc`, `bin`), names, and
the ranges in base 36, each as the gap behind the one before and, after a colon, its length
minus one.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

Ranges = tuple[tuple[int, int], ...]

LAST = 0x10FFFF

_KINDS = {
    "General_Category": "gc",
    "gc": "gc",
    "Script": "sc",
    "sc": "sc",
    "Script_Extensions": "scx",
    "scx": "scx",
}


def property_ranges(text: str) -> Ranges:
    """Return the ranges of `Name` or `Name=Value`, sorted; raises LookupError for an unknown one."""
    name, equals, value = text.partition("=")
    table = _table()
    if not equals:
        return _ranges(table.get(("gc", name)) or table[("bin", name)])
    kind = _KINDS[name]
    if kind == "scx" and ("scx", value) not in table:
        kind = "sc"
    return _ranges(table[(kind, value)])


def complement(ranges: Ranges) -> Ranges:
    """Return all other code points; the ranges are sorted and apart."""
    rest = []
    start = 0
    for low, high in ranges:
        if low > start:
            rest.append((start, low - 1))
        start = high + 1
    if start <= LAST:
        rest.append((start, LAST))
    return tuple(rest)


def union(ranges: list[tuple[int, int]]) -> Ranges:
    """Return the same code points as sorted ranges that do not touch."""
    joined: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return tuple(joined)


@cache
def _table() -> dict[tuple[str, str], str]:
    table = {}
    text = Path(__file__).with_name("properties.txt").read_text("ascii")
    for line in text.splitlines()[1:]:
        kind, names, *ranges = line.split(" ", 2)
        for name in names.split(","):
            table[(kind, name)] = ranges[0] if ranges else ""
    return table


@cache
def _ranges(text: str) -> Ranges:
    ranges = []
    start = 0
    for item in text.split():
        gap, _, more = item.partition(":")
        low = start + int(gap, 36)
        high = low + (int(more, 36) if more else 0)
        ranges.append((low, high))
        start = high + 1
    return tuple(ranges)
