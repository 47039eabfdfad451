"""Shrinking goes to the simplest value that still fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cfc.fuzz.shrink import Shrinker

CASES: list[tuple[object, Callable[[object], bool], object]] = [
    (19, lambda x: isinstance(x, int) and 10 < x < 20, 11),
    (-19, lambda x: isinstance(x, int) and -20 < x < -10, -11),
    (987654, lambda x: isinstance(x, int) and x >= 1000, 1000),
    ("hello world", lambda x: isinstance(x, str) and "w" in x, "w"),
    ("zzzzz", lambda x: isinstance(x, str) and len(x) == 5, "00000"),
    ([5, 3, 8], lambda x: isinstance(x, list) and x != sorted(x), [1, 0]),
    ({"a": 1, "b": [1, 2]}, lambda x: isinstance(x, dict) and "b" in x, {"b": []}),
    (1.5, lambda x: isinstance(x, (int, float)) and x > 1, 2),
]


@pytest.mark.parametrize(("value", "fails", "simplest"), CASES, ids=lambda x: repr(x)[:20])
def test_value_is_shrunk(value: object, fails: Callable[[object], bool], simplest: object) -> None:
    found = Shrinker(fails, [0]).shrink(value)

    assert found == simplest
