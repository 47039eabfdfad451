"""What the checks decide, where a page's examples are too few to show the rule's edges."""

from __future__ import annotations

import pytest
from cfc.contract.checks.identity import SEMVER
from cfc.contract.checks.keywords import is_one_edit

from tests.support.project import Project


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("minimun", "minimum", True),
        ("minmum", "minimum", True),
        ("minimumm", "minimum", True),
        ("mniimum", "minimum", True),
        ("minimum", "minimum", False),
        ("minnimun", "minimum", False),
        ("maximum", "minimum", False),
        ("", "a", True),
        ("ab", "ba", True),
        ("abc", "cba", False),
    ],
)
def test_one_edit(left: str, right: str, expected: bool) -> None:
    assert is_one_edit(left, right) is expected
    assert is_one_edit(right, left) is expected


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("0.0.0", True),
        ("1.2.3-rc.1+build.5", True),
        ("1.0.0-0a", True),
        ("1.0.0--", True),
        ("1.0.0+001", True),
        ("1.0", False),
        ("01.0.0", False),
        ("1.0.0-01", False),
        ("1.0.0-", False),
        ("1.0.0+", False),
        ("v1.0.0", False),
        ("1.0.0\n", False),
        ("١.0.0", False),
    ],
)
def test_semantic_version(version: str, expected: bool) -> None:
    assert (SEMVER.fullmatch(version) is not None) is expected


def rules(project: Project, schema: object) -> list[tuple[str, str]]:
    project.write("schemas/x.json", schema)
    run = project.cfc("check", "--format", "json")
    return [(str(item["rule"]), str(item["severity"])) for item in run.findings]


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("minimun", "error"),
        ("requried", "error"),
        ("addtionalProperties", "error"),
        ("discriminator", "warning"),
        ("additionalItems", "warning"),
        ("descripton", "warning"),
        ("no", "warning"),
    ],
)
def test_unknown_keyword_is_an_error_only_near_one_that_judges(
    project: Project, name: str, severity: str
) -> None:
    assert rules(project, {"type": "object", name: 1}) == [("unknown-keyword", severity)]


def test_names_of_properties_and_constants_are_no_keywords(project: Project) -> None:
    schema = {
        "properties": {
            "minimun": {"const": {"minimun": 1}},
            "b": {"enum": [{"minimun": 1}]},
            "c": {"default": {"minimun": 1}, "examples": [{"minimun": 1}]},
        },
        "$defs": {"minimun": True},
        "dependentRequired": {"minimun": ["b"]},
    }

    assert rules(project, schema) == []


CAT = {"properties": {"kind": {"const": "cat"}}, "required": ["kind"]}
DOG = {"properties": {"kind": {"const": "dog"}}, "required": ["kind"]}
CLOSED = {"type": "object", "properties": {"a": True}, "additionalProperties": False}


@pytest.mark.parametrize(
    ("branches", "told_apart"),
    [
        ([CAT, DOG], True),
        ([{**CAT, "required": []}, DOG], False),
        ([{"type": "integer"}, {"type": "number"}], False),
        ([{"type": "integer"}, {"type": ["string", "null"]}], True),
        ([{"enum": ["a", "b"]}, {"enum": ["c"]}], True),
        ([{"enum": ["a", "b"]}, {"enum": ["b", "c"]}], False),
        ([CLOSED, {"type": "object", "required": ["b"]}], True),
        ([CLOSED, {"type": "object", "required": ["a"]}], False),
        ([{"required": ["a"]}, {"not": {"required": ["a"]}}], True),
        ([{"$ref": "#/$defs/cat"}, {"allOf": [{"$ref": "#/$defs/dog"}]}], True),
        ([True, {"type": "string"}], False),
        ([False, {"type": "string"}], True),
    ],
)
def test_branches_are_told_apart(project: Project, branches: object, told_apart: bool) -> None:
    found = rules(project, {"oneOf": branches, "$defs": {"cat": CAT, "dog": DOG}})

    assert found == ([] if told_apart else [("oneof-ambiguous", "hint")])


@pytest.mark.parametrize(
    ("formats", "expected"),
    [("assert", [("invalid-example", "warning")]), ("annotate", [])],
)
def test_formats_of_examples_follow_the_settings(
    project: Project, formats: str, expected: list[tuple[str, str]]
) -> None:
    project.write("cfc.toml", f'formats = "{formats}"\n')

    assert rules(project, {"type": "string", "format": "date", "examples": ["today"]}) == expected


def test_reference_within_a_resource_of_its_own_is_found(project: Project) -> None:
    schema = {
        "$defs": {
            "inner": {
                "$id": "inner.json",
                "$ref": "#/$defs/text",
                "$defs": {"text": {"type": "string"}},
            }
        },
        "$ref": "inner.json#/$defs/text",
    }

    assert rules(project, schema) == []


@pytest.mark.parametrize("dialect", ["http://json-schema.org/draft-07/schema#", "urn:mine"])
def test_other_dialect_is_an_error_wherever_it_stands(project: Project, dialect: str) -> None:
    schema = {"$defs": {"a": {"$id": "a.json", "$schema": dialect}}}

    assert rules(project, schema) == [("wrong-dialect", "error")]


def test_metaschema_of_the_settings_is_a_dialect(project: Project) -> None:
    project.write(
        "meta.json",
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "https://example.com/meta",
            "allOf": [{"$ref": "https://json-schema.org/draft/2020-12/schema"}],
        },
    )
    project.write("cfc.toml", 'metaschemas = ["meta.json"]\n')

    assert rules(project, {"$schema": "https://example.com/meta", "type": "string"}) == []


OPERATION = {
    "name": "a.b",
    "contractVersion": "1.0.0",
    "input": {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]},
    "output": {"type": "integer"},
    "errors": {"full": {"schema": {"type": "string"}}},
    "invariants": [{"id": "same", "expr": "output = input.n"}],
}


@pytest.mark.parametrize(
    ("example", "refused"),
    [
        ({"input": {"n": 1}, "output": 1}, False),
        ({"input": {"n": 1}, "output": 2}, True),
        ({"input": {"n": 1}, "output": 2, "valid": False}, False),
        ({"input": {"n": 1}, "output": 1, "valid": False}, True),
        ({"input": {}, "output": 1}, True),
        ({"input": {"n": 1}, "error": "full"}, False),
        ({"input": {"n": 1}, "error": "empty"}, True),
    ],
)
def test_examples_of_an_operation_are_judged(
    project: Project, example: object, refused: bool
) -> None:
    found = rules(project, {**OPERATION, "examples": [example]})

    assert {rule for rule, _ in found} == ({"invalid-example"} if refused else set())
