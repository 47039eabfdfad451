"""Every row of the keyword suites, by every validator: one meaning of each keyword."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import jsonschema_rs
import pytest
from cfc.contract.keywords import ASSERTIONS
from cfc.judges.node import NodeProcess

from tests.support.compiled import JavaScriptBundle, PythonBundle, Schema

SUITES = Path(__file__).resolve().parents[1] / "suites" / "keywords"
# Judged by a suite of their own (`suites/invariants`).
ELSEWHERE = frozenset({"invariants"})


@dataclass(frozen=True)
class Case:
    """One schema and its rows: documents, and whether it accepts them."""

    name: str
    schema: Schema
    rows: tuple[tuple[object, bool], ...]
    differs: dict[str, str]


def _cases() -> Iterator[Case]:
    for file in sorted(SUITES.glob("*.json")):
        if file.stem == "suite.schema":
            continue
        for number, body in enumerate(json.loads(file.read_text("utf-8"))["cases"], 1):
            schema = Schema(
                f"{file.stem.removeprefix('$')}_{number}",
                body["schema"],
                body.get("formats", "assert"),
            )
            rows = [(value, True) for value in body["valid"]]
            rows += [(value, False) for value in body["invalid"]]
            name = f"{file.stem}: {body['about']}"
            yield Case(name, schema, tuple(rows), body.get("differs", {}))


CASES = tuple(_cases())
each_case = pytest.mark.parametrize("case", CASES, ids=[item.name for item in CASES])


@pytest.fixture(scope="module")
def python() -> Iterator[PythonBundle]:
    bundle = PythonBundle([case.schema for case in CASES])
    yield bundle
    bundle.close()


@pytest.fixture(scope="module")
def javascript(python: PythonBundle) -> Iterator[JavaScriptBundle]:
    if shutil.which("node") is None:
        pytest.skip("there is no node to run generated JavaScript")
    with NodeProcess() as node:
        bundle = JavaScriptBundle([case.schema for case in CASES], node, python.modules)
        yield bundle
        bundle.close()


def test_every_keyword_that_judges_has_a_suite() -> None:
    present = {file.stem for file in SUITES.glob("*.json")} - {"suite.schema"}
    assert present == ASSERTIONS - ELSEWHERE


def test_every_suite_keeps_its_layout_and_is_named_after_its_keyword() -> None:
    layout = json.loads((SUITES / "suite.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(layout)
    for file in sorted(SUITES.glob("*.json")):
        if file.stem != "suite.schema":
            body = json.loads(file.read_text("utf-8"))
            assert validator.is_valid(body), file.name
            assert body["keyword"] == file.stem


def test_there_are_rows_of_both_outcomes() -> None:
    outcomes = [wanted for case in CASES for _, wanted in case.rows]
    assert outcomes.count(True) >= 150
    assert outcomes.count(False) >= 150


@each_case
def test_generated_python(case: Case, python: PythonBundle) -> None:
    values = [value for value, _ in case.rows]
    assert [python.holds(case.schema.id, value) for value in values] == _wanted(case)
    found = [python.violations(case.schema.id, value) for value in values]
    assert [not violations for violations in found] == _wanted(case)


@each_case
def test_generated_models_lose_nothing(case: Case, python: PythonBundle) -> None:
    valid = [value for value, wanted in case.rows if wanted and not _has_surrogate(value)]
    assert [python.round_trip(case.schema.id, value) for value in valid] == valid


def _has_surrogate(value: object) -> bool:
    """Tell whether pydantic cannot hold the value: it takes no lone surrogates."""
    return "\\ud" in json.dumps(value) and any("\ud800" <= char <= "\udfff" for char in str(value))


@each_case
def test_generated_javascript(case: Case, javascript: JavaScriptBundle) -> None:
    values = [value for value, _ in case.rows]
    assert javascript.holds_all(case.schema.id, values) == _wanted(case)
    found = javascript.violations_all(case.schema.id, values)
    assert [not violations for violations in found] == _wanted(case)


@each_case
def test_both_languages_say_the_same(
    case: Case, python: PythonBundle, javascript: JavaScriptBundle
) -> None:
    values = [value for value, _ in case.rows]
    ours = [python.violations(case.schema.id, value) for value in values]
    assert javascript.violations_all(case.schema.id, values) == ours


@each_case
def test_the_jsonschema_package(case: Case) -> None:
    checker = jsonschema.FormatChecker() if case.schema.formats == "assert" else None
    validator = jsonschema.Draft202012Validator(case.schema.value, format_checker=checker)
    _compare_with_package("jsonschema", case, validator.is_valid)


@each_case
def test_the_jsonschema_rs_package(case: Case) -> None:
    def judge(value: object) -> bool:
        validator = jsonschema_rs.Draft202012Validator(
            case.schema.value, validate_formats=case.schema.formats == "assert"
        )
        return bool(validator.is_valid(value))

    _compare_with_package("jsonschema_rs", case, judge)


def _compare_with_package(package: str, case: Case, judge: object) -> None:
    """Fail on a difference that the suite does not list, and on a listed one that is gone."""
    assert callable(judge)
    try:
        answers = [judge(value) for value, _ in case.rows]
    except Exception:
        answers = []
    assert (answers != _wanted(case)) == (package in case.differs)


def _wanted(case: Case) -> list[bool]:
    return [wanted for _, wanted in case.rows]
