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
    """Return the conjunction; true when there are none.

    Equal tests are told by their text: in Python `1` equals `True`, in JSON it does not.
    """
    kept: dict[str, Test] = {}
    for test in tests:
        if test == Constant(False):
            return test
        for part in test.tests if isinstance(test, All) else (test,):
            if part != Constant(True):
                kept.setdefault(repr(part), part)
    found = tuple(kept.values())
    if not found:
        return Constant(True)
    return found[0] if len(found) == 1 else All(found)


def any_of(tests: Iterable[Test]) -> Test:
    """Return the disjunction; false when there are none. Equal tests: as in `all_of`."""
    kept: dict[str, Test] = {}
    for test in tests:
        if test == Constant(True):
            return test
        for part in test.tests if isinstance(test, Any) else (test,):
            if part != Constant(False):
                kept.setdefault(repr(part), part)
    found = tuple(kept.values())
    if not found:
        return Constant(False)
    return found[0] if len(found) == 1 else Any(found)
