"""What the bench calls models and types alone is what `cfc compile` prints of them."""

from __future__ import annotations

import json
from pathlib import Path

from bench.compiled import compiled
from bench.type_generation import is_too_long
from bench.type_workers import types_alone

SCHEMA = {
    "title": "Drawing",
    "type": "object",
    "required": ["shape"],
    "properties": {
        "shape": {"oneOf": [{"$ref": "#/$defs/circle"}, {"$ref": "#/$defs/square"}]},
        "id": {"type": "string", "pattern": "^drawing-"},
    },
    "$defs": {
        name: {"type": "object", "required": ["kind"], "properties": {"kind": {"const": name}}}
        for name in ("circle", "square")
    },
}


def test_models_alone_are_those_of_a_whole_run(tmp_path: Path) -> None:
    source = tmp_path / "drawing.json"
    source.write_text(json.dumps(SCHEMA), "utf-8")

    alone = types_alone()(source)

    whole = compiled(source, ("python", "typescript"), formats="annotate")
    assert alone is not None
    assert alone["python"] == whole.texts["python"]["contracts/_drawing_models.py"]
    start = alone["typescript"].index("export interface")
    assert alone["typescript"][start:].strip() in whole.text("typescript")


def test_line_counts_as_too_long_when_it_could_be_broken() -> None:
    assert is_too_long("word " * 30)
    assert not is_too_long("word " * 20)
    assert not is_too_long(" * https://" + "a" * 120)
