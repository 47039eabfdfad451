"""Ordinary mistakes: each is answered at its place, on its stream, with its exit code.

A mistake in a contract is a finding on stdout and exit code 1. A mistake that stops the run is a
sentence on stderr and exit code 2. Nothing is answered with a traceback.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from tests.support.project import Project, Run, environment

FILE = "schemas/order.json"
GOOD = '{ "type": "object", "properties": { "id": { "type": "string" } } }\n'
OPERATION = '{ "name": "a.b", "contractVersion": "1.0.0", "input": {}, "output": {} }\n'


def lines(*text: str) -> str:
    return "\n".join(text) + "\n"


@dataclass(frozen=True)
class Slip:
    """A contract with one mistake, and the place where it is answered."""

    name: str
    text: str | bytes
    rule: str
    line: int
    column: int
    file: str = FILE

    def __str__(self) -> str:
        return self.name


SLIPS = [
    Slip("keyword-misspelt", lines("{", '  "type": "integer",', '  "minimun": 0', "}"),
         "unknown-keyword", 3, 3),
    Slip("comma-missing", lines("{", '  "type": "integer"', '  "minimum": 0', "}"),
         "not-json", 2, 19),
    Slip("single-quotes", "{ 'type': 'string' }", "not-json", 1, 3),
    Slip("word-of-python", '{ "additionalProperties": False }', "not-json", 1, 27),
    Slip("bracket-never-closed", '{ "type": "object"\n', "not-json", 1, 1),
    Slip("bracket-too-many", "{}\n}\n", "not-json", 2, 1),
    Slip("merge-conflict", lines("{", "<<<<<<< HEAD", '  "type": "string"', "}"),
         "not-json", 2, 1),
    Slip("empty-file", "", "not-json", 1, 1),
    Slip("array-as-contract", '[{ "type": "string" }]', "not-a-contract", 1, 1),
    Slip("key-twice", lines("{", '  "type": "string",', '  "type": "number"', "}"),
         "duplicate-key", 3, 3),
    Slip("latin-1", lines("{", '  "title": "caf\u00e9"', "}").encode("latin-1"),
         "not-utf8", 2, 16),
    Slip("utf-16", "{}".encode("utf-16"), "not-utf8", 1, 1),
    Slip("not-a-number", '{ "maximum": NaN }', "non-finite-number", 1, 14),
    Slip("escape-unknown", '{ "pattern": "\\d" }', "bad-escape", 1, 15),
    Slip("nesting-of-5000", '{"not":' * 5000 + "{}" + "}" * 5000, "too-deep", 1, 3585),
    Slip("yaml-tab", lines("type: object", "properties:", "\tid: {}"),
         "not-yaml", 3, 1, "schemas/order.yaml"),
    Slip("type-misspelt", '{ "type": "strin" }', "invalid-schema", 1, 11),
    Slip("required-no-list", '{ "required": "id" }', "invalid-schema", 1, 15),
    Slip("invariants-no-list", '{ "type": "object", "invariants": "a = b" }',
         "invalid-schema", 1, 35),
    Slip("draft-7", lines("{", '  "$schema": "http://json-schema.org/draft-07/schema#"', "}"),
         "wrong-dialect", 2, 14),
    Slip("reference-dangling", lines("{", '  "$ref": "#/$defs/adress",',
         '  "$defs": { "address": {} }', "}"), "dangling-reference", 2, 11),
    Slip("reference-to-no-file", '{ "$ref": "adress.json" }', "dangling-reference", 1, 11),
    Slip("reference-to-network", '{ "$ref": "https://example.com/x.json" }',
         "dangling-reference", 1, 11),
    Slip("reference-to-disk", '{ "$ref": "/etc/passwd" }', "reference-outside-root", 1, 11),
    Slip("reference-to-file-uri", '{ "$ref": "file:///etc/passwd" }',
         "reference-outside-root", 1, 11),
    Slip("reference-upward", '{ "$ref": "../../secret.json" }', "reference-outside-root", 1, 11),
    Slip("reference-to-itself", '{ "$ref": "#" }', "reference-cycle", 1, 11),
    Slip("pattern-invalid", '{ "pattern": "[a-z" }', "pattern-not-ecma", 1, 14),
    Slip("pattern-of-python", '{ "pattern": "(?P<year>[0-9]+)" }', "pattern-not-ecma", 1, 14),
    Slip("version-malformed", '{ "contractVersion": "1.0" }', "malformed-version", 1, 22),
    Slip("required-not-declared", '{ "type": "object", "properties": { "id": {} }, '
         '"additionalProperties": false, "required": ["ID"] }', "required-undeclared", 1, 93),
    Slip("invariant-unparsable", '{ "type": "object", "invariants": [{ "expr": "a = = 1" }] }',
         "invariant-syntax", 1, 51),
    Slip("invariant-path-misspelt", '{ "type": "object", "properties": { "total": { "type": '
         '"number" } }, "additionalProperties": false, "required": ["total"], '
         '"invariants": [{ "expr": "totl > 1" }] }', "invariant-path-undeclared", 1, 150),
    Slip("operation-part-misspelt", '{ "name": "a.b", "contractVersion": "1.0.0", '
         '"inputs": {}, "output": {} }', "unknown-keyword", 1, 46),
]  # fmt: skip


def is_quiet_about_us(run: Run, project: Project) -> bool:
    """Tell whether an answer shows no traceback and no path of the machine."""
    answer = run.stdout + run.stderr
    return "Traceback" not in answer and str(project.folder) not in answer


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_slip_in_a_contract_is_found_at_its_place(project: Project, slip: Slip) -> None:
    project.write(slip.file, slip.text)

    run = project.cfc("check", "--format", "json")

    assert run.code == 1
    found = [(item["rule"], item["file"], item["line"], item["column"]) for item in run.findings]
    assert found == [(slip.rule, slip.file, slip.line, slip.column)]
    assert run.findings[0]["severity"] == "error"
    assert is_quiet_about_us(run, project)


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_slip_in_a_contract_stops_the_compiler(project: Project, slip: Slip) -> None:
    project.write(slip.file, slip.text)

    run = project.cfc("compile", "--format", "concise")

    assert run.code == 1
    assert run.stdout.startswith(f"{slip.file}:{slip.line}:{slip.column}: error[{slip.rule}] ")
    assert "nothing was written" in run.stderr
    assert project.files() == [slip.file]
    assert is_quiet_about_us(run, project)


def test_two_operations_of_one_name_and_version(project: Project) -> None:
    project.write("schemas/one.json", OPERATION)
    project.write("schemas/two.json", OPERATION)

    run = project.cfc("check", "--format", "json")

    assert (run.code, run.rules) == (1, ["duplicate-name"])
    assert (run.findings[0]["file"], run.findings[0]["column"]) == ("schemas/two.json", 11)


@pytest.mark.parametrize("other", ["schemas/order.yaml", "schemas/Order.json"])
def test_two_files_of_one_id(project: Project, other: str) -> None:
    project.write(FILE, "{}")
    project.write(other, "{}")

    run = project.cfc("check", "--format", "json")

    assert (run.code, run.rules) == (1, ["duplicate-id"])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(project: Project) -> None:
    project.write(FILE, GOOD).chmod(0)

    run = project.cfc("check", "--format", "json")

    assert (run.code, run.rules) == (1, ["unreadable-file"])


def test_link_that_leads_nowhere(project: Project) -> None:
    project.write("schemas/good.json", GOOD)
    (project.folder / FILE).symlink_to(project.folder / "schemas" / "gone.json")

    run = project.cfc("check", "--format", "json")

    assert (run.code, run.rules) == (1, ["unreadable-file"])
    assert is_quiet_about_us(run, project)


def test_generated_file_edited_by_hand(project: Project) -> None:
    project.write(FILE, GOOD)
    project.cfc("compile")
    place = "generated/python/contracts/order.py"
    printed = project.read(place)
    project.write(place, printed + "# mine\n")

    checked = project.cfc("compile", "--check", "--format", "json")
    compiled = project.cfc("compile", "--format", "json")

    assert (checked.code, checked.rules) == (1, ["hand-edited-output", "stale-output"])
    assert (compiled.code, compiled.rules) == (0, ["hand-edited-output"])
    assert compiled.findings[0]["file"] == place
    assert project.read(place) == printed


def test_generated_file_deleted(project: Project) -> None:
    project.write(FILE, GOOD)
    project.cfc("compile")
    place = project.folder / "generated/typescript/order.ts"
    place.unlink()

    checked = project.cfc("compile", "--check", "--format", "json")
    compiled = project.cfc("compile", "--format", "json")

    assert (checked.code, checked.rules) == (1, ["stale-output"])
    assert (compiled.code, compiled.findings) == (0, [])
    assert place.is_file()


def test_contract_changed_and_not_compiled(project: Project) -> None:
    project.write(FILE, GOOD)
    project.cfc("compile")
    project.edit(FILE, '"string"', '"number"')

    run = project.cfc("compile", "--check")

    assert run.code == 1
    assert "error[stale-output]" in run.stdout
    assert run.stderr.endswith("to mend it: cfc compile\n")


def test_contract_changed_in_its_layout_only(project: Project) -> None:
    project.write(FILE, GOOD)
    project.cfc("compile")
    project.edit(FILE, '"id": {', '"id":  {')

    run = project.cfc("compile", "--check", "--format", "json")

    assert (run.code, run.rules) == (1, ["stale-output"])
    assert run.findings[0]["file"] == "generated/manifest.json"


def test_foreign_file_in_the_way(project: Project) -> None:
    project.write(FILE, GOOD)
    place = "generated/python/contracts/order.py"
    project.write(place, "mine = 1\n")

    run = project.cfc("compile", "--format", "json")

    assert (run.code, run.rules) == (1, ["foreign-output"])
    assert run.findings[0]["file"] == place
    assert project.files() == [place, FILE]
    assert project.read(place) == "mine = 1\n"


@dataclass(frozen=True)
class Stop:
    """A command line that cannot run, in a project of these files; what stderr begins with."""

    name: str
    arguments: tuple[str, ...]
    message: str
    files: tuple[tuple[str, str], ...] = ((FILE, GOOD),)

    def __str__(self) -> str:
        return self.name


STOPS = [
    Stop("file-missing", ("check", "schemas/nope.json"), "cfc: there is no `schemas/nope.json`\n"),
    Stop("folder-missing", ("check",), "cfc: there is no folder `schemas` here;", ()),
    Stop("folder-without-contracts", ("check",), "cfc: `schemas` holds no contracts (",
         (("schemas/readme.txt", "x"),)),
    Stop("named-folder-without-contracts", ("compile", "docs"), "cfc: `docs` holds no contracts (",
         ((FILE, GOOD), ("docs/readme.txt", "x"))),
    Stop("flag-unknown", ("check", "--fomat", "json"), "cfc: No such option '--fomat'."),
    Stop("command-unknown", ("chekc",), "cfc: `chekc` is no command; did you mean `check`?\n"),
    Stop("format-unknown", ("check", "--format", "xml"), "cfc: Invalid value for '--format':"),
    Stop("target-unknown", ("compile", "--target", "rust"), "cfc: Invalid value for '--target':"),
    Stop("severity-unknown", ("check", "--fail-on", "never"), "cfc: Invalid value for '--fail-on'"),
    Stop("toml-broken", ("check",), "cfc: cfc.toml:2: is not TOML: ",
         ((FILE, GOOD), ("cfc.toml", "out = 'code'\nformats = \n"))),
    Stop("key-unknown", ("check",),
         "cfc: cfc.toml:1: `schema` is no key of cfc (did you mean `schemas`?)\n",
         ((FILE, GOOD), ("cfc.toml", "schema = ['x']\n"))),
    Stop("rule-unknown-in-config", ("check",), "cfc: cfc.toml: `unknow-keyword` is no rule\n",
         ((FILE, GOOD), ("cfc.toml", "[rules]\nunknow-keyword = 'off'\n"))),
    Stop("suppression-without-reason", ("check",),
         "cfc: cfc.toml:1: a suppression wants a `rule` and a `reason`\n",
         ((FILE, GOOD), ("cfc.toml", "[[suppress]]\nrule = 'unknown-keyword'\n"))),
    Stop("config-missing", ("check", "--config", "nope.toml"),
         "cfc: there is no configuration file `nope.toml`\n"),
    Stop("templates-missing", ("compile", "--templates", "nope"),
         "cfc: there is no folder of templates `nope`\n"),
    Stop("out-above", ("compile", "--out", "../x"), "cfc: --out: `../x` leads out of the project\n"),
    Stop("out-absolute", ("compile", "--out", "/x"), "cfc: --out: `/x` leads out of the project\n"),
    Stop("out-is-a-file", ("compile",), "cfc: `generated/python/contracts` cannot be written: ",
         ((FILE, GOOD), ("generated", "a file"))),
    Stop("answer-not-writable", ("check", "--output", "no/such/folder.txt", "--format", "json"),
         "cfc: `no/such/folder.txt` cannot be written: "),
    Stop("rule-unknown", ("explain", "unknow-keyword"), "cfc: `unknow-keyword` is no rule\n"),
    Stop("rule-not-given", ("explain",), "cfc: no rule is given\n"),
    Stop("staged-and-written", ("compile", "--staged"), "cfc: `--staged` goes with `--check`:"),
    Stop("init-over-files", ("init",), "cfc: nothing was written, since files are in the way: ",
         (("cfc.toml", ""),)),
    Stop("data-missing", ("eval", "1", "--data", "nope.json"), "cfc: `nope.json` cannot be read: "),
]  # fmt: skip


@pytest.mark.parametrize("stop", STOPS, ids=str)
def test_mistake_that_stops_the_run_is_said_on_stderr(project: Project, stop: Stop) -> None:
    for path, text in stop.files:
        project.write(path, text)
    before = project.files()

    run = project.cfc(*stop.arguments)

    assert run.code == 2
    assert run.stderr.startswith(stop.message)
    assert run.stdout == "" or "--format" in stop.arguments
    assert project.files() == before
    assert is_quiet_about_us(run, project)


WITHOUT_FORMAT = [stop for stop in STOPS if "--format" not in stop.arguments]


@pytest.mark.parametrize("stop", WITHOUT_FORMAT, ids=str)
def test_json_answer_comes_even_when_the_run_is_stopped(project: Project, stop: Stop) -> None:
    for path, text in stop.files:
        project.write(path, text)

    run = project.cfc(*stop.arguments, "--format", "json")

    assert run.code == 2
    assert {name: run.envelope[name] for name in ("cfc", "ok", "exit", "findings")} == {
        "cfc": 1, "ok": False, "exit": 2, "findings": [],
    }  # fmt: skip


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_output_folder_that_is_not_writable(project: Project) -> None:
    project.write(FILE, GOOD)
    (project.folder / "generated").mkdir(mode=0o500)

    run = project.cfc("compile")

    assert (run.code, run.stdout) == (2, "")
    assert run.stderr.startswith("cfc: `generated/python` cannot be written: ")


def test_bare_command_shows_what_there_is(project: Project) -> None:
    run = project.cfc()

    assert (run.code, run.stdout) == (2, "")
    assert run.stderr.startswith("Usage: cfc ")


def test_closed_stdout_is_no_crash(project: Project) -> None:
    project.write(FILE, GOOD)
    command = f"{sys.executable} -m cfc explain --list | head -n 1"
    done = subprocess.run(
        command, shell=True, cwd=project.folder, env=environment(), capture_output=True, text=True
    )

    assert done.stdout.startswith("CFC-")
    assert "Traceback" not in done.stderr
