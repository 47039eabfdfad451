"""Building tests so that what is printed is already simple: no double negations, no empty lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cfc.ir.program import (
    All,
    Any,
    Compare,
    Constant,
    LengthIs,
    MatchingItems,
    Not,
    Operator,
    SizeIs,
    Test,
)

_OPPOSITE: dict[Operator, Operator] = {
    "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==",
}  # fmt: skip


def negate(test: Test) -> Test:
    """Return the test that holds where this one does not."""
    match test:
        case Constant(holds):
            return Constant(not holds)
        case Not(inner):
            return inner
        case Compare() | LengthIs() | SizeIs() | MatchingItems():
            return replace(test, op=_OPPOSITE[test.op])
        case _:
            return Not(test)


def all_of(tests: Iterable[Test]) -> Test:
    """Return the conjunction; true when there are none."""
    kept: list[Test] = []
    for test in tests:
        if test == Constant(False):
            return test
        for part in test.tests if isinstance(test, All) else (test,):
            if part != Constant(True) and part not in kept:
                kept.append(part)
    if not kept:
        return Constant(True)
    return kept[0] if len(kept) == 1 else All(tuple(kept))


def any_of(tests: Iterable[Test]) -> Test:
    """Return the disjunction; false when there are none."""
    kept: list[Test] = []
    for test in tests:
        if test == Constant(True):
            return test
        for part in test.tests if isinstance(test, Any) else (test,):
            if part != Constant(False) and part not in kept:
                kept.append(part)
    if not kept:
        return Constant(False)
    return kept[0] if len(kept) == 1 else Any(tuple(kept))
