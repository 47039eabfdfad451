"""What violations say of unions, negations and patterns, in the words of the schema."""

from __future__ import annotations

import pytest
from cfc.ir.messages import contained, pattern_text, refused, union

from tests.support.compiled import PythonBundle, Schema

REQUIRES_A, REQUIRES_B = {"required": ["a"]}, {"required": ["b"], "description": "B"}


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        (REQUIRES_A, 'must be an object that lacks the property "a"'),
        ({"required": ["a", "b"]}, 'must be an object that lacks the property "a" or "b"'),
        ({"anyOf": [REQUIRES_A]}, 'must be an object that lacks the property "a"'),
        (
            {"anyOf": [REQUIRES_A, REQUIRES_B]},
            'must be an object that lacks the properties "a" and "b"',
        ),
        ({"pattern": "^x"}, "must be a string that does not match the pattern ^x"),
        (
            {"type": "string", "pattern": "^x"},
            "must not be a string that matches the pattern ^x",
        ),
        ({"type": "integer"}, "must not be an integer"),
        ({"const": "x"}, 'must not be "x"'),
        ({"enum": ["x", 1]}, 'must not be one of "x" or 1'),
        ({"type": "object", "required": ["a"]}, "must not have this form"),
        ({"$ref": "#/$defs/a"}, "must not have this form"),
        (True, "must not have this form"),
    ],
)
def test_negation_says_what_is_refused(schema: object, text: str) -> None:
    assert refused(schema) == text


@pytest.mark.parametrize(
    ("keyword", "branches", "text"),
    [
        ("anyOf", [REQUIRES_A, REQUIRES_B], 'must have one of the properties "a" or "b"'),
        ("oneOf", [REQUIRES_A, REQUIRES_B], 'must have exactly one of the properties "a" or "b"'),
        ("anyOf", [REQUIRES_A, REQUIRES_A], "must have one of 2 forms"),
        ("oneOf", [REQUIRES_A, {"type": "object"}, True], "must have exactly one of 3 forms"),
    ],
)
def test_union_names_the_members_that_part_its_forms(
    keyword: str, branches: list[object], text: str
) -> None:
    assert union(keyword, branches) == text


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({"const": 1}, "must contain at least 2 items equal to 1"),
        ({"type": "string"}, "must contain at least 2 items of the type string"),
        ({"properties": {"a": {"const": 1}}}, 'must contain at least 2 items with "a": 1'),
        ({"minimum": 5}, "must contain at least 2 items of the wanted form"),
    ],
)
def test_wanted_items_are_described(schema: object, text: str) -> None:
    assert contained("least", 2, schema) == text


def test_pattern_stays_on_one_line() -> None:
    assert pattern_text("[\r\n\t\x00\u2028]") == r"[\r\n\t\u0000\u2028]"


def test_long_pattern_is_cut() -> None:
    assert pattern_text("x" * 101) == "x" * 99 + "…"


def test_name_of_a_member_is_told_from_its_value() -> None:
    names = {"propertyNames": {"type": "string", "maxLength": 1}}
    bundle = PythonBundle([Schema("names", names, "assert", {})])

    found = bundle.violations("names", {"ab": 1})

    bundle.close()
    assert [(item.path, item.message) for item in found] == [
        ("/ab", "has a name that must have at most 1 character")
    ]
