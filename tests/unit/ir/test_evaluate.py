"""The oracle reads a schema as the specification says, and nothing of what cfc makes of it."""

from __future__ import annotations

import pytest
from cfc.contract.keywords import DIALECT
from cfc.contract.model import Place
from cfc.contract.registry import Registry
from cfc.ir.equality import equal, is_multiple
from cfc.ir.evaluate import EndlessReference
from cfc.judges.oracle import oracle

ROOT = "urn:root"


def holds(schema: object, value: object, *, assert_formats: bool = True, **others: object) -> bool:
    registry = Registry()
    registry.add_document(ROOT, schema)
    for name, document in others.items():
        registry.add_document(f"urn:{name}", document)
    return oracle(registry, assert_formats=assert_formats).holds(Place(ROOT), value)


@pytest.mark.parametrize(
    ("schema", "yes", "no"),
    [
        ({"type": "integer"}, 1.0, True),
        ({"type": "number"}, 1e300, 10**400),
        ({"const": [1, {"a": 0}]}, [1.0, {"a": -0.0}], [True, {"a": 0}]),
        ({"multipleOf": 0.01}, 19.99, 19.999),
        ({"maximum": 2**53}, 2**53 + 1, 2**53 + 2),
        ({"maxLength": 1}, "\U0001f600", "ab"),
        ({"pattern": "^a$"}, "a", "a\n"),
        ({"format": "ipv4"}, "1.2.3.4", "1.2.3"),
        ({"uniqueItems": True}, [1, True, "1"], [0, -0.0]),
        ({"contains": True, "minContains": 0, "maxContains": 1}, [], [1, 2]),
        ({"contains": {"const": 1}, "unevaluatedItems": False}, [1, 1], [1, 2]),
        ({"if": {"required": ["a"]}, "then": False}, {}, {"a": 1}),
        ({"dependencies": {"a": ["b"]}}, {"a": 1, "b": 1}, {"a": 1}),
    ],
)
def test_keyword(schema: object, yes: object, no: object) -> None:
    assert holds(schema, yes)
    assert not holds(schema, no)


def test_branch_that_fails_evaluates_nothing() -> None:
    schema = {
        "anyOf": [{"properties": {"a": False}}, {"properties": {"b": True}}],
        "unevaluatedProperties": False,
    }

    assert holds(schema, {"b": 1})
    assert not holds(schema, {"a": 1})


def test_outermost_dynamic_anchor_is_taken() -> None:
    strict = {"$id": "urn:strict", "$dynamicAnchor": "x", "$ref": "urn:list", "type": "array"}
    items = {"$id": "urn:list", "$dynamicAnchor": "x", "items": {"$dynamicRef": "#x"}}

    assert not holds({"$ref": "urn:strict"}, [1], strict=strict, list=items)
    assert holds({"$ref": "urn:list"}, [1], strict=strict, list=items)


def test_endless_reference_has_no_verdict() -> None:
    with pytest.raises(EndlessReference):
        holds({"anyOf": [{"$ref": "#"}]}, 1)


def test_format_is_a_note_when_it_is_annotated() -> None:
    assert holds({"format": "ipv4"}, "nowhere", assert_formats=False)


@pytest.mark.parametrize(
    ("old", "yes", "no"),
    [
        (
            {"$schema": "https://json-schema.org/draft/2019-09/schema", "prefixItems": [False]},
            [1],
            None,
        ),
        ({"$schema": "https://json-schema.org/draft/2019-09/schema", "items": [False]}, [], [1]),
        (
            {
                "$schema": "https://json-schema.org/draft/2019-09/schema",
                "items": [True],
                "additionalItems": False,
            },
            [1],
            [1, 2],
        ),
        ({"$schema": "http://json-schema.org/draft-07/schema#", "$ref": DIALECT, "not": {}}, {}, 1),
    ],
)
def test_document_of_an_earlier_draft_keeps_it(old: object, yes: object, no: object) -> None:
    assert holds({"$ref": "urn:old"}, yes, old=old)
    assert no is None or not holds({"$ref": "urn:old"}, no, old=old)


def test_watch_is_told_each_keyword() -> None:
    registry = Registry()
    registry.add_document(ROOT, {"minLength": 1, "pattern": "b"})
    told: list[tuple[str, bool]] = []

    oracle(registry, watch=lambda name, kept: told.append((name, kept))).holds(Place(ROOT), "a")

    assert told == [("minLength", True), ("pattern", False)]


def test_equality_is_that_of_doubles() -> None:
    assert equal(9007199254740993, 9007199254740992)
    assert not equal(1, True)
    assert is_multiple(1e308, 0.5)
