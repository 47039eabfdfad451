"""The contracts of this repository: Python and TypeScript list the same violations of bad documents."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from cfc.emit.python.target import PythonTarget
from cfc.emit.typescript.target import JavaScriptTarget
from cfc.ir.module import ContractModule
from cfc.judges.node import NodeProcess
from cfc.judges.python import Judged, PythonJudge
from cfc.judges.typescript import TypeScriptJudge

from tests.support.compiled import FEATURES, front_of_folder

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
# What takes the place of a member or an item, one after the other.
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**20, "", "x", "\ud83d😀", "2024-02-30", [], [[]], [1, True, 1.0],
    {}, {"__proto__": 1, "constructor": 2, "😀": 3, "\uffff": 4},
)  # fmt: skip


def _examples(value: object) -> Iterator[object]:
    """Yield the examples that a contract gives anywhere, of schemas and of operations."""
    if isinstance(value, dict):
        listed = value.get("examples")
        for item in listed if isinstance(listed, list) else ():
            if isinstance(item, dict):
                yield {key: item[key] for key in ("input", "output") if key in item} or item
                yield from (item[key] for key in ("input", "output") if key in item)
            yield item
        for item in value.values():
            yield from _examples(item)
    elif isinstance(value, list):
        for item in value:
            yield from _examples(item)


def _spoiled(value: object) -> Iterator[object]:
    """Yield the value with each of its places changed, removed or added to."""
    yield from ODD
    if isinstance(value, dict):
        for name in value:
            yield {key: item for key, item in value.items() if key != name}
            yield from ({**value, name: inner} for inner in _spoiled(value[name]))
        yield {**value, "😀": 1, "\uffff": 2, "a": 3, "__proto__": 4, "A~/": 5}
    elif isinstance(value, list):
        yield [*value, *copy.deepcopy(value)]
        for index in range(len(value)):
            yield value[:index] + value[index + 1 :]
            yield from (
                [*value[:index], inner, *value[index + 1 :]] for inner in _spoiled(value[index])
            )


class Both:
    """All contracts of the repository in both languages."""

    def __init__(self, node: NodeProcess) -> None:
        front = front_of_folder(SCHEMAS)
        self.contracts = {item.id: item for item in front.loaded.contracts}
        self.modules: dict[str, ContractModule] = {
            name: front.module(item) for name, item in self.contracts.items()
        }
        ids = sorted(self.modules)
        self._python, self._script = PythonTarget(ids, "contracts"), JavaScriptTarget(ids, None)
        texts = self._python.print_shared(ids, FEATURES)
        scripts = self._script.print_shared(ids, FEATURES)
        for module in self.modules.values():
            texts |= self._python.print_module(module)
            scripts |= self._script.print_module(module)
        self._ours = PythonJudge(texts)
        self._theirs = TypeScriptJudge(scripts, node)

    def python(self, name: str, function: str, values: list[object]) -> list[list[Judged]]:
        path = self._python.module_paths(name)[0]
        return [self._ours.violations(path, function, value) for value in values]

    def javascript(self, name: str, type_name: str, values: list[object]) -> list[list[Judged]]:
        [path] = [path for path in self._script.module_paths(name) if path.endswith(".js")]
        found = self._theirs.validate_all(path, f"validate{type_name}", values)
        return [
            [
                Judged(
                    str(item["rule"]),
                    str(item["message"]),
                    str(item["path"]),
                    str(item["schemaPath"]),
                    cast("dict[str, object]", item.get("params") or {}),
                )
                for item in cast("list[dict[str, object]]", violations)
            ]
            for violations in found
        ]

    def close(self) -> None:
        self._ours.close()
        self._theirs.close()


@pytest.fixture(scope="module")
def both() -> Iterator[Both]:
    if shutil.which("node") is None:
        pytest.skip("there is no node to run generated JavaScript")
    with NodeProcess() as process:
        made = Both(process)
        yield made
        made.close()


NAMES = sorted(
    path.relative_to(SCHEMAS).with_suffix("").as_posix() for path in SCHEMAS.rglob("*.json")
)


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_list_the_same_violations(both: Both, name: str) -> None:
    examples = list(_examples(both.contracts[name].value)) or [{}]
    values = [*examples, *(item for example in examples for item in _spoiled(example))]
    distinct = {json.dumps(value): value for value in values}
    documents = list(distinct.values())[:3000]
    compared = 0
    for entry in both.modules[name].entries:
        ours = both.python(name, entry.function, documents)
        theirs = both.javascript(name, entry.type, documents)
        differing = [
            (document, left, right)
            for document, left, right in zip(documents, ours, theirs, strict=True)
            if left != right
        ]
        assert differing[:1] == []
        compared += sum(1 for item in ours if item)
    assert compared >= len(ODD) - 1
