"""What drawn schemas have found, as small as it gets: each compiles, and is judged right."""

from __future__ import annotations

import shutil
from random import Random

import pytest
from cfc.contract.model import Place
from cfc.contract.registry import Registry
from cfc.pipeline.validating import EngineName, Question, Validators

from bench.drawn_values import ValueSource

ROWS = [
    pytest.param(
        {
            "anyOf": [
                {"type": "object", "properties": {"hasOwnProperty": {"const": ""}}},
                {"type": "object", "properties": {"hasOwnProperty": {"const": "a"}, "b": {}}},
                {"type": "object", "properties": {"c": {}}, "required": ["c"]},
            ]
        },
        [{}, {"hasOwnProperty": "a"}, {"c": 1}],
        [{"hasOwnProperty": "b"}, []],
        id="a tag that may be absent, of a name that every object inherits",
    ),
    pytest.param(
        {
            "if": {"const": [1]},
            "then": {"items": True},
            "else": {"properties": {"a": True}},
            "unevaluatedProperties": False,
        },
        [{"a": 1}, [1]],
        [{"b": 1}],
        id="a condition on what is evaluated that holds a list",
    ),
    pytest.param(
        {"type": "array", "prefixItems": [{"$ref": "#", "type": "array"}]},
        [[], [[]], [[[]], 1]],
        [[1], [[1]]],
        id="a type within itself that has no name",
    ),
    pytest.param(
        {
            "$ref": "#/$defs/old",
            "$defs": {
                "old": {
                    "$id": "urn:old",
                    "$schema": "https://json-schema.org/draft/2019-09/schema",
                    "prefixItems": [False],
                }
            },
        },
        [[1]],
        [],
        id="a keyword that an earlier draft does not know",
    ),
    pytest.param(
        {"enum": ["a", "b", 3], "pattern": "b", "multipleOf": 2},
        ["b"],
        ["a", 3],
        id="values of several types before a keyword for one of them",
    ),
    pytest.param(
        {"anyOf": [{"const": [0]}, {"const": [False]}]},
        [[0], [0.0], [False]],
        [0, [1]],
        id="literals that Python takes for equal in lists",
    ),
    pytest.param(
        {"anyOf": [{"enum": [1, 2]}, {"enum": [True, 2]}]},
        [1, 2, True],
        [False, "1"],
        id="lists of literals that Python takes for equal",
    ),
    pytest.param(
        {
            "additionalProperties": {"$ref": "#/$defs/any"},
            "$defs": {"any": {"allOf": [{"items": True}]}},
        },
        [{"a": 1}, 1],
        [],
        id="a function without steps that moves into a loop",
    ),
]


@pytest.mark.parametrize("engine", ["python", "typescript"])
@pytest.mark.parametrize(("schema", "yes", "no"), ROWS)
def test_schema_is_judged_right(
    engine: EngineName, schema: object, yes: list[object], no: list[object]
) -> None:
    if engine == "typescript" and shutil.which("node") is None:
        pytest.skip("there is no node")
    with Validators(engine) as validators:
        verdicts = validators.judge(Question(schema, [*yes, *no]))

    assert verdicts == [True] * len(yes) + [False] * len(no)


def test_array_that_has_no_room_for_what_it_contains_is_not_drawn() -> None:
    registry = Registry()
    schema = {"type": "array", "contains": True, "minContains": 4, "maxItems": 3}
    registry.add_document("urn:root", schema)

    drawn = list(ValueSource(registry, Place("urn:root"), Random(1)).draw(30))

    assert drawn != []
