"""What a line of text compares, and the keyword that says the same."""

from __future__ import annotations

import pytest
from cfc.propose.comparisons import read_comparison


@pytest.mark.parametrize(
    ("text", "path", "keyword", "value"),
    [
        ("age < 120", ("age",), "exclusiveMaximum", 120),
        ("$.age <= 120", ("age",), "maximum", 120),
        ("person.age > 0", ("person", "age"), "exclusiveMinimum", 0),
        ("age>=1.5", ("age",), "minimum", 1.5),
        ("120 > age", ("age",), "exclusiveMaximum", 120),
        ("0 <= $.age", ("age",), "minimum", 0),
        ("$ < 20", (), "exclusiveMaximum", 20),
        ("20 >= $", (), "maximum", 20),
        ('kind = "a"', ("kind",), "const", "a"),
        ("'a' = kind", ("kind",), "const", "a"),
        ("`first name` = true", ("first name",), "const", True),
        ("$length(name) <= 40", ("name",), "maxLength", 40),
        ("$length( $.name ) < 40", ("name",), "maxLength", 39),
        ("$length($) > 2", (), "minLength", 3),
        ("1 <= $length(name)", ("name",), "minLength", 1),
        ("$count(items) < 10", ("items",), "maxItems", 9),
        ("$count(order.items) >= 2.5", ("order", "items"), "minItems", 3),
    ],
)
def test_comparison_is_a_keyword(
    text: str, path: tuple[str, ...], keyword: str, value: object
) -> None:
    found = read_comparison(text)

    assert found is not None
    assert (found.path, found.keyword, found.value) == (path, keyword, value)


@pytest.mark.parametrize(
    "text",
    [
        "", "age", "age < limit", "age < 120 and age > 0", "age != 1", 'age < "b"', "$sum(a) < 3",
        "$count(items) = 3", "$length(name) < 0", "$count(items) <= -1", "a[0] < 3",
    ],
)  # fmt: skip
def test_other_text_is_none(text: str) -> None:
    found = read_comparison(text)

    assert found is None
