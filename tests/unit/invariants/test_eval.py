"""`cfc eval`."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from cfc.cli.app import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(["eval", *arguments])
    captured = capsys.readouterr()
    code = stopped.value.code
    return (code if isinstance(code, int) else 0), captured.out, captured.err


@pytest.fixture
def data(tmp_path: Path) -> str:
    file = tmp_path / "data.json"
    file.write_text('{"a": [1, 2.5]}', "utf-8")
    return str(file)


@pytest.mark.parametrize("engine", ["python", "interpreter"])
def test_value_is_json_on_stdout(
    capsys: pytest.CaptureFixture[str], data: str, engine: str
) -> None:
    assert run(capsys, "$sum(a)", "--data", data, "--engine", engine) == (0, "3.5\n", "")


def test_no_value_prints_nothing(capsys: pytest.CaptureFixture[str], data: str) -> None:
    code, out, err = run(capsys, "b", "--data", data)

    assert (code, out) == (0, "")
    assert "undefined" in err


def test_error_shows_its_place(capsys: pytest.CaptureFixture[str], data: str) -> None:
    code, out, err = run(capsys, "$sum(a) + 'x'", "--data", data)

    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "error: T2002: the right side of `+` is not a number",
        "  --> 1:9",
        "   | $sum(a) + 'x'",
        "   |         ^",
    ]


def test_what_is_not_compiled_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "($ := 2)")

    assert (code, out) == (1, "")
    assert "a binding of `$` cannot be compiled" in err


@pytest.mark.parametrize("engine", ["python", "typescript"])
@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("$type($now())", '"string"'),
        ("$millis() > 1700000000000", "true"),
        ("$random() < 1", "true"),
        ("$sort($shuffle([3, 1, 2]))[0]", "1"),
        ("$eval('a.b')", "2"),
        ("$eval('$ + 1', 2)", "3"),
        ("$ ~> |a|{'b': 3}|", '{\n  "a": {\n    "b": 3\n  }\n}'),
        ("($f := function($n){ $n = 0 ? 0 : 1 + $f($n - 1) }; $f(300))", "300"),
        ("($f := function($n, $m){ $n = 0 ? $m : $f($n - 1, $m + 1) }; $f(9000, 0))", "9000"),
    ],
)
def test_what_contracts_refuse_is_evaluated(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, engine: str, expression: str, result: str
) -> None:
    file = tmp_path / "data.json"
    file.write_text('{"a": {"b": 2}}', "utf-8")

    answer = run(capsys, expression, "--data", str(file), "--engine", engine)

    assert answer == (0, result + "\n", "")


def test_missing_file_cannot_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "1", "--data", "nowhere.json")[:2] == (2, "")


def test_json_format_has_an_envelope(capsys: pytest.CaptureFixture[str], data: str) -> None:
    code, out, _ = run(capsys, "a", "--data", data, "--format", "json")

    assert code == 0
    assert json.loads(out)["result"] == {"value": [1, 2.5]}


def batch(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lines: str, *options: str
) -> tuple[int, list[object]]:
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    code, out, _ = run(capsys, "--batch", *options)
    return code, [json.loads(line) for line in out.splitlines()]


@pytest.mark.parametrize("engine", ["python", "typescript", "interpreter"])
def test_batch_answers_line_by_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    requests = (
        '{"id": 1, "expr": "a + $x", "data": {"a": 1}, "bindings": {"x": 2}}\n'
        '{"id": "two", "expr": "a"}\n'
        '{"id": 3, "expr": "a", "data": {"a": null}}\n'
    )

    code, answers = batch(capsys, monkeypatch, requests, "--engine", engine)

    assert code == 0
    assert answers == [
        {"id": 1, "result": 3},
        {"id": "two", "undefined": True},
        {"id": 3, "result": None},
    ]


@pytest.mark.parametrize("engine", ["python", "typescript"])
def test_batch_tells_errors_and_what_does_not_compile(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    requests = (
        '{"id": 1, "expr": "1 + \'a\'"}\n\n'
        '{"id": 2, "expr": "1 +"}\n'
        '{"id": 3, "expr": "($ := 2)"}\n'
        '{"id": 4, "expr": "($f := function($n){ 1 + $f($n) }; $f(1))", "depth": 30}\n'
    )

    _, answers = batch(capsys, monkeypatch, requests, "--engine", engine)

    codes = [
        (answer["error"]["code"], answer["error"]["position"])
        if isinstance(answer, dict) and "error" in answer
        else answer
        for answer in answers
    ]
    assert codes == [
        ("T2002", 2),
        ("S0207", 3),
        {"id": 3, "skip": "a binding of `$`"},
        ("U1001", None),
    ]


@pytest.mark.parametrize("line", ["nope", "[]", '{"id": 1}'])
def test_batch_stops_at_a_line_that_is_no_request(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    code, answers = batch(capsys, monkeypatch, '{"expr": "1"}\n' + line + "\n")

    assert (code, answers) == (2, [{"id": None, "result": 1}])


def test_expression_is_needed_without_a_batch(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys)[:2] == (2, "")
