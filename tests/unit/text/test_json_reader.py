"""The JSON reader: values, places, and the slip behind each mistake."""

from __future__ import annotations

import json
import math
import time

import pytest
from cfc.text.json_reader import read, read_value, string_offset
from cfc.text.source import Span


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            '{"a": [1, -2.5, 1e3, true, false, null, "x"]}',
            {"a": [1, -2.5, 1000.0, True, False, None, "x"]},
        ),
        (" [ ] ", []),
        ("{}", {}),
        ('"\\u00e9\\n\\"\\/"', 'é\n"/'),
        ('"\\ud83d\\ude00"', "😀"),
        ('"\\ud800"', "\ud800"),
        ('"\\ude00\\ud83d"', "\ude00\ud83d"),
        ("-0", 0),
        ("0.0", 0.0),
        ("1.0", 1.0),
        ('\ufeff{"a": 1}', {"a": 1}),
        ('// one\n{/* two */"a": 1, // three\n}', {"a": 1}),
        ("[1, 2,]", [1, 2]),
        ('{"a": 1,}', {"a": 1}),
        ('"//"', "//"),
    ],
)
def test_a_clean_text_has_its_value_and_no_problem(text: str, value: object) -> None:
    document = read(text)

    assert document.value == value
    assert document.problems == ()


def test_numbers_keep_their_kind() -> None:
    document = read("[1, 1.0, 1e0]")

    assert [type(item) for item in document.value] == [int, float, float]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    [
        ('{"a": 1 "b": 2}', "1", "a comma is missing behind this member"),
        ("[1 2]", "1", "a comma is missing behind this item"),
        ('{"a" 1}', '"a"', "a colon is missing behind the name `a`"),
        ('{"a" = 1}', "=", "`=` stands behind the name `a`"),
        ('{"a"}', '"a"', "the name `a` has no value"),
        ('{"a": }', "}", "a value is missing before `}`"),
        ("{'a': 1}", "'a'", "a string stands in single quotes"),
        ("{a: 1}", "a", "the name `a` is not quoted"),
        ("{1: 2}", "1", "the name `1` is not quoted"),
        ('{"a": foo}', "foo", "the string `foo` is not quoted"),
        ('{"a": "b', '"b', "the string is not closed on its line"),
        ('["a\n"]', '"a', "the string is not closed on its line"),
        ('["a"b"]', '"', "the string ends before `b`"),
        ('{"a": [1, 2', "[", "`[` is never closed"),
        ('{"a": 1', "{", "`{` is never closed"),
        ('{"a": [1}', "}", "`}` cannot close `[`"),
        ("[1]]", "]", "`]` closes nothing"),
        ('{"a": 1} {"b": 2}', "{", "the text goes on behind its value"),
        ("[True]", "True", "`True` is no word of JSON"),
        ("[None]", "None", "`None` is no word of JSON"),
        ("[undefined]", "undefined", "`undefined` is no word of JSON"),
        ('["x": 1]', ":", "`:` stands in an array"),
        ("[1,,2]", ",", "a value is missing before `,`"),
        ("{,}", ",", "a member is missing before `,`"),
        ("[01]", "01", "`01` is no number of JSON"),
        ("[+1]", "+1", "`+1` is no number of JSON"),
        ("[.5]", ".5", "`.5` is no number of JSON"),
        ("[5.]", "5.", "`5.` is no number of JSON"),
        ("[0xFF]", "0xFF", "`0xFF` is no number of JSON"),
        ("[1;2]", ";", "`;` stands behind a value"),
        ("# x", "#", "`#` starts no comment"),
        ("[1] /* x", "/*", "the comment is never closed"),
        ("[1] x", "x", "the text goes on behind its value"),
        ("/* x", "/*", "the comment is never closed"),
        ("[\u201cx\u201d]", "\u201c", "`\u201c` is no quotation mark of JSON"),
        ("", "", "the text is empty: a value must stand here"),
        ("// only a comment", "", "the text is empty: a value must stand here"),
    ],
)
def test_a_mistake_is_named_at_its_place(text: str, marked: str, message: str) -> None:
    document = read(text)

    (problem,) = document.problems
    assert (problem.kind, problem.message) == ("syntax", message)
    assert text[problem.span.start : problem.span.end] == marked
    assert not document.is_readable


