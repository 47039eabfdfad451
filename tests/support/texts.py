"""Generated code of both languages, called with what the languages themselves make of a text.

In: schemas, and texts of values: JSON, or expressions of the language. Out: the verdicts of the
boolean and of the collector. Nothing passes through the JSON of a test runner on its way.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cfc.emit.python.target import PythonTarget
from cfc.emit.typescript.target import JavaScriptTarget
from cfc.ir.module import ContractModule

from tests.support.compiled import FEATURES
from tests.support.typescript import node, write_all

_SCRIPT = """
import { readFileSync } from "node:fs";
const verdict = (ask) => {
  try {
    return ask();
  } catch (error) {
    return error.name;
  }
};
const judged = [];
for (const { path, type, read, text } of JSON.parse(readFileSync("calls.json", "utf8"))) {
  const module = await import(path);
  const value = read === "json" ? JSON.parse(text) : (0, eval)(`(${text})`);
  const holds = verdict(() => module[`is${type}`](value));
  judged.push([holds, verdict(() => module[`validate${type}`](value).length === 0)]);
}
console.log(JSON.stringify(judged));
"""

Answer = bool | str


class Row(NamedTuple):
    """The id of a schema, and the text of a value."""

    schema: str
    text: str


def javascript_verdicts(
    modules: Mapping[str, ContractModule], rows: Sequence[Row], read: str, folder: Path
) -> list[tuple[Answer, Answer]]:
    """Return what boolean and collector say of each row; the name of the error that one threw.

    `read`: `json`, or `expression` for texts of JavaScript.
    """
    target = JavaScriptTarget(list(modules), None)
    texts = target.print_shared(list(modules), FEATURES)
    for module in modules.values():
        texts |= target.print_module(module)
    write_all(folder, texts)
    paths = {
        name: next(path for path in target.module_paths(name) if path.endswith(".js"))
        for name in modules
    }
    calls = [
        {
            "path": f"./{paths[row.schema]}",
            "type": modules[row.schema].entries[0].type,
            "read": read,
            "text": row.text,
        }
        for row in rows
    ]
    (folder / "calls.json").write_text(json.dumps(calls), "utf-8")
    answers = node(folder, _SCRIPT)
    assert isinstance(answers, list)
    return [(holds, check) for holds, check in answers]


def python_texts(modules: Mapping[str, ContractModule]) -> dict[str, str]:
    """Return the generated Python by path."""
    target = PythonTarget(list(modules), "contracts")
    texts = target.print_shared(list(modules), FEATURES)
    for module in modules.values():
        texts |= target.print_module(module)
    return texts
