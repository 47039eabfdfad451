"""The formats: both runtimes judge every row of the suite as the row says."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[3]
SUITE = ROOT / "tests" / "suites" / "formats"
TYPESCRIPT = ROOT / "templates" / "typescript" / "runtime" / "formats.ts"
COMPILER = ROOT / "node_modules" / "typescript"
FORMATS = sorted(path.stem for path in SUITE.glob("*.json") if path.stem != "suite.schema")

RUN = """
const { readFileSync } = require("fs");
const typescript = require(process.argv[1]);
const options = { target: "es2022", module: "commonjs" };
const text = typescript.transpile(readFileSync(process.argv[2], "utf8"), options);
const module_ = { exports: {} };
new Function("exports", text)(module_.exports);
const rows = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(rows.map(([name, value]) => module_.exports[name](value))));
"""


@pytest.fixture(scope="module")
def runtime() -> ModuleType:
    path = ROOT / "templates" / "python" / "runtime" / "_formats.py"
    spec = importlib.util.spec_from_file_location("formats_runtime", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(name: str) -> list[tuple[str, bool]]:
    suite = json.loads((SUITE / f"{name}.json").read_text("utf-8"))
    return [(row["value"], row["valid"]) for row in suite]


@pytest.mark.parametrize("name", FORMATS)
def test_python_judges_as_the_suite_says(name: str, runtime: ModuleType) -> None:
    judge = getattr(runtime, "is_" + name.replace("-", "_"))

    wrong = [value for value, valid in rows(name) if judge(value) is not valid]

    assert wrong == []


@pytest.mark.skipif(
    shutil.which("node") is None or not COMPILER.is_dir(), reason="needs node and typescript"
)
def test_typescript_judges_as_the_suite_says() -> None:
    expected = [(name, value, valid) for name in FORMATS for value, valid in rows(name)]
    calls = [(camel(name), value) for name, value, _ in expected]

    answer = subprocess.run(
        ["node", "-e", RUN, str(COMPILER), str(TYPESCRIPT)],
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
def test_a_long_text_is_judged_at_once(name: str, runtime: ModuleType) -> None:
    judge = getattr(runtime, "is_" + name.replace("-", "_"))

    for piece in ("a", "a.", "-", "{a", "(", "[a-z", "\u00e9", "1:", "\\u{", "@", "%20"):
        judge(piece * 20_000)


def camel(name: str) -> str:
    return "is" + "".join(word.capitalize() for word in name.split("-"))
