"""The ladder: green on a sound project, red on the rung whose defect is planted."""

from __future__ import annotations

import shutil

import pytest

from tests.support.project import REPOSITORY, Project, Run

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
    run = Project(REPOSITORY).cfc(
        "gate", "--format", "json", "--rung", "integrity", "--rung", "freshness"
    )

    assert states(run) == {"integrity": "green", "freshness": "green"}


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
