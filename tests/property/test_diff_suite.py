"""The suite of changes: rule, place, verdicts and bump of each, and the mirror of each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cfc.config.model import Config
from cfc.diagnostics.catalogue import catalogue
from cfc.diff.engine import Engine
from cfc.pipeline.batch import run_batch

SUITE = Path(__file__).resolve().parents[1] / "suites" / "diff"
FILES = sorted(path for path in SUITE.glob("*.json") if path.name != "suite.schema.json")
MIRRORS = {
    "bound-loosened": "bound-tightened",
    "branch-added": "branch-removed",
    "contract-added": "contract-removed",
    "count-loosened": "count-tightened",
    "enum-introduced": "enum-removed",
    "enum-value-added": "enum-value-removed",
    "error-added": "error-removed",
    "invariant-added": "invariant-removed",
    "item-added": "item-removed",
    "length-loosened": "length-tightened",
    "object-closed": "object-opened",
    "property-added": "property-removed",
    "property-became-optional": "property-became-required",
    "schema-narrowed": "schema-widened",
    "type-narrowed": "type-widened",
}
THEIR_OWN = {
    "annotation-changed", "const-changed", "format-changed", "invariant-changed",
    "multiple-changed", "pattern-changed", "reference-changed", "type-changed",
}  # fmt: skip
WITHOUT = {"compatibility-unknown", "version-decreased", "version-not-bumped"}
_BOTH = {**MIRRORS, **{right: left for left, right in MIRRORS.items()}}


@dataclass(frozen=True)
class Case:
    """One row of the suite."""

    subject: str
    row: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.subject}-{self.row['name']}"


CASES = [
    Case(path.stem, row) for path in FILES for row in json.loads(path.read_text("utf-8"))["cases"]
]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    found = Engine()
    yield found
    found.close()


def answer(engine: Engine, old: object, new: object) -> dict[str, Any]:
    line = json.dumps({"id": 1, "old": old, "new": new})
    (text,) = run_batch(Config(project=Path(".")), [line], engine, "backward")
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_has_the_layout_of_the_suite(path: Path) -> None:
    schema = json.loads((SUITE / "suite.schema.json").read_text("utf-8"))

    jsonschema.Draft202012Validator(schema).validate(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_change_is_told_and_judged(engine: Engine, case: Case) -> None:
    row = case.row
    found = answer(engine, row["old"], row["new"])
    told = {(item["rule"], item.get("pointer")) for item in found["findings"]}

    assert found["old_in_new"]["verdict"] == row["old_in_new"], found
    assert found["new_in_old"]["verdict"] == row["new_in_old"], found
    assert found["bump"] == row["bump"]
    if row["rule"] is not None:
        assert (row["rule"], row["at"]) in told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_change_the_other_way_round_is_its_mirror(engine: Engine, case: Case) -> None:
    row = case.row
    found = answer(engine, row["new"], row["old"])
    rules = {item["rule"] for item in found["findings"]}

    assert found["old_in_new"]["verdict"] == row["new_in_old"]
    assert found["new_in_old"]["verdict"] == row["old_in_new"]
    if row["rule"] is not None:
        assert _BOTH.get(row["rule"], row["rule"]) in rules


def test_every_rule_has_a_mirror_or_is_its_own() -> None:
    rules = {rule.name for rule in catalogue().load_all() if rule.family == "diff"}

    assert set(_BOTH) | THEIR_OWN | WITHOUT == rules
