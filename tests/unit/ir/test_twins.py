"""Booleans that ask the same are printed once; collectors keep their own places."""

from __future__ import annotations

from typing import Any

from tests.support.compiled import PythonBundle, Schema

POINT: dict[str, Any] = {
    "type": "object",
    "properties": {
        "at": {"type": "array", "items": {"type": "number"}, "minItems": 2, "uniqueItems": True},
        "name": {"type": "object", "patternProperties": {"^x-": {"type": "string"}}},
    },
    "required": ["at"],
}
OTHER = {**POINT, "properties": {**POINT["properties"], "at": {"type": "array", "minItems": 1}}}


def booleans(bundle: PythonBundle, identifier: str) -> int:
    return sum(item.has_boolean for item in bundle.modules[identifier].functions)


def test_equal_subschemas_have_one_boolean() -> None:
    many = {f"p{number}": POINT for number in range(6)}
    other = {f"p{number}": OTHER if number == 3 else POINT for number in range(6)}
    schemas = (
        Schema("one", {"properties": {"p0": POINT}}),
        Schema("many", {"properties": many}),
        Schema("other", {"properties": other}),
        Schema("numbers", {"properties": {"a": {"items": {"contains": {"const": 1}}},
                                          "b": {"items": {"contains": {"const": True}}}}}),
    )  # fmt: skip
    bundle = PythonBundle(schemas)
    try:
        value = {f"p{number}": {"at": [1]} for number in range(6)}

        assert booleans(bundle, "many") <= booleans(bundle, "one") + 3
        assert booleans(bundle, "other") > booleans(bundle, "many")
        assert not bundle.holds("many", value)
        assert not bundle.holds("many", {"p5": {"at": [1]}})
        assert bundle.holds("other", {"p3": {"at": [1]}})
        assert not bundle.holds("other", {"p2": {"at": [1]}})
        assert [item.path for item in bundle.violations("many", value)] == [
            f"/p{number}/at" for number in range(6)
        ]
        assert bundle.holds("numbers", {"a": [[1]], "b": [[True]]})
        assert not bundle.holds("numbers", {"a": [[1]], "b": [[1]]})
    finally:
        bundle.close()
