"""One small schema per feature: what the printed types take, and what they refuse.

Models are exact on every row. Types of TypeScript and classes without their validator never refuse
what is valid; the suite says of each row whether the TypeScript type is exact as well.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import jsonschema
import jsonschema_rs
import pytest
from cfc.emit.python.target import PythonTarget
from cfc.emit.typescript.target import TypeScriptTarget
from cfc.ir.module import ContractModule
from cfc.judges.python import PythonJudge
from pydantic import TypeAdapter

from tests.support.compiled import FEATURES, Schema, module_of
from tests.support.typescript import tsc, write_all

SUITE = Path(__file__).resolve().parents[1] / "suites" / "types"
ROWS: list[dict[str, object]] = json.loads((SUITE / "features.json").read_text("utf-8"))
each_row = pytest.mark.parametrize("row", ROWS, ids=[str(row["name"]) for row in ROWS])

Modules = dict[str, ContractModule]


def instances(row: dict[str, object], kind: str) -> list[object]:
    found = row[kind]
    assert isinstance(found, list)
    return found


@pytest.fixture(scope="module")
def modules() -> Modules:
    return {
        name: module_of(Schema(name, row["schema"], "annotate"))
        for row in ROWS
        for name in [str(row["name"])]
    }


class Models:
    """The printed models of all rows, with their validator or without."""

    def __init__(self, modules: Modules) -> None:
        self._modules = modules
        self._target = PythonTarget(list(modules), "contracts")
        texts = self._target.print_shared(list(modules), FEATURES)
        for module in modules.values():
            texts |= self._target.print_module(module)
        self.judge = PythonJudge(texts)

    def parse(self, name: str) -> Callable[[object], object]:
        """Return the public `parse_…` of a row's root."""
        module = self.judge.module(self._target.module_paths(name)[0])
        found: Callable[[object], object] = getattr(
            module, f"parse_{self._modules[name].entries[0].function}"
        )
        return found

    def build(self, name: str) -> Callable[[object], object]:
        """Return `model_validate` of a row's root, or that of the adapter of a root without class."""
        entry = self._modules[name].entries[0]
        models = self.judge.module(self._target.module_paths(name)[1])
        adapter = getattr(models, f"{entry.function.upper()}_ADAPTER", None)
        found: Callable[[object], object] = (
            adapter.validate_python
            if adapter is not None
            else getattr(models, entry.type).model_validate
        )
        return found

    def without_validator(self) -> AbstractContextManager[None]:
        """Within it, the classes alone decide."""
        switch = self.judge.module("contracts/_models.py")._already_judged()
        assert not isinstance(switch, nullcontext)
        return switch  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def models(modules: Modules) -> Iterator[Models]:
    found = Models(modules)
    yield found
    found.judge.close()


def takes(build: Callable[[object], object], value: object) -> bool:
    try:
        build(value)
    except ValueError:
        return False
    return True


def dumped(built: object) -> object:
    """Return the document of a typed value; of one that is no model by an adapter of anything."""
    adapter: TypeAdapter[object] = TypeAdapter(object)
    return adapter.dump_python(built, mode="json", by_alias=True, exclude_unset=True)


def same(one: object, other: object) -> bool:
    """Tell whether two documents are equal, `true` and 1 kept apart."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other and isinstance(one, bool) == isinstance(other, bool)


# --- the suite itself -------------------------------------------------------------------------


def test_the_suite_keeps_its_layout() -> None:
    layout = json.loads((SUITE / "suite.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(layout).validate({"features": ROWS})
    assert len({str(row["name"]) for row in ROWS}) == len(ROWS) == 75


@each_row
def test_every_verdict_is_that_of_the_specification(row: dict[str, object]) -> None:
    schema = row["schema"]
    assert isinstance(schema, dict)
    oracle = jsonschema_rs.Draft202012Validator(schema, validate_formats=False)
    assert [oracle.is_valid(value) for value in instances(row, "valid")] == [True] * len(
        instances(row, "valid")
    )
    assert not any(oracle.is_valid(value) for value in instances(row, "invalid"))


# --- Python -----------------------------------------------------------------------------------


@each_row
def test_models_are_exact(row: dict[str, object], models: Models) -> None:
    name = str(row["name"])
    for build in (models.parse(name), models.build(name)):
        assert [value for value in instances(row, "valid") if not takes(build, value)] == []
        assert [value for value in instances(row, "invalid") if takes(build, value)] == []


@each_row
def test_models_give_back_what_they_took(row: dict[str, object], models: Models) -> None:
    parse = models.parse(str(row["name"]))
    given = instances(row, "valid")
    returned = [dumped(parse(value)) for value in given]
    assert [
        value for value, back in zip(given, returned, strict=True) if not same(value, back)
    ] == []


@each_row
def test_classes_alone_refuse_nothing_valid(row: dict[str, object], models: Models) -> None:
    build = models.build(str(row["name"]))
    with models.without_validator():
        assert [value for value in instances(row, "valid") if not takes(build, value)] == []


# --- TypeScript -------------------------------------------------------------------------------

Refused = dict[str, set[tuple[str, int]]]


@pytest.fixture(scope="module")
def refused(modules: Modules, tmp_path_factory: pytest.TempPathFactory) -> Refused:
    """By row, the instances that the compiler refuses as literals: of all rows in one run."""
    if shutil.which("node") is None:
        pytest.skip("there is no node to run the TypeScript compiler")
    folder = tmp_path_factory.mktemp("features")
    target = TypeScriptTarget(list(modules))
    texts = target.print_shared(list(modules), FEATURES)
    for module in modules.values():
        texts |= target.print_module(module)
    lines: dict[str, list[tuple[str, int]]] = {}
    for row in ROWS:
        name = str(row["name"])
        type_name = modules[name].entries[0].type
        stem = target.module_paths(name)[0].removesuffix(".ts")
        text = [f'import type {{ {type_name} }} from "./{stem}.js";']
        lines[name] = []
        for kind in ("valid", "invalid"):
            for index, value in enumerate(instances(row, kind)):
                lines[name].append((kind, index))
                text.append(f"export const {kind}{index}: {type_name} = {json.dumps(value)};")
        texts[f"literals-{name}.ts"] = "\n".join(text) + "\n"
    write_all(folder, texts)
    found: Refused = {name: set() for name in modules}
    for line in tsc(folder).splitlines():
        place = re.match(r"literals-(.+)\.ts\((\d+),", line)
        if place is not None:
            found[place[1]].add(lines[place[1]][int(place[2]) - 2])
        else:
            assert line.startswith(" "), line
    return found


@each_row
def test_no_valid_literal_is_refused(row: dict[str, object], refused: Refused) -> None:
    kinds = {kind for kind, _ in refused[str(row["name"])]}
    assert "valid" not in kinds


def test_rows_are_exact_in_typescript_where_the_suite_says_so(refused: Refused) -> None:
    exact = [
        str(row["name"])
        for row in ROWS
        if sum(kind == "invalid" for kind, _ in refused[str(row["name"])])
        == len(instances(row, "invalid"))
    ]
    print(f"exact by TypeScript types alone: {len(exact)} of {len(ROWS)}")
    assert exact == [row["name"] for row in ROWS if row["typescript"]]
