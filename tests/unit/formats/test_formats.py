"""The formats: both runtimes judge every row of the suite as the row says."""

from __future__ import annotations

import importlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from cfc.ir.parts import PART_OF_FORMAT
from cfc.resources import folder

SUITE = Path(__file__).parents[2] / "suites" / "formats"
FORMATS = sorted(path.stem for path in SUITE.glob("*.json") if path.stem != "suite.schema")

RUN = """
import { readFileSync } from "node:fs";
const rows = JSON.parse(readFileSync(0, "utf8"));
const judged = [];
for (const [part, name, value] of rows) {
  judged.push((await import(`./runtime/${part}.js`))[name](value));
}
console.log(JSON.stringify(judged));
"""


def judge_of(name: str) -> Callable[[str], bool]:
    """Return the function that generated Python calls for a format."""
    package = "formats_runtime"
    if package not in sys.modules:
        sys.modules[package] = ModuleType(package)
        sys.modules[package].__path__ = [str(folder("templates") / "python" / "runtime")]
    module = importlib.import_module(f"{package}._runtime.{PART_OF_FORMAT[name]}")
    judge = getattr(module, "is_" + name.replace("-", "_"))
    assert callable(judge)
    return judge  # type: ignore[no-any-return]


def rows(name: str) -> list[tuple[str, bool]]:
    suite = json.loads((SUITE / f"{name}.json").read_text("utf-8"))
    return [(row["value"], row["valid"]) for row in suite]


@pytest.mark.parametrize("name", FORMATS)
def test_python_judges_as_the_suite_says(name: str) -> None:
    judge = judge_of(name)

    wrong = [value for value, valid in rows(name) if judge(value) is not valid]

    assert wrong == []


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node")
def test_typescript_judges_as_the_suite_says(tmp_path: Path) -> None:
    shutil.copytree(folder("templates") / "javascript" / "runtime", tmp_path, dirs_exist_ok=True)
    (tmp_path / "main.mjs").write_text(RUN, "utf-8")
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    expected = [(name, value, valid) for name in FORMATS for value, valid in rows(name)]
    calls = [(PART_OF_FORMAT[name], camel(name), value) for name, value, _ in expected]

    answer = subprocess.run(
        ["node", str(tmp_path / "main.mjs")],
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        check=True,
    )

    judged = json.loads(answer.stdout)
    wrong = [row for row, said in zip(expected, judged, strict=True) if said is not row[2]]
    assert wrong == []


def test_every_format_of_the_vocabulary_has_a_suite() -> None:
    assert FORMATS == [
        "date",
        "date-time",
        "duration",
        "email",
        "hostname",
        "idn-email",
        "idn-hostname",
        "ipv4",
        "ipv6",
        "iri",
        "iri-reference",
        "json-pointer",
        "regex",
        "relative-json-pointer",
        "time",
        "uri",
        "uri-reference",
        "uri-template",
        "uuid",
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_a_long_text_is_judged_at_once(name: str) -> None:
    judge = judge_of(name)

    for piece in ("a", "a.", "-", "{a", "(", "[a-z", "\u00e9", "1:", "\\u{", "@", "%20"):
        judge(piece * 20_000)


def camel(name: str) -> str:
    return "is" + "".join(word.capitalize() for word in name.split("-"))
