"""What is said of a value that no branch of a union accepts: which branch was meant, and why it failed."""

from __future__ import annotations

import importlib
import json
import shutil
import sys
import types

import pytest
from cfc.contract.keywords import FORMATS
from cfc.ir import messages

from tests.support.project import REPOSITORY, Project, execute

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
CLOSED = {
    "anyOf": [
        {"$ref": "#/$defs/text"},
        {"$ref": "#/$defs/list"},
        {"properties": {"sum": False}, "required": ["a"]},
        {"propertyNames": {"enum": ["b", "c"]}, "required": ["a"]},
    ],
    "$defs": {
        "text": {
            "type": "object",
            "properties": {"text": {"type": "string"}},
            "additionalProperties": False,
        },
        "list": {
            "type": "object",
            "properties": {"sum": {"items": {"type": "number"}}},
            "additionalProperties": False,
        },
    },
}
WORDS = {
    "anyOf": [
        {"type": "string", "allOf": [{"enum": ["on", "off"]}]},
        {"type": "string", "allOf": [{"pattern": "^x-"}]},
        {"type": "null"},
    ]
}
MANY_WORDS = {"anyOf": [{"allOf": [{"type": "string", "pattern": f"^{name}"}]} for name in "abcd"]}
TWICE = {
    "properties": {"list": {"uniqueItems": True}},
    "anyOf": [
        {"properties": {"list": {"uniqueItems": True}, "name": {}}, "required": ["name"]},
        {"properties": {"list": {"uniqueItems": True}, "size": {"type": "integer"}}},
    ],
}
CHAIN = {
    "anyOf": [
        {"type": "object", "properties": {"in": {"$ref": "#/$defs/in"}}, "required": ["in"]},
        {"type": "object", "properties": {"$ref": {"type": "string"}}, "required": ["$ref"]},
    ],
    "$defs": {
        "in": {
            "anyOf": [
                {"type": "object", "properties": {"n": {"minimum": 1}}, "required": ["n"]},
                {"type": "object", "properties": {"m": {"minimum": 1}}, "required": ["m"]},
            ]
        }
    },
}
KINDS = {
    "anyOf": [
        {"anyOf": [{"type": "string"}, {"type": "null"}]},
        {"type": ["null", "object"], "properties": {"a": {"type": "string"}}, "required": ["a"]},
        {"type": "object", "properties": {"b": {"type": "string"}}, "required": ["b", "c"]},
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
        # What may not be there counts like what is missing.
        (CLOSED, {"sum": [1, "2"]}, [
            ("must have one of 4 forms", ""), ("must be a number", "/sum/1")]),
        # A few that fail for one thing each, at one place, are told together.
        (WORDS, "of", [
            ('must be one of "on" or "off"', ""), ("must have one of 2 forms", ""),
            ("must match the pattern ^x-", "")]),
        (MANY_WORDS, "e", [
            ("must have one of 4 forms", ""), ("must match the pattern ^a", "")]),
        (TWICE, {"list": [1, 1]}, [
            ("must have one of 2 forms", ""), ("must not hold two equal items", "/list")]),
        # Of unions in unions the innermost speaks.
        (CHAIN, {"in": {"n": 0}}, [
            ("must have one of 2 forms", "/in"), ("must be at least 1", "/in/n")]),
        (KINDS, {"a": 1}, [("must have one of 3 forms", ""), ("must be a string", "/a")]),
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


@pytest.mark.parametrize("engine", ["python", "typescript"])
@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("uri-reference", "must be a URI reference"),
        ("date-time", "must be a date and time with an offset (RFC 3339)"),
        ("sku", "must have the format `sku`"),
    ],
)
def test_a_format_is_said_in_words(project: Project, engine: str, form: str, expected: str) -> None:
    project.write("cfc.toml", '[format-patterns]\nsku = "^[A-Z]+$"')

    assert said(project, {"format": form}, "\\", engine) == [(expected, "")]


def test_every_format_of_the_vocabulary_has_words() -> None:
    assert set(messages.FORMATS) == FORMATS


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node")
def test_a_limit_gives_the_first_violations_of_unions_in_unions(project: Project) -> None:
    project.write("cfc.toml", 'targets = ["python", "javascript"]')
    project.write("schemas/it.json", {"items": CHAIN, "$defs": CHAIN["$defs"]})
    assert project.cfc("compile").code == 0
    value = json.dumps([{"in": {"n": 0}}, {"in": {"n": 0}}])
    folder = project.folder / "generated" / "javascript"
    (folder / "package.json").write_text('{"type": "module"}', "utf-8")
    script = f"""
import {{ validateIt }} from "./it.js";
const said = [1, 2, 3, 4, 5].map((limit) => validateIt({value}, limit).map((item) => item.path));
console.log(JSON.stringify(said));
"""
    (folder / "script.mjs").write_text(script, "utf-8")
    python = f"""
import json
from contracts.it import validate_it
said = [[item.path for item in validate_it({value}, limit=limit)] for limit in range(1, 6)]
print(json.dumps(said))
"""
    paths = ["/0/in", "/0/in/n", "/1/in", "/1/in/n"]
    expected = [paths[:limit] for limit in range(1, 6)]

    assert json.loads(execute(["node", "script.mjs"], folder).stdout) == expected
    ran = execute([sys.executable, "-c", python], project.folder / "generated" / "python")
    assert json.loads(ran.stdout) == expected


def test_a_branch_that_is_only_tried_explains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    package = types.ModuleType("cfc_unions_under_test")
    package.__path__ = [str(REPOSITORY / "templates/python/runtime")]
    monkeypatch.setitem(sys.modules, package.__name__, package)
    unions = importlib.import_module("cfc_unions_under_test._runtime.unions")
    asked: list[object] = []

    unions.explain(1, "", unions._Trial(), (lambda value, path, found: asked.append(value),))

    assert asked == []
