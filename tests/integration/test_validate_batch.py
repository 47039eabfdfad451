"""`cfc validate --batch`: schemas on stdin, one answer a line, whatever the line is."""

from __future__ import annotations

import json
import shutil

import pytest
from cfc.pipeline.validate_batch import run_batch
from cfc.pipeline.validating import ENGINES, EngineName, Validators

TREE = {
    "$id": "http://example.org/strict-tree",
    "$dynamicAnchor": "node",
    "$ref": "tree",
    "unevaluatedProperties": False,
}
LOOSE = {
    "$id": "http://example.org/tree",
    "$dynamicAnchor": "node",
    "properties": {"data": True, "children": {"items": {"$dynamicRef": "#node"}}},
}
OLD = {
    "$schema": "https://json-schema.org/draft/2019-09/schema",
    "prefixItems": [{"type": "string"}],
}


def answers(engine: EngineName, *lines: object) -> list[dict[str, object]]:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    with Validators(engine) as validators:
        return [json.loads(line) for line in run_batch(validators, texts, "annotate")]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> EngineName:
    if request.param == "typescript" and shutil.which("node") is None:
        pytest.skip("there is no node")
    name: EngineName = request.param
    return name


def test_documents_and_dynamic_scope(engine: EngineName) -> None:
    line = {
        "id": 3,
        "schema": TREE,
        "instances": [{"children": [{"data": 1}]}, {"children": [{"daat": 1}]}],
        "registry": {"http://example.org/tree": LOOSE},
    }

    assert answers(engine, line) == [{"id": 3, "verdicts": [True, False]}]


def test_document_of_an_earlier_draft_keeps_it(engine: EngineName) -> None:
    line = {"schema": {"$ref": "urn:old"}, "instances": [[1]], "registry": {"urn:old": OLD}}

    assert answers(engine, line) == [{"id": None, "verdicts": [True]}]


def test_format_asserts_when_it_is_asked_to(engine: EngineName) -> None:
    line = {"schema": {"format": "ipv4"}, "instances": ["nowhere"]}

    assert answers(engine, {**line, "format": "assert"}, line) == [
        {"id": None, "verdicts": [False]},
        {"id": None, "verdicts": [True]},
    ]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{", "the line is no JSON"),
        ({"instances": []}, "no object with a `schema`"),
        ({"schema": True}, "`instances` is no array"),
        ({"schema": True, "instances": [], "registry": []}, "`registry` is no object"),
        ({"schema": True, "instances": [], "format": 1}, "`format` is neither"),
        ({"schema": True, "instances": [], "dialect": 1}, "`dialect` is no text"),
        ({"schema": True, "instances": [], "dialect": "urn:x"}, "`urn:x` is not JSON Schema"),
        ({"schema": 1, "instances": []}, "the schema is no object"),
        ({"schema": {"minimum": "a"}, "instances": []}, "it is no schema"),
    ],
)
def test_line_that_cannot_be_judged_is_answered(line: object, error: str) -> None:
    [answer] = answers("python", line)

    assert error in str(answer["error"])


def test_pattern_that_the_package_cannot_compile_is_an_answer() -> None:
    [answer] = answers("reference", {"schema": {"pattern": "\\p{L}"}, "instances": ["a"]})

    assert "bad escape" in str(answer["error"])
