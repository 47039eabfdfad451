"""Generated Pydantic models: they accept, refuse and keep exactly what the contract does."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import MISSING

from tests.support.project import Project, execute

LINE = {
    "type": "object",
    "properties": {
        "sku": {"type": "string", "minLength": 2},
        "count": {"type": "integer", "minimum": 1},
        "price": {"type": "number", "multipleOf": 0.01},
        "note": {"type": ["string", "null"]},
    },
    "required": ["sku", "count", "price"],
    "additionalProperties": False,
}
ORDER = {
    "contractVersion": "1.0.0",
    "title": "Order",
    "type": "object",
    "properties": {
        "ownerId": {"type": "string"},
        "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}, "minItems": 1},
        "total": {"type": "number"},
        "mood": {"type": ["string", "null"]},
    },
    "required": ["lines", "total"],
    "$defs": {"line": LINE},
    "invariants": [
        {
            "id": "total-is-sum",
            "expr": "total = $sum(lines.(count * price))",
            "message": "the total is the sum of the lines",
        }
    ],
}
SHAPES = {
    "contractVersion": "1.0.0",
    "title": "Shapes",
    "type": "object",
    "properties": {
        "+1": {"type": "integer"},
        "-1": {"type": "integer"},
        "model_x": {"type": "integer"},
        "schema": {"type": "string"},
        "copy": {"type": "string"},
        "json": {"type": "string"},
        "class": {"type": "string"},
        "_private": {"type": "string"},
        "a-b": {"type": "integer"},
        "a_b": {"type": "integer"},
        "aB": {"type": "integer"},
        "tree": {"$ref": "#/$defs/node"},
        "shape": {"oneOf": [{"$ref": "#/$defs/circle"}, {"$ref": "#/$defs/square"}]},
        "pair": {
            "type": "array",
            "prefixItems": [{"type": "string"}, {"type": "integer"}],
            "items": False,
            "minItems": 2,
        },
        "open_pair": {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}]},
        "level": {"enum": [1, 2, None, "high", True]},
        "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
        "when": {"type": "string", "format": "date-time"},
        "anything": {},
        "never": False,
        "big": {"type": "integer"},
    },
    "$defs": {
        "node": {
            "type": "object",
            "properties": {
                "value": {"type": "number"},
                "children": {"type": "array", "items": {"$ref": "#/$defs/node"}},
            },
            "required": ["value"],
        },
        "circle": {
            "type": "object",
            "properties": {"kind": {"const": "circle"}, "radius": {"type": "number"}},
            "required": ["kind", "radius"],
        },
        "square": {
            "type": "object",
            "properties": {"kind": {"const": "square"}, "side": {"type": "integer"}},
            "required": ["kind", "side"],
        },
    },
}
GOOD: dict[str, Any] = {
    "ownerId": "o",
    "lines": [{"sku": "ab", "count": 2, "price": 1.5}],
    "total": 3,
}
ROUND_TRIPS: tuple[dict[str, Any], ...] = (
    {},
    {"+1": 1, "-1": 2, "model_x": 3},
    {"schema": "s", "copy": "c", "json": "j", "class": "k", "_private": "p"},
    {"a-b": 1, "a_b": 2, "aB": 3},
    {"tree": {"value": 1, "children": [{"value": 2.5, "children": []}, {"value": 0}]}},
    {"tree": {"value": 1, "more": {"deep": [1, None]}}},
    {"shape": {"kind": "circle", "radius": 1}},
    {"shape": {"kind": "square", "side": 2.0, "kept": True}},
    {"pair": ["a", 1]},
    {"open_pair": []},
    {"open_pair": ["a"]},
    {"open_pair": ["a", 1, None, {"x": 1}]},
    {"level": None},
    {"level": True},
    {"level": 1},
    {"level": 1.0},
    {"level": "high"},
    {"counts": {"a": 1, "b": 2.0, "__proto__": 3}},
    {"when": "2024-01-01T00:00:00Z"},
    {"anything": {"a": [1, "2", None, True, {"b": 1.5}]}},
    {"anything": None},
    {"anything": True},
    {"big": 123456789012345678901234567890},
    {"unknown": {"kept": [1]}},
    {"a_B": 1, "member_1": 2, "owner_id": 3, "class_": 4, "schema_": 5, "model_config": 6},
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    project = Project(tmp_path_factory.mktemp("models"))
    project.write("cfc.toml", 'targets = ["python"]\n[target.python]\npackage = "made_models"\n')
    project.write("schemas/order.json", ORDER)
    project.write("schemas/shapes.json", SHAPES)
    done = project.cfc("compile")
    assert done.code == 0, done.stdout + done.stderr
    sys.path.insert(0, str(project.folder / "generated" / "python"))
    yield project
    sys.path.pop(0)
    for name in [name for name in sys.modules if name.split(".")[0] == "made_models"]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def order(made: Project) -> ModuleType:
    return importlib.import_module("made_models.order")


@pytest.fixture(scope="module")
def shapes(made: Project) -> ModuleType:
    return importlib.import_module("made_models.shapes")


def _document(model: BaseModel) -> object:
    return model.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _errors(call: Any) -> list[tuple[str, tuple[object, ...]]]:
    with pytest.raises(ValidationError) as caught:
        call()
    return [(item["type"], item["loc"]) for item in caught.value.errors()]


def test_importing_builds_nothing(made: Project) -> None:
    script = """
