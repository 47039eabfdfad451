"""Implementations of every kind and temper under `cfc fuzz`: what runs, what is found, what is kept."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.support.project import REPOSITORY, Project, Run

WINDOW = {"type": "integer", "exclusiveMinimum": 10, "exclusiveMaximum": 20}
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="Node is missing")
ESBUILD = REPOSITORY / "node_modules" / ".bin" / "esbuild"
THROWS = "{ if (!(x > 15)) throw new Error(); }\n"
ORDER = {
    "name": "order.pay",
    "contractVersion": "1.0.0",
    "input": {"type": "object", "properties": {"cents": {"type": "integer", "minimum": 1}},
              "required": ["cents"], "additionalProperties": False},
    "output": {"type": "object", "properties": {"paid": {"type": "integer"}}, "required": ["paid"]},
    "invariants": [{"id": "all", "expr": "output.paid = input.cents"}],
}  # fmt: skip


def fuzz(project: Project, target: str, *arguments: str) -> Run:
    project.write("c.json", WINDOW)
    return project.cfc("fuzz", "c.json", "--impl", target, "--format", "json", *arguments)


def result(run: Run) -> dict[str, object]:
    found = run.envelope["result"]
    assert isinstance(found, dict), run.stderr
    return found


def path_with(folder: Path, *tools: str) -> str:
    """Return a PATH that has these programs and nothing else."""
    folder.mkdir()
    for tool in tools:
        found = shutil.which(tool)
        assert found is not None
        (folder / tool).symlink_to(found)
    return str(folder)


@needs_node
@pytest.mark.parametrize(
    ("file", "text", "package"),
    [
        ("impl.js", f"exports.f = (x) => {THROWS}", ""),
        ("impl.js", f"module.exports = {{ f(x) {THROWS} }};", ""),
        ("impl.js", f"export function f(x) {THROWS}", '{"type": "module"}'),
        ("impl.cjs", f"exports.f = (x) => {THROWS}", '{"type": "module"}'),
        ("impl.mjs", f"export const f = async (x) => {THROWS}", ""),
    ],
)
def test_scripts_of_either_kind_of_package_run(
    project: Project, file: str, text: str, package: str
) -> None:
    project.write(file, text)
    if package:
        project.write("package.json", package)

    run = fuzz(project, f"{file}#f")

    assert run.rules == ["valid-input-refused"], run.stderr
    assert result(run)["counterexample"] == 11


@needs_node
@pytest.mark.skipif(not ESBUILD.exists(), reason="node_modules is missing")
@pytest.mark.parametrize("tool", ["esbuild", "tsc"])
@pytest.mark.parametrize("file", ["impl.ts", "impl.mts"])
def test_typescript_runs_by_what_its_project_has(project: Project, tool: str, file: str) -> None:
    binaries = project.folder / "node_modules" / ".bin"
    binaries.mkdir(parents=True)
    (binaries / tool).symlink_to(ESBUILD.with_name(tool).resolve())
    project.write(file, f"export function f(x: number): void {THROWS}")

    run = fuzz(project, f"{file}#f")

    assert run.rules == ["valid-input-refused"], run.stderr
    assert result(run)["counterexample"] == 11


@needs_node
def test_typescript_that_nothing_can_run_is_said(project: Project) -> None:
    project.write("c.json", WINDOW)
    project.write("impl.ts", f"export function f(x: number): void {THROWS}")
    strips = "process.exit(process.features.typescript ? 0 : 1)"
    if os.spawnlp(os.P_WAIT, "node", "node", "-e", strips) == 0:
        pytest.skip("this Node strips types")

    run = project.cfc("fuzz", "c.json", "--impl", "impl.ts#f")

    assert run.code == 2
    assert "cannot strip types" in run.stderr
    assert "npm install --save-dev esbuild" in run.stderr


def test_script_without_node_is_said(project: Project) -> None:
    project.write("c.json", WINDOW)
    project.write("impl.mjs", f"export function f(x) {THROWS}")
    path = path_with(project.folder / "bin", "env")

    run = project.process("fuzz", "c.json", "--impl", "impl.mjs#f", PATH=path)

    assert run.code == 2
    assert "needs Node.js 20" in run.stderr


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("import os\ndef f(x):\n    os._exit(3)\n", "implementation-exits"),
        ("import time\ndef f(x):\n    time.sleep(60)\n", "implementation-hangs"),
        ("import asyncio\nasync def f(x):\n    await asyncio.sleep(60)\n", "implementation-hangs"),
        ("def f(x):\n    raise SystemExit\n", "implementation-exits"),
        ("def f(x):\n    raise KeyboardInterrupt\n", "implementation-exits"),
        ("import os, signal\ndef f(x):\n    os.kill(os.getpid(), signal.SIGKILL)\n",
         "implementation-exits"),
        ("def f(x):\n    return f(x)\n", "valid-input-refused"),
        ("async def f(x):\n    raise ValueError\n", "valid-input-refused"),
    ],
)  # fmt: skip
def test_python_of_bad_temper(project: Project, body: str, rule: str) -> None:
    project.write("impl.py", body)

    run = fuzz(project, "impl.py:f", "--timeout", "0.5", "--runs", "5")

    assert (run.code, run.rules) == (1, [rule]), run.stdout
    assert result(run)["counterexample"] == 11


@needs_node
@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("process.exit(3);", "implementation-exits"),
        ("for (;;) {}", "implementation-hangs"),
        ("return new Promise(() => {});", "implementation-hangs"),
        ("return Promise.reject(new Error('no'));", "valid-input-refused"),
        ("throw null;", "valid-input-refused"),
        ("throw 'text';", "valid-input-refused"),
        ("process.kill(process.pid, 'SIGKILL'); for (;;) {}", "implementation-exits"),
    ],
)
def test_script_of_bad_temper(project: Project, body: str, rule: str) -> None:
    project.write("impl.mjs", f"export function f(x) {{ {body} }}\n")

    run = fuzz(project, "impl.mjs#f", "--timeout", "0.5", "--runs", "5")

    assert (run.code, run.rules) == (1, [rule]), run.stdout
    assert result(run)["counterexample"] == 11


@needs_node
@pytest.mark.parametrize("body", ["return 10n;", "return NaN;", "return undefined;", "return Symbol();",
                                  "const a = []; a[0] = a; return a;"])  # fmt: skip
def test_output_of_a_script_that_is_no_json(project: Project, body: str) -> None:
    project.write("c.json", ORDER)
    project.write("impl.mjs", f"export function f(x) {{ {body} }}\n")

    run = project.cfc("fuzz", "c.json", "--impl", "impl.mjs#f", "--format", "json")

    assert (run.code, run.rules) == (1, ["invalid-output"]), run.stdout


@pytest.mark.parametrize("value", ["object()", "float('nan')", "{1, 2}", "b'a'", "10 ** 400 * 1.0"])
def test_output_of_python_that_is_no_json(project: Project, value: str) -> None:
    project.write("c.json", ORDER)
    project.write("impl.py", f"def f(x):\n    return {value}\n")

    run = project.cfc("fuzz", "c.json", "--impl", "impl.py:f", "--format", "json")

    assert run.code == 1
    assert run.rules in (["invalid-output"], ["undeclared-error"])


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("impl.py:missing", "has no attribute 'missing'"),
        ("no.such.module:f", "No module named"),
        ("broken.py:f", "SyntaxError"),
        ("impl.py:number", "is not a function"),
        ("exits.py:f", "cannot be loaded"),
    ],
)
def test_python_that_does_not_load_is_said(project: Project, target: str, said: str) -> None:
    project.write("c.json", WINDOW)
    project.write("impl.py", "number = 1\n")
    project.write("broken.py", "def f(:\n")
    project.write("exits.py", "import os\nos._exit(4)\n")

    run = project.cfc("fuzz", "c.json", "--impl", target)

    assert run.code == 2
    assert said in run.stderr
    assert "Traceback" not in run.stderr


@needs_node
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("export const g = 1;", "exports no function `f`"),
        ("export function f( {", "cannot be loaded"),
        ("import 'no-such-package';", "no-such-package"),
        ("process.exit(5);", "cannot be loaded"),
    ],
)
def test_script_that_does_not_load_is_said(project: Project, text: str, said: str) -> None:
    project.write("c.json", WINDOW)
    project.write("impl.mjs", text)

    run = project.cfc("fuzz", "c.json", "--impl", "impl.mjs#f")

    assert run.code == 2
    assert said in run.stderr


def test_missing_extra_is_an_install_line(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("hypothesis", "hypothesis_jsonschema"):
        monkeypatch.setitem(sys.modules, name, None)
    project.write("c.json", WINDOW)
    project.write("impl.py", "def f(x): ...\n")
    asked = ("--source", "hypothesis-jsonschema")

    alone = project.cfc("fuzz", "c.json", "--impl", "impl.py:f", *asked)
    beside = project.cfc("fuzz", "c.json", "--impl", "impl.py:f")

    assert alone.code == 2
    assert "pip install 'cfc-toolchain[fuzz]'" in alone.stderr
    assert beside.code == 0
    assert "pip install 'cfc-toolchain[fuzz]'" in beside.stderr


def test_hypothesis_leaves_no_folder(project: Project) -> None:
    pytest.importorskip("hypothesis_jsonschema")
    project.write("cfc.toml", "")
    project.write("schemas/c.json", WINDOW)
    project.write("impl.py", "def f(x): ...\n")

    assert project.process("fuzz", "c", "--impl", "impl.py:f").code == 0
    assert project.process("fuzz", "--runs", "30").code in (0, 2)

    assert not list(project.folder.rglob(".hypothesis"))


def test_distinct_failures_are_told_apart_and_the_first_stays_first(project: Project) -> None:
    project.write("cfc.toml", "")
    body = (
        "def f(x):\n"
        "    if x == 11:\n        raise ValueError\n"
        "    if x == 19:\n        raise KeyError\n"
        "    if x >= 15:\n        return False\n"
    )
    project.write("impl.py", body)

    run = fuzz(project, "impl.py:f")

    assert run.rules == ["valid-input-refused"] * 3
    assert sorted(str(item["witness"]) for item in run.findings) == ["11", "15", "19"]
    ids = result(run)["failures"]
    assert isinstance(ids, list)
    assert len(ids) == 3
    assert result(run)["counterexample"] == 11
    assert len(list((project.folder / ".cfc_cache" / "fuzz").glob("*.json"))) == 3


def test_finding_of_an_operation_becomes_a_page_that_refuses_its_input(project: Project) -> None:
    project.write("cfc.toml", "")
    project.write("schemas/pay.json", ORDER)
    body = "def f(x):\n    return {'paid': min(x['cents'], 1000)}\n"
    project.write("impl.py", body)
    found = project.cfc("fuzz", "pay", "--impl", "impl.py:f", "--format", "json")
    assert found.rules == ["invalid-output"]
    identifier = str(result(found)["id"])

    run = project.cfc("propose", "from-finding", identifier)

    assert run.code == 0, run.stderr
    [page] = [path for path in project.files() if path.startswith("proposals/")]
    assert '"pay": "major"' in project.read(page)
    assert '```json reject pay#/input\n{"cents": 1001}\n```' in project.read(page)
    assert project.cfc("propose", "check", "1").code == 0
    assert project.cfc("propose", "apply", "1").code == 0
    contract = json.loads(project.read("schemas/pay.json"))
    assert contract["input"]["not"] == {"const": {"cents": 1001}}
    assert contract["contractVersion"] == "2.0.0"


def test_rule_in_place_of_the_excluded_value(project: Project) -> None:
    project.write("cfc.toml", "")
    project.write("schemas/pay.json", ORDER)
    project.write("impl.py", "def f(x):\n    return {'paid': min(x['cents'], 1000)}\n")
    found = project.cfc("fuzz", "pay", "--impl", "impl.py:f", "--format", "json")
    rule = [{"op": "add", "path": "/input/properties/cents/maximum", "value": 1000}]
    project.write("rule.json", rule)
    identifier = str(result(found)["id"])

    run = project.cfc("propose", "from-finding", identifier, "--patch", "rule.json")

    assert run.code == 0, run.stderr
    assert project.cfc("propose", "apply", "1").code == 0
    again = project.cfc("fuzz", "pay", "--impl", "impl.py:f", "--format", "json")
    assert (again.code, again.rules) == (0, [])


def test_what_parted_the_judges_is_kept_and_tried_first(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cfc.fuzz.opinions import Opinions

    project.write("cfc.toml", "")
    project.write("schemas/c.json", WINDOW)
    real = Opinions._model
    monkeypatch.setattr(Opinions, "_model", lambda self, one: one != 13 and real(self, one))
    first = project.cfc("fuzz", "--runs", "40", "--format", "json")

    again = project.cfc("fuzz", "--runs", "40", "--source", "saved", "--format", "json")

    assert first.rules == again.rules == ["judges-disagree"], first.stderr
    assert result(first)["counterexample"] == result(again)["counterexample"] == 13
    [kept] = (project.folder / ".cfc_cache" / "fuzz").glob("*.json")
    properties = first.findings[0]["properties"]
    assert isinstance(properties, dict)
    assert kept.stem == properties["id"]
