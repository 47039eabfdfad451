"""The YAML reader: the values of JSON, the same places, and what JSON cannot say."""

from __future__ import annotations

import pytest
from cfc.text.yaml_reader import read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1\nb: [x, 2.5, true, null, ~]", {"a": 1, "b": ["x", 2.5, True, None, None]}),
        (
            "a: 2020-01-01\nb: yes\nc: 'no'\nd: 12:30",
            {"a": "2020-01-01", "b": "yes", "c": "no", "d": "12:30"},
        ),
        ("a: 0x1F\nb: 0o17\nc: 1e3\nd: 017", {"a": 31, "b": 15, "c": 1000.0, "d": 17}),
        ('a: "1"\nb: !!str 1', {"a": "1", "b": "1"}),
        ("a: |\n  x\n  y\n", {"a": "x\ny\n"}),
        ("a: &x [1]\nb: *x", {"a": [1], "b": [1]}),
        ("<<: {a: 1}", {"<<": {"a": 1}}),
        ("\ufeffa: 1", {"a": 1}),
        ("plain", "plain"),
    ],
)
def test_a_clean_text_has_its_value_and_no_problem(text: str, value: object) -> None:
    document = read(text)

    assert document.value == value
    assert document.problems == ()


@pytest.mark.parametrize(
    ("text", "kind", "marked"),
    [
        ("a: 1\na: 2", "duplicate-key", "a"),
        ("1: x", "syntax", "1"),
        ("? [a]\n: 1", "syntax", "[a]"),
        ("a: !foo x", "syntax", "!foo x"),
        ("a: &x [*x]", "syntax", "&x [*x]"),
        ("a: *x", "syntax", "*"),
        ("a:\n\t- 1", "syntax", "\t"),
        ("a: b: c", "syntax", ":"),
        ("a: 1\n---\nb: 2", "syntax", "-"),
        ("a: .inf", "non-finite", ".inf"),
        ("a: 1e999", "non-finite", "1e999"),
        ("a: 9007199254740993", "integer-precision", "9007199254740993"),
        ("", "syntax", ""),
    ],
)
def test_what_json_cannot_say_is_reported_at_its_place(text: str, kind: str, marked: str) -> None:
    (problem,) = read(text).problems

    assert problem.kind == kind
    assert text[problem.span.start : problem.span.end] == marked


def test_a_duplicate_key_names_the_first_one() -> None:
    (problem,) = read("a: 1\nb: 2\na: 3").problems

    assert (problem.span, problem.related) == ((10, 11), (0, 1))


def test_places_count_code_points() -> None:
    text = 'a: é😀\nb:\n  - x y\n  - "q"\n'
    document = read(text)

    spans = [document.value_span(pointer) for pointer in [("a",), ("b", "0"), ("b", "1")]]

    assert [span and text[span.start : span.end] for span in spans] == ["é😀", "x y", '"q"']
    assert document.key_span(("b",)) == (6, 7)


def test_aliases_may_not_multiply_without_end() -> None:
    text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
    )

    assert "aliases" in read(text).problems[-1].message


def test_depth_has_a_limit() -> None:
    assert [problem.kind for problem in read("[" * 5000).problems] == ["too-deep"]
