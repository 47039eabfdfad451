"""The command line as such: help, versions, forms of the answer, start-up."""

from __future__ import annotations

import importlib.util
import json
import sys

import pytest
from cfc import __version__
from cfc.cli.app import COMMANDS

from tests.support.project import Project, execute

BROKEN = '{ "type": "integer", "minimun": 0 }'


def test_version(project: Project) -> None:
    assert project.process("--version").stdout == f"cfc, version {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(project: Project, name: str) -> None:
    run = project.cfc(name, "--help")

    assert (run.code, run.stderr) == (0, "")
    assert f"Example: cfc {name}" in run.stdout


def test_help_lists_every_command(project: Project) -> None:
    run = project.cfc("--help")

    assert [name for name in COMMANDS if f"  {name} " not in run.stdout] == []


def test_start_imports_little(project: Project) -> None:
    script = (
        "import sys; from cfc.cli.app import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )

    run = execute([sys.executable, "-c", script], project.folder)

    heavy = {"jinja2", "jsonschema", "jsonschema_rs", "pydantic", "ruamel", "rich", "jsonata"}
    assert heavy & set(run.stderr.split()) == set()


@pytest.mark.parametrize("place", ["before", "after"])
def test_common_options_stand_before_or_after_the_command(project: Project, place: str) -> None:
    project.write("schemas/x.json", BROKEN)
    options = ["--format", "concise"]
    words = [*options, "check"] if place == "before" else ["check", *options]

    run = project.cfc(*words)

    assert run.stdout.startswith("schemas/x.json:1:22: error[unknown-keyword] ")


def test_option_after_the_command_wins(project: Project) -> None:
    project.write("schemas/x.json", BROKEN)

    run = project.cfc("--format", "concise", "check", "--format", "json")

    assert run.rules == ["unknown-keyword"]


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github", "junit"])
def test_every_form_names_the_place(project: Project, form: str) -> None:
    project.write("schemas/x.json", BROKEN)

    run = project.cfc("check", "--format", form)

    assert run.code == 1
    assert "schemas/x.json" in run.stdout
    assert "unknown-keyword" in run.stdout


def test_answer_can_go_into_a_file(project: Project) -> None:
    project.write("schemas/x.json", BROKEN)

    run = project.cfc("check", "--format", "json", "--output", "answer.json")

    assert (run.code, run.stdout) == (1, "")
    assert json.loads(project.read("answer.json"))["exit"] == 1


def test_clean_check_in_json_is_an_envelope(project: Project) -> None:
    project.write("schemas/x.json", {"type": "string"})

    run = project.cfc("check", "--format", "json")

    assert run.envelope == {
        "cfc": 1, "command": "check", "ok": True, "exit": 0, "findings": [],
        "result": {"contracts": 1}, "next": [],
    }  # fmt: skip


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("hint", 1)])
def test_fail_on_sets_the_threshold(project: Project, level: str, code: int) -> None:
    project.write("schemas/x.json", {"type": "string", "discriminator": {}})

    assert project.cfc("check", "--fail-on", level).code == code


def test_severity_of_the_configuration_wins(project: Project) -> None:
    project.write("schemas/x.json", {"type": "string", "discriminator": {}})
    project.write("cfc.toml", '[rules]\nCFC-C104 = "error"\n')

    assert project.cfc("check").code == 1


def test_quiet_says_nothing_of_a_clean_run(project: Project) -> None:
    project.write("schemas/x.json", {"type": "string", "discriminator": {}})

    run = project.cfc("check", "--quiet")

    assert (run.code, run.stdout, run.stderr) == (0, "", "")


def test_unused_suppression_is_reported(project: Project) -> None:
    project.write("schemas/x.json", {"type": "string"})
    project.write("cfc.toml", "[[suppress]]\nrule = 'unknown-keyword'\nreason = 'known'\n")

    assert project.cfc("check", "--format", "json").rules == ["unused-suppression"]


def test_suppressed_finding_does_not_fail_the_run(project: Project) -> None:
    project.write("schemas/x.json", BROKEN)
    project.write("cfc.toml", "[[suppress]]\nrule = 'unknown-keyword'\nreason = 'known'\n")

    run = project.cfc("check", "--format", "json")

    assert (run.code, run.findings) == (0, [])


def test_module_can_be_run(project: Project) -> None:
    assert importlib.util.find_spec("cfc.__main__") is not None
    assert execute([sys.executable, "-m", "cfc", "--version"], project.folder).code == 0


def test_bug_of_ours_has_its_own_exit_code(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("unforeseen")

    project.write("schemas/x.json", {"type": "string"})
    monkeypatch.setattr("cfc.pipeline.inspect.read", fail)

    run = project.cfc("check", "--format", "json")

    assert run.code == 3
    assert "a bug of cfc: RuntimeError" in run.stderr
    assert run.envelope["exit"] == 3


@pytest.mark.parametrize(
    ("variables", "colored"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"NO_COLOR": "1"}, False)],
)
def test_colour_follows_the_environment(
    project: Project, variables: dict[str, str], colored: bool
) -> None:
    project.write("schemas/x.json", BROKEN)

    run = project.process("check", **variables)

    assert ("\x1b[" in run.stdout) is colored


def test_colour_option_wins_over_the_environment(project: Project) -> None:
    project.write("schemas/x.json", BROKEN)

    run = project.process("check", "--color", "never", FORCE_COLOR="1")

    assert "\x1b[" not in run.stdout