import sys
sys.path.insert(0, "generated/python")
from made_models.order import Order, Line
from made_models.shapes import Shapes
print([item.__pydantic_complete__ for item in (Order, Line, Shapes)])
"""
    assert execute([sys.executable, "-c", script], made.folder).stdout.strip() == str([False] * 3)


def test_python_values_are_judged_and_typed(order: ModuleType) -> None:
    model = order.Order.model_validate(GOOD)
    assert type(model.lines[0]) is order.Line
    assert (model.owner_id, model.lines[0].count, model.total) == ("o", 2, 3)


def test_json_texts_are_judged_and_typed(order: ModuleType) -> None:
    model = order.Order.model_validate_json(json.dumps(GOOD))
    assert type(model.lines[0]) is order.Line
    assert _document(model) == GOOD


def test_keywords_build_by_attribute_names(order: ModuleType) -> None:
    line = order.Line(sku="ab", count=2, price=1.5)
    model = order.Order(owner_id="o", lines=[line], total=3)
    assert _document(model) == GOOD


def test_keywords_are_judged_by_the_whole_contract(order: ModuleType) -> None:
    line = order.Line(sku="ab", count=2, price=1.5)
    assert _errors(lambda: order.Order(lines=[line], total=4)) == [("invariant-violated", ())]
    assert _errors(lambda: order.Line(sku="a", count=0, price=1)) == [
        ("minLength", ("sku",)),
        ("minimum", ("count",)),
    ]


def test_invariants_refuse_and_say_so(order: ModuleType) -> None:
    with pytest.raises(ValidationError) as caught:
        order.Order.model_validate({**GOOD, "total": 4})
    [error] = caught.value.errors()
    assert error["type"] == "invariant-violated"
    assert "the total is the sum of the lines" in error["msg"]


def test_errors_carry_our_rules_and_places(order: ModuleType) -> None:
    bad = {"lines": [{"sku": "a", "count": True, "price": 1.001, "more": 1}]}
    wanted = [
        ("minLength", ("lines", 0, "sku")),
        ("type", ("lines", 0, "count")),
        ("multipleOf", ("lines", 0, "price")),
        ("additionalProperties", ("lines", 0, "more")),
        ("required", ()),
    ]
    found = _errors(lambda: order.Order.model_validate(bad))
    assert sorted(found, key=str) == sorted([*wanted, ("invariant-skipped", ())], key=str)
    assert _errors(lambda: order.Order.model_validate_json(json.dumps(bad))) == found


def test_type_adapters_judge(order: ModuleType) -> None:
    adapter = TypeAdapter(list[order.Order])
    assert [type(item) for item in adapter.validate_python([GOOD])] == [order.Order]
    assert _errors(lambda: adapter.validate_python([GOOD, {**GOOD, "total": 9}])) == [
        ("invariant-violated", (1,))
    ]


def test_models_nest_in_those_of_users(order: ModuleType) -> None:
    nested = type("Nested", (BaseModel,), {"__annotations__": {"order": order.Order, "size": int}})
    assert nested.model_validate({"order": GOOD, "size": "3"}).size == 3
    bad = {"order": {**GOOD, "total": 9}, "size": 3}
    assert _errors(lambda: nested.model_validate(bad)) == [("invariant-violated", ("order",))]
    built = order.Order.model_validate(GOOD)
    assert nested(order=built, size=1).order is built


def test_fastapi_answers_422_with_our_rule(order: ModuleType) -> None:
    app = FastAPI()

    def create(body: Any) -> Any:
        return body

    create.__annotations__ = {"body": order.Order, "return": order.Order}
    app.post("/orders", response_model_exclude_unset=True)(create)
    client = TestClient(app)
    assert client.post("/orders", json=GOOD).json() == GOOD
    answer = client.post("/orders", json={**GOOD, "total": 9})
    [detail] = answer.json()["detail"]
    assert answer.status_code == 422
    assert (detail["type"], detail["loc"]) == ("invariant-violated", ["body"])
    assert client.get("/openapi.json").status_code == 200


def test_absent_and_null_are_two_things(order: ModuleType) -> None:
    absent = order.Order.model_validate(GOOD)
    null = order.Order.model_validate({**GOOD, "mood": None})
    assert absent.mood is MISSING
    assert null.mood is None
    assert _document(null) == {**GOOD, "mood": None}


def test_null_is_refused_where_only_absence_is_meant(order: ModuleType) -> None:
    assert _errors(lambda: order.Order.model_validate({**GOOD, "ownerId": None})) == [
        ("type", ("ownerId",)),
        ("invariant-skipped", ()),
    ]


@pytest.mark.parametrize("document", ROUND_TRIPS, ids=[json.dumps(item) for item in ROUND_TRIPS])
def test_documents_go_round(shapes: ModuleType, document: dict[str, Any]) -> None:
    assert shapes.validate_shapes(document) == []
    from_python = shapes.Shapes.model_validate(document)
    from_json = shapes.Shapes.model_validate_json(json.dumps(document))
    assert _document(from_python) == document
    assert _document(from_json) == document
    assert _document(shapes.parse_shapes(document)) == document


@pytest.mark.parametrize(
    "document",
    [
        {"+1": "x"},
        {"tree": {"value": 1, "children": [{}]}},
        {"shape": {"kind": "circle", "side": 1}},
        {"shape": {"kind": "triangle"}},
        {"shape": {"kind": "square", "side": 1.5}},
        {"pair": ["a"]},
        {"pair": ["a", 1, 2]},
        {"pair": ["a", True]},
        {"level": False},
        {"level": 3},
        {"level": "1"},
        {"counts": {"a": True}},
        {"when": "yesterday"},
        {"never": None},
        {"+1": True},
    ],
    ids=json.dumps,
)
def test_models_refuse_what_the_contract_refuses(
    shapes: ModuleType, document: dict[str, Any]
) -> None:
    assert shapes.validate_shapes(document) != []
    with pytest.raises(ValidationError):
        shapes.Shapes.model_validate(document)
    with pytest.raises(ValidationError):
        shapes.Shapes.model_validate_json(json.dumps(document))


def test_a_whole_float_is_an_integer(shapes: ModuleType) -> None:
    model = shapes.Shapes.model_validate({"shape": {"kind": "square", "side": 2.0}})
    assert (model.shape.side, type(model.shape.side)) == (2, int)


def test_unions_are_told_by_their_constant(shapes: ModuleType) -> None:
    circle = shapes.Shapes.model_validate({"shape": {"kind": "circle", "radius": 1}})
    square = shapes.Shapes.model_validate({"shape": {"kind": "square", "side": 1}})
    names = [type(item.shape).__name__ for item in (circle, square)]
    assert names == ["Circle", "Square"]


def test_recursive_values_are_typed_at_every_depth(shapes: ModuleType) -> None:
    value = {"value": 1, "children": [{"value": 2, "children": [{"value": 3}]}]}
    tree = shapes.Shapes.model_validate({"tree": value}).tree
    assert type(tree.children[0].children[0]) is type(tree)


def test_extra_members_are_kept_where_they_may_be(order: ModuleType) -> None:
    document = {**GOOD, "extra": {"a": [1]}, "owner_id": "not ours"}
    model = order.Order.model_validate(document)
    assert model.owner_id == "o"
    assert _document(model) == document
    assert model.model_extra == {"extra": {"a": [1]}, "owner_id": "not ours"}


def test_an_open_object_does_not_take_attribute_names(order: ModuleType) -> None:
    document = {key: value for key, value in GOOD.items() if key != "ownerId"}
    model = order.Order.model_validate({**document, "owner_id": "not ours"})
    assert model.owner_id is MISSING


def test_json_schema_of_a_model_can_be_asked_for(order: ModuleType) -> None:
    assert order.Order.model_json_schema(mode="validation")["type"] == "object"
