"""`cfc fuzz` and `cfc generate` on small projects: what is found, and what an implementation can do."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.support.project import REPOSITORY, Project, Run

WINDOW = {"type": "integer", "exclusiveMinimum": 10, "exclusiveMaximum": 20}
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="Node is missing")
HANDLERS = {
    "handler.py:handle": "def handle(x):\n    if not x > 15:\n        raise ValueError(x)\n",
    "handler.mjs#handle": "export function handle(x) { if (!(x > 15)) throw new Error(); }\n",
    "handler.ts#handle": "export function handle(x: number): void { if (!(x > 15)) throw new Error(); }\n",
}
GREET = {
    "name": "greet",
    "contractVersion": "1.0.0",
    "input": {"type": "object", "properties": {"n": {"type": "integer", "minimum": 0, "maximum": 9}},
              "required": ["n"], "additionalProperties": False},
    "output": {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]},
    "errors": {"too_many": {"description": "No."}},
    "invariants": [{"id": "same", "expr": "output.n = input.n"}],
}  # fmt: skip


def fuzz(project: Project, *arguments: str) -> Run:
    return project.cfc("fuzz", *arguments, "--format", "json")


def of_python(project: Project, contract: object, body: str, *arguments: str) -> Run:
    project.write("c.json", contract)
    project.write("impl.py", body)
    return fuzz(project, "c.json", "--impl", "impl.py:f", *arguments)


def result(run: Run) -> dict[str, object]:
    found = run.envelope["result"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("target", HANDLERS)
def test_handler_of_large_values_only_fails_on_eleven(project: Project, target: str) -> None:
    file = target.partition("#")[0].partition(":")[0]
    if not file.endswith(".py") and NODE is None:
        pytest.skip("Node is missing")
    if file.endswith(".ts"):
        modules = REPOSITORY / "node_modules"
        if not (modules / ".bin" / "esbuild").exists():
            pytest.skip("node_modules is missing")
        (project.folder / "node_modules").symlink_to(modules)
    project.write("window.json", WINDOW)
    project.write(file, HANDLERS[target])

    run = fuzz(project, "window.json", "--impl", target)

    assert run.code == 1, run.stderr
    assert run.rules == ["valid-input-refused"]
    assert result(run)["counterexample"] == 11
    assert run.stdout.count("\n") == 1


def test_hypothesis_jsonschema_alone_finds_it(project: Project) -> None:
    pytest.importorskip("hypothesis_jsonschema")
    body = "def f(x):\n    if not x > 15:\n        raise ValueError(x)\n"

    run = of_python(project, WINDOW, body, "--source", "hypothesis-jsonschema")

    assert result(run)["counterexample"] == 11


def test_nothing_found_has_no_counterexample(project: Project) -> None:
    run = of_python(project, WINDOW, "def f(x):\n    return True\n")

    assert run.code == 0, run.stdout
    assert "counterexample" not in result(run)
    assert run.findings == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("def f(x):\n    return False\n", "valid-input-refused"),
        ("import os\ndef f(x):\n    os._exit(3)\n", "implementation-exits"),
        ("import sys\ndef f(x):\n    sys.exit(3)\n", "implementation-exits"),
        ("def f(x):\n    while True:\n        pass\n", "implementation-hangs"),
        ("def f(x):\n    print('hello', x)\n", "implementation-prints"),
        ("import os\ndef f(x):\n    os.write(1, b'no newline')\n", "implementation-prints"),
    ],
)  # fmt: skip
def test_what_an_implementation_must_not_do(project: Project, body: str, rule: str) -> None:
    run = of_python(project, WINDOW, body, "--timeout", "0.3", "--runs", "5")

    assert run.rules == [rule]
    assert run.code == (0 if rule == "implementation-prints" else 1)


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        ("def f(x):\n    return {'n': x['n']}\n", []),
        ("async def f(x):\n    return {'n': x['n']}\n", []),
        ("class TooManyError(Exception): ...\ndef f(x):\n    raise TooManyError\n", []),
        ("def f(x):\n    raise KeyError('n')\n", ["undeclared-error"]),
        ("def f(x):\n    return {'n': 'one'}\n", ["invalid-output"]),
        ("def f(x):\n    return {'n': x['n'] % 9}\n", ["invalid-output"]),
        ("def f(x):\n    return object()\n", ["invalid-output"]),
    ],
)
def test_what_an_operation_owes(project: Project, body: str, rules: list[str]) -> None:
    run = of_python(project, GREET, body)

    assert run.rules == rules, run.stdout


def test_broken_postcondition_names_the_simplest_input_and_the_output(project: Project) -> None:
    run = of_python(project, GREET, "def f(x):\n    return {'n': x['n'] % 9}\n")

    [finding] = run.findings
    assert finding["witness"] == {"n": 9}
    properties = finding["properties"]
    assert isinstance(properties, dict)
    assert properties["output"] == {"n": 0}
    assert finding["pointer"] == "/invariants/0"


@needs_node
def test_node_implementation_may_exit_and_print(project: Project) -> None:
    project.write("c.json", WINDOW)
    project.write("impl.mjs", "export const f = (x) => { console.log(x); process.exit(4); };\n")

    run = fuzz(project, "c.json", "--impl", "impl.mjs#f")

    assert sorted(run.rules) == ["implementation-exits", "implementation-prints"]


def test_failures_are_saved_in_a_project_and_replayed_first(project: Project) -> None:
    project.write("cfc.toml", "")
    body = "def f(x):\n    if x == 19:\n        raise ValueError(x)\n"
    of_python(project, WINDOW, body)

    again = result(of_python(project, WINDOW, body))

    cases = again["cases"]
    assert isinstance(cases, dict)
    assert cases["saved"] == 1
    assert again["counterexample"] == 19
    assert len(list((project.folder / ".cfc_cache" / "fuzz").glob("*.json"))) == 1


def test_outside_a_project_nothing_is_written(project: Project) -> None:
    of_python(project, WINDOW, "def f(x):\n    raise ValueError\n")

    assert not (project.folder / ".cfc_cache").exists()


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("impl.py", "names no implementation"),
        ("gone.py:f", "there is no file `gone.py`"),
        ("impl.py:g", "cannot be loaded"),
        ("no.such.module:f", "cannot be loaded"),
        ("impl.mjs:f", "`impl.mjs#f`"),
    ],
)
def test_what_cannot_run_is_said(project: Project, target: str, part: str) -> None:
    project.write("c.json", WINDOW)
    project.write("impl.py", "def f(x): ...\n")

    run = project.cfc("fuzz", "c.json", "--impl", target)

    assert run.code == 2
    assert part in run.stderr


def test_unsatisfiable_contract_is_a_warning_and_no_verdict(project: Project) -> None:
    contract = {"allOf": [{"type": "string"}, {"type": "integer"}]}

    run = of_python(project, contract, "def f(x): ...\n", "--runs", "20")

    assert (run.code, run.rules) == (0, ["no-valid-value"])


def test_judges_agree_on_a_project(project: Project) -> None:
    project.write("schemas/greet.json", GREET)

    run = fuzz(project, "--runs", "60")

    assert run.code == 0, run.stdout
    assert run.findings == []
    cases = result(run)["cases"]
    assert isinstance(cases, dict)
    assert cases["boundaries"] > 0


def test_invariant_that_cannot_hold_is_a_hint(project: Project) -> None:
    contract = {
        "type": "object",
        "properties": {"n": {"type": "integer", "minimum": 1}},
        "required": ["n"],
        "invariants": [{"id": "odd", "expr": "n * 2 = 3"}, {"id": "idle", "expr": "n > 0"}],
    }
    project.write("schemas/a.json", contract)

    run = fuzz(project, "--runs", "60")

    assert run.code == 0
    expected = {"invariant-never-held", "invariant-never-failed", "invariant-constant"}
    assert expected >= set(run.rules)
    assert "invariant-never-failed" in run.rules


def test_generate_gives_the_same_valid_documents_for_the_same_seed(project: Project) -> None:
    project.write("schemas/greet.json", GREET)

    first = project.cfc("generate", "greet", "-n", "5", "--seed", "3")
    again = project.cfc("generate", "greet", "-n", "5", "--seed", "3")

    documents = [json.loads(line) for line in first.stdout.splitlines()]
    assert first.stdout == again.stdout
    assert len(documents) == 5
    assert all(item["input"]["n"] == item["output"]["n"] for item in documents)
