"""Input that is very large or very deep: a verdict or an error, and a process that lives."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.compiled import PythonBundle, Schema
from tests.support.texts import Row, javascript_verdicts

LONG = 50_000_000
MANY = 100_000
BRANCHES = 10_000
DEEP = 100_000

SCHEMAS = (
    Schema("length", {"minLength": 10, "maxLength": LONG}),
    Schema("short", {"maxLength": 10}),
    Schema("pattern", {"pattern": "^[a-z]*$"}),
    Schema("slow_pattern", {"pattern": "^(a+)+$"}),
    Schema("hostname", {"format": "hostname"}),
    Schema("email", {"format": "email"}),
    Schema("uri", {"format": "uri-reference"}),
    Schema("date", {"format": "date-time"}),
    Schema("members", {"additionalProperties": {"type": "integer"}, "maxProperties": MANY}),
    Schema("closed", {"properties": {"m0": True}, "additionalProperties": False}),
    Schema("same", {"uniqueItems": True, "items": {"anyOf": [{"type": "object"}, {"const": 1}]}}),
    Schema("constants", {"anyOf": [{"const": f"v{number}"} for number in range(BRANCHES)]}),
    Schema("values", {"enum": [f"v{number}" for number in range(MANY)]}),
    Schema(
        "ranges",
        {"anyOf": [{"minimum": n, "maximum": n + 0.5} for n in range(BRANCHES // 4)]},
    ),
    Schema(
        "records",
        {
            "anyOf": [
                {"properties": {f"p{n}": {"type": "integer"}}, "required": [f"p{n}"]}
                for n in range(BRANCHES // 10)
            ]
        },
    ),
    Schema("tree", {"type": "array", "items": {"$ref": "#"}}),
    Schema("same_tree", {"type": "array", "uniqueItems": True, "items": {"type": "array"}}),
    Schema(
        "crossed",
        {
            "allOf": [{"$ref": "#/$defs/a"}],
            "$defs": {
                "a": {"type": "array", "items": {"$ref": "#/$defs/b"}},
                "b": {"type": "array", "items": {"$ref": "#/$defs/a"}},
            },
        },
    ),
    Schema(
        "chosen",
        {
            "anyOf": [
                {"type": "array", "maxItems": 3, "items": {"$ref": "#"}},
                {"type": "array", "minItems": 4, "items": {"$ref": "#"}},
            ]
        },
    ),
    Schema(
        "inner",
        {
            "allOf": [{"type": "array"}, {"$ref": "#/$defs/a"}, {"maxItems": 9}],
            "$defs": {"a": {"items": {"$ref": "#/$defs/b"}}, "b": {"items": {"$ref": "#/$defs/a"}}},
        },
    ),
    Schema(
        "entered",
        {
            "prefixItems": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/b"}],
            "$defs": {
                "a": {"type": "array", "items": {"$ref": "#/$defs/b"}},
                "b": {"type": "array", "items": {"$ref": "#/$defs/a"}},
            },
        },
    ),
    Schema(
        "holds",
        {"type": "array", "if": {"minItems": 1}, "then": {"contains": {"$ref": "#"}}},
    ),
)

# The schema, the value in each language, and its verdict.
ROWS = (
    ("length", "'a' * 50_000_000", "'a'.repeat(50_000_000)", True),
    ("length", "'a' * 50_000_001", "'a'.repeat(50_000_001)", False),
    ("length", "'\\U0001f600' * 25_000_000", "'\\ud83d\\ude00'.repeat(25_000_000)", True),
    ("short", "'a' * 50_000_000", "'a'.repeat(50_000_000)", False),
    ("pattern", "'a' * 50_000_000", "'a'.repeat(50_000_000)", True),
    ("pattern", "'a' * 50_000_000 + '!'", "'a'.repeat(50_000_000) + '!'", False),
    ("slow_pattern", "'a' * 100_000", "'a'.repeat(100_000)", True),
    ("slow_pattern", "'a' * 100_000 + '!'", "'a'.repeat(100_000) + '!'", False),
    ("hostname", "'a.' * 25_000_000", "'a.'.repeat(25_000_000)", False),
    ("email", "'a' * 50_000_000", "'a'.repeat(50_000_000)", False),
    ("uri", "'a' * 5_000_000", "'a'.repeat(5_000_000)", True),
    ("date", "'1' * 50_000_000", "'1'.repeat(50_000_000)", False),
    (
        "members",
        "{f'm{n}': n for n in range(100_000)}",
        "Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`m${n}`, n]))",
        True,
    ),
    (
        "closed",
        "{f'm{n}': n for n in range(100_000)}",
        "Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`m${n}`, n]))",
        False,
    ),
    (
        "same",
        "[{'a': n} for n in range(100_000)]",
        "Array.from({ length: 100_000 }, (_, n) => ({ a: n }))",
        True,
    ),
    ("same", "['x'] * 200_000", "Array(200_000).fill('x')", False),
    ("constants", "'v9999'", "'v9999'", True),
    ("constants", "'v10000'", "'v10000'", False),
    ("values", "'v99999'", "'v99999'", True),
    ("values", "'v100000'", "'v100000'", False),
    ("ranges", "2499.25", "2499.25", True),
    ("ranges", "2499.75", "2499.75", False),
    ("records", "{'p999': 1}", "{ p999: 1 }", True),
    ("records", "{'p999': 'x'}", "{ p999: 'x' }", False),
)
NESTING = ("tree", "same_tree", "crossed", "chosen", "inner", "entered", "holds")
NESTED = """(() => {
  let deep = [];
  for (let n = 0; n < 100_000; n++) deep = [deep, []];
  return deep;
})()"""


@pytest.fixture(scope="module")
def python() -> Iterator[PythonBundle]:
    bundle = PythonBundle(SCHEMAS)
    yield bundle
    bundle.close()


@pytest.mark.parametrize(("schema", "text", "wanted"), [(s, p, w) for s, p, _, w in ROWS])
def test_python_answers(schema: str, text: str, wanted: bool, python: PythonBundle) -> None:
    value = eval(text)

    assert python.holds(schema, value) is wanted
    assert (python.violations(schema, value) == []) is wanted


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node")
def test_typescript_answers(python: PythonBundle, tmp_path: Path) -> None:
    rows = [Row(schema, text) for schema, _, text, _ in ROWS]

    answers = javascript_verdicts(python.modules, rows, "expression", tmp_path)

    wrong = [
        (row, answer)
        for row, (*_, wanted), answer in zip(rows, ROWS, answers, strict=True)
        if answer != (wanted, wanted)
    ]
    assert wrong == []


def _nested(levels: int) -> list[object]:
    value: list[object] = []
    for _ in range(levels):
        value = [value, []]
    return value


@pytest.mark.parametrize("schema", NESTING)
def test_python_raises_for_a_value_that_is_too_deep(schema: str, python: PythonBundle) -> None:
    limit = sys.getrecursionlimit()

    for ask in (python.is_valid, python.finds_nothing):
        with pytest.raises(ValueError, match="nested too deeply") as caught:
            ask(schema, _nested(DEEP))
        assert type(caught.value).__name__ == "TooDeep"

    assert sys.getrecursionlimit() == limit
    assert python.holds(schema, [[], [[]]])


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node")
def test_typescript_throws_for_a_value_that_is_too_deep(
    python: PythonBundle, tmp_path: Path
) -> None:
    rows = [Row(schema, text) for schema in NESTING for text in (NESTED, "[[], [[]]]")]

    answers = javascript_verdicts(python.modules, rows, "expression", tmp_path)

    assert answers == [("TooDeep", "TooDeep"), (True, True)] * len(NESTING)


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node")
def test_both_languages_are_too_deep_at_the_same_level(
    python: PythonBundle, tmp_path: Path
) -> None:
    levels = range(90, 410)
    rows = [Row(name, "[" * n + "[]" + ", []]" * n) for name in NESTING for n in levels]

    scripts = javascript_verdicts(python.modules, rows, "json", tmp_path)

    answers = [
        (_verdict(python.is_valid, name, n), _verdict(python.finds_nothing, name, n))
        for name in NESTING
        for n in levels
    ]
    assert answers == scripts
    for name in NESTING:
        assert {answers[rows.index(row)] for row in rows if row.schema == name} == {
            (True, True),
            ("TooDeep", "TooDeep"),
        }


def _verdict(ask: Callable[[str, object], object], schema: str, levels: int) -> object:
    try:
        return ask(schema, _nested(levels))
    except ValueError as error:
        return type(error).__name__
