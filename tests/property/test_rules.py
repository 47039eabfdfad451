"""The rules that both languages share: generated Python, TypeScript and the oracle on every row."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest
from cfc.contract.model import Place
from cfc.contract.registry import Registry
from cfc.judges.oracle import oracle

from tests.support.compiled import PythonBundle, Schema
from tests.support.texts import Row, javascript_verdicts

SUITES = Path(__file__).resolve().parents[1] / "suites" / "rules"
RULES = sorted(path.stem for path in SUITES.glob("*.json") if path.stem != "suite.schema")


class Case(NamedTuple):
    """A schema, and texts with the verdicts that they have."""

    schema: Schema
    rows: tuple[tuple[str, bool], ...]


def _cases(rule: str) -> Iterator[Case]:
    body = json.loads((SUITES / f"{rule}.json").read_text("utf-8"))
    for number, case in enumerate(body["cases"], 1):
        rows = [(text, True) for text in case["valid"]]
        rows += [(text, False) for text in case["invalid"]]
        yield Case(Schema(f"{rule.replace('-', '_')}_{number}", case["schema"]), tuple(rows))


CASES = {rule: tuple(_cases(rule)) for rule in RULES}


@pytest.fixture(scope="module")
def python() -> Iterator[PythonBundle]:
    bundle = PythonBundle([case.schema for rule in RULES for case in CASES[rule]])
    yield bundle
    bundle.close()


@pytest.mark.parametrize("rule", RULES)
def test_suite_keeps_its_layout_and_is_named_after_its_rule(rule: str) -> None:
    layout = json.loads((SUITES / "suite.schema.json").read_text("utf-8"))
    body = json.loads((SUITES / f"{rule}.json").read_text("utf-8"))

    assert jsonschema.Draft202012Validator(layout).is_valid(body)
    assert body["rule"] == rule


@pytest.mark.parametrize("rule", RULES)
def test_the_oracle_says_what_the_rule_says(rule: str) -> None:
    wrong = []
    for case in CASES[rule]:
        registry = Registry()
        registry.add_document("urn:case", case.schema.value)
        judge = oracle(registry)
        for text, wanted in case.rows:
            if judge.holds(Place("urn:case"), json.loads(text)) is not wanted:
                wrong.append((case.schema.value, text, wanted))

    assert wrong == []


@pytest.mark.parametrize("rule", RULES)
def test_generated_python_says_what_the_rule_says(rule: str, python: PythonBundle) -> None:
    wrong = []
    for case in CASES[rule]:
        for text, wanted in case.rows:
            value = json.loads(text)
            holds = python.holds(case.schema.id, value)
            if (holds, not python.violations(case.schema.id, value)) != (wanted, wanted):
                wrong.append((case.schema.value, text, wanted))

    assert wrong == []


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node")
def test_generated_typescript_says_what_the_rules_say(python: PythonBundle, tmp_path: Path) -> None:
    cases = [case for rule in RULES for case in CASES[rule]]
    asked = [(case, text, wanted) for case in cases for text, wanted in case.rows]
    rows = [Row(case.schema.id, text) for case, text, _ in asked]

    answers = javascript_verdicts(python.modules, rows, "json", tmp_path)

    wrong = [
        (case.schema.value, text, wanted)
        for (case, text, wanted), answer in zip(asked, answers, strict=True)
        if answer != (wanted, wanted)
    ]
    assert wrong == []


def test_there_are_rows_of_both_outcomes() -> None:
    outcomes = [wanted for rule in RULES for case in CASES[rule] for _, wanted in case.rows]
    assert min(outcomes.count(True), outcomes.count(False)) >= 150
