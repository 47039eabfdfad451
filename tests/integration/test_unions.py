"""What is said of a value that no branch of a union accepts: which branch was meant, and why it failed."""

from __future__ import annotations

import importlib
import json
import sys
import types

import pytest

from tests.support.project import REPOSITORY, Project

TAGGED = {
    "oneOf": [
        {"type": "null"},
        {
            "type": "object",
            "properties": {"kind": {"const": "circle"}, "radius": {"type": "number", "minimum": 0}},
            "required": ["kind", "radius"],
        },
        {"$ref": "#/$defs/box"},
    ],
    "$defs": {
        "box": {
            "allOf": [{"type": "object", "required": ["kind"]}],
            "properties": {"kind": {"enum": ["box", "crate"]}, "side": {"type": "integer"}},
            "additionalProperties": False,
        }
    },
}
NEAREST = {
    "anyOf": [
        {"type": "object", "properties": {"mail": {"type": "string"}}, "required": ["mail"]},
        {
            "type": "object",
            "properties": {"street": {"type": "string"}, "town": {"type": "string"}},
            "required": ["street", "town"],
        },
        {"type": "string", "minLength": 3},
    ]
}
NESTED = {
    "oneOf": [
        {
            "type": "object",
            "properties": {"left": {"$ref": "#"}, "a": {"type": "integer"}},
            "required": ["left", "a"],
        },
        {
            "type": "object",
            "properties": {"left": {"$ref": "#"}, "b": {"type": "integer"}},
            "required": ["left", "b"],
        },
        {"type": "integer"},
    ]
}


def said(project: Project, schema: object, value: object, engine: str) -> list[tuple[str, str]]:
    """Return message and path of every violation."""
    project.write("schemas/it.json", schema)
    project.write("value.json", json.dumps(value))
    run = project.cfc("validate", "it", "value.json", "--engine", engine, "--format", "json")
    assert run.code == 1, run.stdout + run.stderr
    found = []
    for item in run.findings:
        message, place = str(item["message"]), str(item["pointer"])
        found.append((message.removeprefix(f"`{place}` ").removeprefix("the value "), place))
    return found


@pytest.mark.parametrize("engine", ["python", "typescript"])
@pytest.mark.parametrize(
    ("schema", "value", "expected"),
    [
        (TAGGED, {"kind": "circle", "radius": -1}, [("must be at least 0", "/radius")]),
        (TAGGED, {"kind": "crate", "side": 1.5, "x": 1}, [
            ("must be an integer", "/side"), ("is not a property that may be here", "/x")]),
        (TAGGED, {"kind": "disc"}, [('must be one of "circle", "box" or "crate"', "/kind")]),
        (TAGGED, {}, [('must have the property "kind": "circle", "box" or "crate"', "")]),
        (TAGGED, 1, [("must be an object or null", "")]),
        (NEAREST, {"street": "x", "town": 1}, [
            ("must have one of 2 forms", ""), ("must be a string", "/town")]),
        (NEAREST, {"mail": 1}, [
            ("must have one of 2 forms", ""), ("must be a string", "/mail")]),
        (NEAREST, "ab", [("must have at least 3 characters", "")]),
        (NEAREST, 1, [("must be an object or a string", "")]),
    ],
)  # fmt: skip
def test_the_branch_that_was_meant_speaks(
    project: Project, engine: str, schema: object, value: object, expected: list[tuple[str, str]]
) -> None:
    assert said(project, schema, value, engine) == expected


@pytest.mark.parametrize("engine", ["python", "typescript"])
def test_explanations_do_not_double_with_each_level(project: Project, engine: str) -> None:
    value: object = "wrong"
    for _ in range(12):
        value = {"left": value, "a": 1}

    found = said(project, NESTED, value, engine)

    assert found[-1][1].count("/left") == 12
    assert len(found) < 40


@pytest.mark.parametrize("engine", ["python", "typescript"])
def test_tags_that_meet_do_not_tell_branches_apart(project: Project, engine: str) -> None:
    branches = [
        {"type": "object", "properties": {"kind": {"enum": names}}, "required": ["kind"]}
        for names in (["a", "b"], ["b", "c"])
    ]

    found = said(project, {"oneOf": branches}, {"kind": "b"}, engine)

    assert found[-1] == ("must have exactly one of 2 forms", "")


def test_a_branch_that_is_only_tried_explains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    package = types.ModuleType("cfc_unions_under_test")
    package.__path__ = [str(REPOSITORY / "templates/python/runtime")]
    monkeypatch.setitem(sys.modules, package.__name__, package)
    unions = importlib.import_module("cfc_unions_under_test._runtime.unions")
    asked: list[object] = []

    unions.explain(1, "", unions._Trial(), (lambda value, path, found: asked.append(value),))

    assert asked == []
