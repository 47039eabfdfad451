"""The parser reads every expression as the reference does: the same tree, or the same error."""

from __future__ import annotations

import json

import pytest

from bench.jsonata_trees import differing
from tests.unit.invariants.test_semantics import REFERENCE, ROOT, needs_node

EXPRESSIONS = [
    row["expr"]
    for name in ("edges", "semantics")
    for row in json.loads((ROOT / f"tests/suites/invariants/{name}.json").read_text("utf-8"))[
        "rows"
    ]
]


@needs_node
@pytest.mark.skipif(not REFERENCE.is_dir(), reason="there is no node_modules")
def test_tree_is_that_of_the_reference() -> None:
    assert differing(EXPRESSIONS) == []