def test_a_duplicate_key_is_reported_at_the_second_key() -> None:
    document = read('{"a": 1, "\\u0061": 2}')

    (problem,) = document.problems
    assert (problem.kind, problem.span, problem.related) == ("duplicate-key", (9, 17), (1, 4))
    assert document.value == {"a": 2}


@pytest.mark.parametrize(
    ("text", "kind", "marked"),
    [
        ('["\\d"]', "bad-escape", "\\d"),
        ('["\\u12"]', "bad-escape", "\\u"),
        ('["a\tb"]', "control-character", "\t"),
        ("[NaN]", "non-finite", "NaN"),
        ("[-Infinity]", "non-finite", "-Infinity"),
        ("[1e400]", "non-finite", "1e400"),
        ("[9007199254740992]", "integer-precision", "9007199254740992"),
        ("[-9007199254740993]", "integer-precision", "-9007199254740993"),
    ],
)
def test_what_can_be_read_past_is_reported_and_read(text: str, kind: str, marked: str) -> None:
    document = read(text)

    (problem,) = document.problems
    assert (problem.kind, text[problem.span.start : problem.span.end]) == (kind, marked)
    assert document.is_readable


def test_the_largest_exact_integers_are_fine() -> None:
    assert read("[9007199254740991, -9007199254740991, 1e20]").problems == ()


def test_a_literal_of_many_digits_is_infinite() -> None:
    document = read("1" * 5000)

    assert document.value == math.inf
    assert [problem.kind for problem in document.problems] == ["non-finite"]


def test_depth_has_a_limit_and_512_levels_are_within_it() -> None:
    fine, deep = read("[" * 512 + "]" * 512), read("[" * 100_000)

    assert fine.problems == ()
    assert [problem.kind for problem in deep.problems] == ["too-deep"]


def test_a_text_can_be_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cfc.text.json_reader.LONGEST", 3)

    assert [problem.kind for problem in read("[1,2]").problems] == ["too-large"]


@pytest.mark.parametrize(
    ("pointer", "key", "value"),
    [
        ((), None, '{"a": [true, {"b/~": "x"}]}'),
        (("a",), '"a"', '[true, {"b/~": "x"}]'),
        (("a", "0"), None, "true"),
        (("a", "1", "b/~"), '"b/~"', '"x"'),
        (("b",), None, None),
        (("a", "2"), None, None),
        (("a", "x"), None, None),
        (("a", "0", "c"), None, None),
    ],
)
def test_every_key_and_value_has_its_place(
    pointer: tuple[str, ...], key: str | None, value: str | None
) -> None:
    text = '\ufeff /* x */ {"a": [true, {"b/~": "x"}]}'
    document = read(text)

    spans = (document.key_span(pointer), document.value_span(pointer))

    assert [span and text[span.start : span.end] for span in spans] == [key, value]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ('{"a": [1, 2.5]}', True),
        ('\ufeff{"a": 1}', True),
        ('{"a": 1, "a": 2}', False),
        ("[NaN]", False),
        ("[1e400]", False),
        ("[9007199254740993]", False),
        ('{"a": 1,}', False),
        ('["\\d"]', False),
        ("[" * 513 + "]" * 513, False),
        ("[" * 512 + "]" * 512, True),
        ("[[],[]," * 300 + "0" + "]" * 300, True),
        ("[" * 100_000, False),
    ],
)
def test_the_fast_reader_is_clean_only_when_there_is_nothing_to_report(
    text: str, clean: bool
) -> None:
    value, said = read_value(text)

    assert said is clean
    assert not clean or value == read(text).value


def test_an_offset_counts_escapes_and_pairs_as_one() -> None:
    text = '["a\\n\\ud83d\\ude00\\u0041z"]'
    span = Span(1, len(text) - 1)

    offsets = [string_offset(text, span, index) for index in range(7)]

    assert [text[offset : offset + 2] for offset in offsets] == [
        "a\\",
        "\\n",
        "\\u",
        "\\u",
        'z"',
        '"]',
        '"]',
    ]


def test_a_long_text_is_read_at_a_megabyte_per_second() -> None:
    text = json.dumps([{"id": n, "name": "x" * 20, "on": [True, None, 1.5]} for n in range(5000)])

    start = time.process_time()
    document = read(text)
    seconds = time.process_time() - start

    assert document.value == json.loads(text)
    assert seconds < len(text) / 200_000
