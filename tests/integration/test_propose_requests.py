"""Requests: a comparison becomes the keyword it stands for, any other text an invariant."""

from __future__ import annotations

import json

import pytest
from cfc.propose.patch import PatchError

from tests.support.project import Project

NUMBER = {"contractVersion": "1.0.0", "type": "number", "exclusiveMaximum": 10}
RECORD = {
    "contractVersion": "1.0.0",
    "type": "object",
    "properties": {
        "age": {"type": "integer", "minimum": 0, "maximum": 119},
        "name": {"type": "string", "maxLength": 20},
        "items": {"type": "array", "items": {"type": "string"}},
    },
}


def ask(project: Project, contract: object, proposed: str, current: str = "") -> object:
    """Return the contract after a request has been made, checked and applied."""
    project.write("schemas/thing.json", contract)
    request = {"type": "NEGOTIATION_REQUEST", "target": "thing", "reason": "We need it",
               "proposed_invariant": proposed, "current_invariant": current}  # fmt: skip
    project.write("request.json", request)
    made = project.cfc("propose", "from-request", "request.json")
    assert made.code == 0, made.stderr + made.stdout
    checked = project.cfc("propose", "check", "1", "--format", "json")
    assert (checked.code, checked.rules) == (0, [])
    assert project.cfc("propose", "apply", "1").code == 0
    return json.loads(project.read("schemas/thing.json"))


@pytest.mark.parametrize(
    ("proposed", "current", "keyword", "value"),
    [
        ("$ < 20", "$ < 10", "exclusiveMaximum", 20),
        ("$ < 20", "", "exclusiveMaximum", 20),
        ("20 > $", "10 > $", "exclusiveMaximum", 20),
        ("$ > 3", "", "exclusiveMinimum", 3),
        ("$ >= 3", "", "minimum", 3),
    ],
)
def test_root_may_be_a_number(
    project: Project, proposed: str, current: str, keyword: str, value: int
) -> None:
    found = ask(project, NUMBER, proposed, current)

    assert isinstance(found, dict)
    assert found[keyword] == value
    assert "invariants" not in found


@pytest.mark.parametrize(
    ("proposed", "current", "name", "schema"),
    [
        ("age <= 150", "age <= 119", "age", {"type": "integer", "minimum": 0, "maximum": 150}),
        ("150 > age", "119 >= age", "age",
         {"type": "integer", "minimum": 0, "exclusiveMaximum": 150}),
        ("age < 150", "", "age", {"type": "integer", "minimum": 0, "exclusiveMaximum": 150}),
        ("age > 0", "age >= 0", "age", {"type": "integer", "maximum": 119, "exclusiveMinimum": 0}),
        ("$length(name) <= 40", "$length(name) < 21", "name", {"type": "string", "maxLength": 40}),
        ("$length(name) >= 1", "", "name", {"type": "string", "maxLength": 20, "minLength": 1}),
        ("$count(items) < 10", "", "items",
         {"type": "array", "items": {"type": "string"}, "maxItems": 9}),
    ],
)  # fmt: skip
def test_comparison_becomes_a_keyword(
    project: Project, proposed: str, current: str, name: str, schema: object
) -> None:
    found = ask(project, RECORD, proposed, current)

    assert isinstance(found, dict)
    assert found["properties"][name] == schema
    assert "invariants" not in found


@pytest.mark.parametrize("text", ["age != 7", "$count(items) = 1", '$exists(name) ? name != "x" : true'])  # fmt: skip
def test_other_text_becomes_an_invariant(project: Project, text: str) -> None:
    project.write("schemas/thing.json", {**RECORD, "required": ["age", "items"]})
    request = {"type": "NEGOTIATION_REQUEST", "target": "thing", "reason": "We need it",
               "proposed_invariant": text}  # fmt: skip
    project.write("request.json", request)

    assert project.cfc("propose", "from-request", "request.json").code == 0

    page = project.read("proposals/0001-we-need-it.md")
    assert f'"path": "/invariants", "value": {json.dumps([{"expr": text}])}' in page


def test_size_of_what_has_none_is_an_invariant(project: Project) -> None:
    project.write("schemas/thing.json", {**RECORD, "required": ["age"]})
    request = {"type": "NEGOTIATION_REQUEST", "target": "thing", "reason": "We need it",
               "proposed_invariant": "$count(age) < 2"}  # fmt: skip
    project.write("request.json", request)

    assert project.cfc("propose", "from-request", "request.json").code == 0

    assert '"path": "/invariants"' in project.read("proposals/0001-we-need-it.md")


def test_the_second_opinion_is_asked_before_anything_is_believed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def differs(*_: object) -> None:
        raise PatchError("the package jsonpatch makes another document of this patch")

    project.write("cfc.toml", "")
    project.write("schemas/age.json", {"contractVersion": "1.0.0", "type": "integer", "maximum": 9})
    project.write("change.json", [{"op": "replace", "path": "/maximum", "value": 12}])
    assert project.cfc("propose", "from-patch", "change.json", "age").code == 0
    monkeypatch.setattr("cfc.propose.check.confirm", differs)

    run = project.cfc("propose", "check", "--format", "json")

    assert (run.code, "patch-does-not-apply" in run.rules) == (1, True)
