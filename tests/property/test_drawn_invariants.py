"""Drawn invariants: printed with types and without, in both languages, and by the reference."""

from __future__ import annotations

import random
import shutil

import pytest

from bench.drawn_invariants import is_same, iter_cases, of_javascript
from bench.jsonata_trees import REFERENCE


@pytest.mark.skipif(
    shutil.which("node") is None or not REFERENCE.is_dir(), reason="jsonata is not installed"
)
def test_types_change_no_answer() -> None:
    cases = list(iter_cases(150, 8, random.Random(5)))
    differing = [
        (case.expression, text, mine, other)
        for case, rows in zip(cases, of_javascript(cases), strict=True)
        for text, (mine, untyped), (script, reference) in zip(
            case.documents, case.answers, rows, strict=True
        )
        for other in (untyped, script, reference)
        if not is_same(mine, other) and "D1001" not in (mine.get("error"), other.get("error"))
    ]
    plain = sum(case.typed.reads is not None for case in cases)

    assert differing == []
    assert plain > 100
