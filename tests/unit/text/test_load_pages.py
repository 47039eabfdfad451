"""The pages of the load rules: each example gives its problem, or none."""

from __future__ import annotations

import pytest
from cfc.diagnostics.catalogue import catalogue
from cfc.text import json_reader, yaml_reader
from cfc.text.page import Block

KINDS = {
    "not-json": "syntax",
    "not-yaml": "syntax",
    "duplicate-key": "duplicate-key",
    "bad-escape": "bad-escape",
    "control-character": "control-character",
    "non-finite-number": "non-finite",
    "integer-precision": "integer-precision",
}
EXAMPLES = [
    pytest.param(rule, block, id=f"{rule}-{block.line}")
    for rule in KINDS
    for block in catalogue().rule(rule).page.blocks
    if block.words
]


@pytest.mark.parametrize(("rule", "block"), EXAMPLES)
def test_an_example_does_what_its_heading_says(rule: str, block: Block) -> None:
    read = yaml_reader.read if block.language == "yaml" else json_reader.read

    kinds = [problem.kind for problem in read(block.text).problems]

    assert kinds == ([KINDS[rule]] if block.heading == "Fires on" else [])
