"""A pattern that no printed function names is not declared: some compilers refuse it."""

from __future__ import annotations

import re

from cfc.emit.typescript.target import TypeScriptTarget

from tests.support.compiled import PythonBundle, Schema

# The types of the branches decide, and a text passes either way: its pattern is never asked.
COMMAND = {
    "anyOf": [{"type": "string", "pattern": "^@.+$"}, {"type": "string"}, {"type": "object"}]
}
SCHEMA = {
    "anyOf": [{"$ref": "#/$defs/command"}, {"type": "array", "items": {"$ref": "#/$defs/command"}}],
    "$defs": {"command": COMMAND},
}


def test_every_pattern_that_is_declared_is_asked() -> None:
    bundle = PythonBundle((Schema("r", SCHEMA), Schema("s", {"pattern": "^@.+$"})))
    target = TypeScriptTarget(["r", "s"])
    try:
        texts = ["".join(target.print_module(bundle.modules[name]).values()) for name in ("r", "s")]
    finally:
        bundle.close()

    for text in texts:
        for name in re.findall(r"const (PATTERN_\d+)", text):
            assert len(re.findall(rf"\b{name}\b", text)) > 1
    assert "PATTERN_0" in texts[1]
