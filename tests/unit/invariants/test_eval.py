"""`cfc eval`."""

from __future__ import annotations

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
