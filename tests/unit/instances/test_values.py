"""Boundaries and drawn values: valid where it matters, the same for the same seed."""

from __future__ import annotations

from random import Random

import pytest
from cfc.contract.model import Place
from cfc.contract.registry import Registry
from cfc.contract.schema_engine import Operand, canonicalize, schema_judge
from cfc.instances.boundaries import Boundaries
from cfc.instances.facets import Reader
from cfc.instances.generator import Generator
from cfc.instances.hypothesis_source import draw, lowered
from cfc.instances.near_misses import near_misses

URI = "file:///a.json"
SCHEMAS: dict[str, object] = {
    "integer": {"type": "integer", "exclusiveMinimum": 10, "exclusiveMaximum": 20},
    "cents": {"type": "number", "minimum": 0, "maximum": 9.99, "multipleOf": 0.01},
    "pattern": {"type": "string", "pattern": "^[A-Z]{2,4}-[0-9]{4,}$", "maxLength": 12},
    "two patterns": {"allOf": [{"type": "string", "pattern": "^[a-z]"}, {"pattern": "[0-9]$"}]},
    "look-ahead": {"type": "string", "pattern": "^(?=.*\\d)(?=.*[a-z])[\\w!]{8,20}$"},
    "format": {"type": "string", "format": "date-time"},
    "object": {"properties": {"a": {"type": "integer"}, "b": {"enum": ["x", "y"]}},
               "required": ["a"], "additionalProperties": False, "type": "object"},
    "tree": {"type": "object", "properties": {"kids": {"type": "array", "items": {"$ref": "#"}}},
             "additionalProperties": False},
    "branches": {"oneOf": [{"type": "string", "maxLength": 3}, {"type": "integer", "minimum": 5}]},
    "if": {"type": "object", "properties": {"k": {"enum": [1, 2]}, "v": True}, "required": ["k"],
           "if": {"properties": {"k": {"const": 1}}}, "then": {"required": ["v"]}},
    "contains": {"type": "array", "items": {"type": "integer"}, "contains": {"minimum": 90},
                 "minContains": 2, "maxItems": 5},
    "unevaluated": {"type": "object", "allOf": [{"properties": {"a": {"type": "string"}}}],
                    "unevaluatedProperties": False},
    "tuple": {"type": "array", "prefixItems": [{"const": "v"}, {"type": "integer"}],
              "items": False, "minItems": 2},
}  # fmt: skip


def reader(schema: object) -> Reader:
    registry = Registry()
    registry.add_document(URI, schema)
    return Reader(registry, Place(URI))


def share(schema: object, values: list[object]) -> float:
    judge = schema_judge({URI: schema}, URI, assert_formats=True)
    assert judge is not None
    return sum(judge.is_valid(value) for value in values) / len(values)


@pytest.mark.parametrize("name", SCHEMAS)
def test_most_boundaries_are_valid(name: str) -> None:
    values = Boundaries(reader(SCHEMAS[name]), Random(0)).values((Place(URI),))

    assert share(SCHEMAS[name], values) > 0.4


@pytest.mark.parametrize("name", SCHEMAS)
def test_most_drawn_values_are_valid(name: str) -> None:
    generator = Generator(reader(SCHEMAS[name]), Random(0))

    values = [value for _ in range(60) for value in generator.draw((Place(URI),))]

    assert share(SCHEMAS[name], values) > 0.4


@pytest.mark.parametrize("name", SCHEMAS)
def test_same_seed_draws_the_same(name: str) -> None:
    drawn = [
        [generator.draw((Place(URI),)) for _ in range(20)]
        for generator in (Generator(reader(SCHEMAS[name]), Random(7)) for _ in range(2))
    ]

    assert drawn[0] == drawn[1]


def test_first_boundary_of_a_window_is_the_smallest() -> None:
    values = Boundaries(reader(SCHEMAS["integer"]), Random(0)).values((Place(URI),))

    assert values[0] == 11
    assert set(values) >= {11, 19}


@pytest.mark.parametrize("name", SCHEMAS)
def test_hypothesis_jsonschema_draws_valid_values(name: str) -> None:
    pytest.importorskip("hypothesis_jsonschema")
    schema = SCHEMAS[name]
    operand = Operand({"$ref": URI}, "urn:drawn", {URI: schema})
    values: list[object] = []

    draw(lowered(canonicalize(operand, assert_formats=True).schema()), 15, 0, 20, values.append)

    assert share(schema, values) > 0


def test_near_misses_reach_every_member() -> None:
    found = near_misses({"a": 1, "b": ["x"]}, Random(0), 1000)

    assert {"b": ["x"]} in found
    assert {"a": 2, "b": ["x"]} in found
    assert {"a": 1, "b": ["xa"]} in found


@pytest.mark.parametrize("extra", [{}, {"pattern": "^a"}, {"format": "date"}])
def test_lengths_that_leave_nothing_draw_nothing(extra: dict[str, object]) -> None:
    schema = {"type": "string", "minLength": 2, "maxLength": 1, **extra}
    generator = Generator(reader(schema), Random(0))

    assert {value for _ in range(40) for value in generator.draw((Place(URI),))} == set()
