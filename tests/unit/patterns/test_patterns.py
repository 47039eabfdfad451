"""Patterns: a table of pattern, texts that match, and texts that do not, for both engines."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cfc.patterns.parser import PatternError, parse_pattern
from cfc.patterns.properties import property_ranges
from cfc.patterns.python import NotTranslatable, to_python

TABLE: dict[str, list[dict[str, Any]]] = json.loads(
    Path(__file__).with_name("patterns.json").read_text("utf-8")
)
MATCHING = TABLE["matches"] + TABLE["accepted"]
RUN = """
const rows = JSON.parse(require("fs").readFileSync(0, "utf8"));
const judge = ([source, text]) => new RegExp(source, "u").test(text);
console.log(JSON.stringify(rows.map(judge)));
"""


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["pattern"].encode("unicode_escape").decode() or "empty" for row in rows]


@pytest.mark.parametrize("row", MATCHING, ids=ids(MATCHING))
def test_the_translation_matches_what_the_table_says(row: dict[str, Any]) -> None:
    regex = re.compile(to_python(parse_pattern(row["pattern"])))

    found = [text for text in row["matches"] + row["fails"] if regex.search(text)]

    assert found == row["matches"]


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_javascript_matches_what_the_table_says() -> None:
    rows = [
        (parse_pattern(row["pattern"]).source, text, expected)
        for row in MATCHING
        for expected, key in ((True, "matches"), (False, "fails"))
        for text in row[key]
    ]

    answer = subprocess.run(
        ["node", "-e", RUN],
        input=json.dumps([row[:2] for row in rows]),
        capture_output=True,
        text=True,
        check=True,
    )

    judged = json.loads(answer.stdout)
    assert [row for row, said in zip(rows, judged, strict=True) if said is not row[2]] == []
    assert len(rows) >= 200


@pytest.mark.parametrize("row", TABLE["accepted"], ids=ids(TABLE["accepted"]))
def test_what_the_flag_forbids_is_noted_and_written_correctly(row: dict[str, Any]) -> None:
    pattern = parse_pattern(row["pattern"])

    assert pattern.notes
    assert pattern.source == row["source"]
    assert parse_pattern(pattern.source).notes == ()


@pytest.mark.parametrize("row", TABLE["matches"], ids=ids(TABLE["matches"]))
def test_a_correct_pattern_stays_as_it_is(row: dict[str, Any]) -> None:
    pattern = parse_pattern(row["pattern"])

    assert pattern.notes == ()
    assert pattern.source == row["pattern"]


@pytest.mark.parametrize("row", TABLE["refused"], ids=ids(TABLE["refused"]))
def test_a_mistake_is_refused_at_its_place(row: dict[str, Any]) -> None:
    with pytest.raises(PatternError) as caught:
        parse_pattern(row["pattern"])

    assert caught.value.position == row["position"]


@pytest.mark.parametrize("row", TABLE["untranslatable"], ids=ids(TABLE["untranslatable"]))
def test_what_python_cannot_do_alike_is_refused_at_its_place(row: dict[str, Any]) -> None:
    pattern = parse_pattern(row["pattern"])

    with pytest.raises(NotTranslatable) as caught:
        to_python(pattern)

    assert caught.value.position == row["position"]


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("a\\-b", 1, "`\\-` is written `-`"),
        ("a{b", 1, "`{` is written `\\{`"),
        ("[\\w-.]", 3, "`-` beside a set such as `\\w` is written `\\-`"),
    ],
)
def test_a_note_says_where_and_how_it_is_written(text: str, position: int, message: str) -> None:
    (note,) = parse_pattern(text).notes

    assert (note.position, note.what) == (position, message)


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "expected"),
    [
        ("^a", "m", "b\na", True),
        ("^a", "", "b\na", False),
        ("a$", "m", "a\nb", True),
        ("a$", "m", "a\u2028b", True),
        ("STRASSE", "i", "strasse", True),
        ("k", "i", "\u212a", False),
        ("s", "i", "\u017f", False),
        ("[^a]", "i", "A", False),
        ("\u00e9", "i", "\u00c9", True),
        ("\\-\\q{", "", "-q{", True),
        ("\\1", "", "\x01", True),
        ("[\\1-\\3]", "", "\x02", True),
        ("a{,2}", "", "a{,2}", True),
        ("(?=a)*b", "", "b", True),
        ("^.$", "", "\ud83d\ude00", False),
    ],
)
def test_patterns_without_the_flag_follow_annex_b(
    pattern: str, flags: str, text: str, expected: bool
) -> None:
    source = to_python(
        parse_pattern(pattern, unicode=False),
        ignore_case="i" in flags,
        multiline="m" in flags,
    )

    assert (re.search(source, text) is not None) is expected


def test_groups_and_names_are_counted() -> None:
    pattern = parse_pattern("(a)(?:b)(?<c>d)")

    assert (pattern.groups, pattern.names) == (2, (("c", 2),))


def test_groups_may_not_stand_in_each_other_without_end() -> None:
    with pytest.raises(PatternError, match="levels deep"):
        parse_pattern("(" * 5000)


def test_a_long_pattern_is_read_in_linear_time() -> None:
    pattern = parse_pattern("(?:[a-z]\\d|x{2,3})?" * 5000)

    assert len(to_python(pattern)) > 100_000


@pytest.mark.parametrize("name", ["L", "gc=Lu", "Script=Latin", "scx=Zyyy", "Alphabetic", "Any"])
def test_ranges_are_sorted_and_apart(name: str) -> None:
    ranges = property_ranges(name)

    edges = [edge for low, high in ranges for edge in (low, high + 1)]
    assert edges == sorted(edges)
    assert len(set(edges)) >= len(ranges) + 1
