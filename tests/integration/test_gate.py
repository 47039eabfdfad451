"""The ladder: green on a sound project, red on the rung whose defect is planted."""

from __future__ import annotations

import json
import shutil

import pytest
from cfc.gates.rungs import RUNGS

from tests.support.project import REPOSITORY, Project, Run

DEFECTS = REPOSITORY / "tests/integration/defects"
CONTRACT = '{ "title": "Thing", "type": "object", "properties": { "id": { "type": "string" } } }\n'


@pytest.fixture
def compiled(project: Project) -> Project:
    project.write("schemas/thing.json", CONTRACT)
    project.write("cfc.toml", 'targets = ["python"]\n')
    assert project.cfc("compile").code == 0
    return project


def states(run: Run) -> dict[str, str]:
    result = run.envelope["result"]
    assert isinstance(result, dict)
    return {item["rung"]: item["state"] for item in result["rungs"]}


def test_a_sound_project_is_green(compiled: Project) -> None:
    run = compiled.cfc("gate", "--format", "json")

    assert run.code == 0
    assert states(run)["integrity"] == states(run)["freshness"] == states(run)["types"] == "green"


def test_a_broken_contract_turns_integrity_red(compiled: Project) -> None:
    compiled.write("schemas/thing.json", CONTRACT.replace('"string"', '"strin"'))

    run = compiled.cfc("gate", "--format", "json", "--rung", "integrity")

    assert run.code == 1
    assert states(run) == {"integrity": "red"}
    assert run.rules == ["invalid-schema"]


def test_an_edited_contract_turns_freshness_red_alone(compiled: Project) -> None:
    compiled.write("schemas/thing.json", CONTRACT.replace("Thing", "Other"))

    run = compiled.cfc("gate", "--format", "json", "--rung", "integrity", "--rung", "freshness")

    assert run.code == 1
    assert states(run) == {"integrity": "green", "freshness": "red"}


def test_a_wrong_type_in_generated_code_turns_types_red(compiled: Project) -> None:
    text = compiled.read("generated/python/contracts/thing.py")
    compiled.write("generated/python/contracts/thing.py", text + "\n\nWRONG: int = 'text'\n")

    run = compiled.cfc("gate", "--format", "json", "--rung", "types")

    assert run.code == 1
    assert states(run) == {"types": "red"}
    assert run.findings[0]["file"] == "generated/python/contracts/thing.py"


def test_what_nobody_looked_at_is_skipped(compiled: Project) -> None:
    shutil.rmtree(compiled.folder / "generated")

    run = compiled.cfc("gate", "--format", "json", "--rung", "types")

    assert run.code == 0
    assert states(run) == {"types": "skipped"}


def test_an_unknown_rung_is_named(compiled: Project) -> None:
    run = compiled.cfc("gate", "--rung", "ceiling")

    assert run.code == 2
    assert "integrity" in run.stderr


def test_this_repository_passes() -> None:
    run = Project(REPOSITORY).process("gate", "--format", "json", "--runs", "20")

    assert run.code == 0, run.stdout
    found = states(run)
    assert list(found) == list(RUNGS)
    # A checkout without git's history, or a machine without a tool, leaves a rung out; none is red.
    assert {name: state for name, state in found.items() if state == "red"} == {}
    assert found["integrity"] == found["freshness"] == found["fixtures"] == "green"


@pytest.fixture
def copy(project: Project) -> Project:
    """What this repository's gate looks at, as a repository of its own."""
    for name in ("schemas", "generated", "tests/implementations"):
        shutil.copytree(REPOSITORY / name, project.folder / name)
    shutil.copy(REPOSITORY / "pyproject.toml", project.folder)
    assert project.git("init", "--initial-branch=main").code == 0
    project.git("add", ".")
    assert project.git("commit", "--message", "start").code == 0
    return project


@pytest.mark.parametrize("rung", RUNGS)
def test_a_planted_defect_turns_its_rung_red(copy: Project, rung: str) -> None:
    applied = copy.git("apply", str(DEFECTS / f"{rung}.patch"))
    assert applied.code == 0, applied.stderr

    run = copy.process("gate", "--format", "json", "--runs", "20", "--rung", rung)

    assert run.code == 1
    assert states(run) == {rung: "red"}


@pytest.mark.parametrize(("defect", "green"), [("fuzz", "fixtures"), ("fixtures", "fuzz")])
def test_fuzz_and_fixtures_find_what_the_other_does_not(
    copy: Project, defect: str, green: str
) -> None:
    assert copy.git("apply", str(DEFECTS / f"{defect}.patch")).code == 0

    run = copy.process("gate", "--format", "json", "--runs", "20", "--rung", green)

    assert states(run) == {green: "green"}


def test_an_implementation_that_is_not_there_turns_the_rung_red(copy: Project) -> None:
    copy.edit("pyproject.toml", "orders.py:get", "orders.py:fetch")

    run = copy.process("gate", "--format", "json", "--rung", "fixtures")

    assert run.code == 1
    assert run.rules == ["implementation-missing"]
    assert run.findings[0]["file"] == "pyproject.toml"


def test_examples_are_replayed_and_other_outputs_told(copy: Project) -> None:
    copy.edit("tests/implementations/profiles.mjs", '"Ada"', '"Lady Lovelace"')

    run = copy.process("gate", "--format", "json", "--rung", "fixtures")

    assert (run.code, states(run)) == (0, {"fixtures": "green"})
    assert run.rules == ["example-output-differs"]
    assert run.findings[0]["pointer"] == "/examples/0"


def test_an_error_where_the_example_has_an_output_is_red(copy: Project) -> None:
    copy.edit("schemas/order/get.json", '"error": "not_found"', '"output": {}')
    order = json.loads(copy.read("schemas/order/order.json"))["examples"][0]
    copy.edit(
        "schemas/order/get.json",
        '"output": {}',
        f'"output": {json.dumps({**order, "id": "O-999999"})}',
    )

    run = copy.process("gate", "--format", "json", "--rung", "fixtures")

    assert (run.code, run.rules) == (1, ["example-not-kept"])


def test_no_implementations_is_skipped_with_the_reason(compiled: Project) -> None:
    run = compiled.cfc("gate", "--format", "json", "--rung", "fixtures")

    assert (run.code, states(run)) == (0, {"fixtures": "skipped"})


def test_a_break_without_a_version_turns_compatibility_red(project: Project) -> None:
    assert project.cfc("init").code == 0
    assert project.git("init", "--initial-branch=main").code == 0
    project.git("add", ".")
    assert project.git("commit", "--message", "start").code == 0
    project.edit("schemas/shop/order.json", '"maxLength": 200', '"maxLength": 20')

    run = project.process("gate", "--format", "json", "--rung", "compatibility")

    assert run.code == 1
    assert states(run) == {"compatibility": "red"}
    assert "length-tightened" in run.rules


def test_nothing_to_compare_with_is_skipped(compiled: Project) -> None:
    run = compiled.process("gate", "--format", "json", "--rung", "compatibility")

    assert run.code == 0
    assert states(run) == {"compatibility": "skipped"}


def test_judges_that_agree_are_green(compiled: Project) -> None:
    run = compiled.process("gate", "--format", "json", "--rung", "fuzz", "--runs", "10")

    assert run.code == 0
    assert states(run) == {"fuzz": "green"}
