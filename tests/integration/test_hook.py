"""The commit hook in a real repository: what is staged is judged, and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.support.project import Project, Run

ORDER = "schemas/shop/order.json"
TYPO = ('"minItems": 1', '"minItem": 1')


@pytest.fixture
def repository(project: Project) -> Project:
    """A repository whose one commit is sound and complete."""
    assert project.cfc("init").code == 0
    assert project.cfc("compile").code == 0
    assert project.git("init", "--initial-branch=main").code == 0
    assert project.git("add", ".").code == 0
    assert project.git("commit", "--message", "start").code == 0
    return project


def hooked(repository: Project) -> Project:
    """Let the real pre-commit program run before every commit, with its store in the project."""
    home = repository.folder / ".git" / "pre-commit-store"
    command = [sys.executable, "-m", "pre_commit", "install"]
    from tests.support.project import execute

    run = execute(command, repository.folder, {"PRE_COMMIT_HOME": str(home)})
    assert run.code == 0, run.stdout + run.stderr
    return repository


def commit(repository: Project, *arguments: str) -> Run:
    home = repository.folder / ".git" / "pre-commit-store"
    return repository.git("commit", "--message", "edit", *arguments, PRE_COMMIT_HOME=str(home))


def test_commit_of_a_good_state_passes(repository: Project) -> None:
    hooked(repository)
    repository.edit(ORDER, "What a customer has ordered.", "What a customer wants.")
    repository.cfc("compile")
    repository.git("add", ".")

    run = commit(repository)

    assert run.code == 0, run.stdout + run.stderr


TIGHTER = ('"maxLength": 200', '"maxLength": 20')


def bump(repository: Project) -> None:
    for file in (ORDER, "schemas/shop/place_order.json"):
        repository.edit(file, '"contractVersion": "1.0.0"', '"contractVersion": "2.0.0"')


def test_break_without_a_new_version_is_refused_with_a_witness(repository: Project) -> None:
    hooked(repository)
    repository.edit(ORDER, *TIGHTER)
    repository.cfc("compile")
    repository.git("add", ".")

    run = commit(repository)

    assert run.code == 1
    assert "error[length-tightened]" in run.stderr
    assert "breaks writers: `/note` must have at most 20 characters" in run.stderr
    assert "set `contractVersion` to 2.0.0" in run.stderr


def test_break_with_a_new_version_passes(repository: Project) -> None:
    hooked(repository)
    repository.edit(ORDER, *TIGHTER)
    bump(repository)
    repository.cfc("compile")
    repository.git("add", ".")

    run = commit(repository)

    assert run.code == 0, run.stdout + run.stderr


def test_unstaged_version_does_not_admit_a_staged_break(repository: Project) -> None:
    repository.edit(ORDER, *TIGHTER)
    repository.git("add", ".")
    bump(repository)

    run = repository.process(
        "diff", "--against", "HEAD", "--staged", "--fail-on", "unbumped", "--format", "json"
    )

    assert run.code == 1
    assert "length-tightened" in run.rules


def test_first_commit_has_nothing_to_break(project: Project) -> None:
    assert project.cfc("init").code == 0
    assert project.git("init", "--initial-branch=main").code == 0
    project.git("add", ".")

    run = project.process("diff", "--against", "HEAD", "--staged", "--fail-on", "unbumped")

    assert run.code == 0
    assert "there is no commit yet" in run.stderr


def test_first_contracts_of_a_repository_break_nothing(project: Project) -> None:
    project.write("README.md", "# demo\n")
    assert project.git("init", "--initial-branch=main").code == 0
    project.git("add", ".")
    assert project.git("commit", "--message", "start").code == 0
    assert project.cfc("init").code == 0
    project.git("add", ".")

    run = project.process("diff", "--against", "HEAD", "--staged", "--fail-on", "unbumped")

    assert run.code == 0, run.stderr


def test_bad_edit_is_refused_with_its_finding(repository: Project) -> None:
    hooked(repository)
    repository.edit(ORDER, *TYPO)
    repository.git("add", ".")

    run = commit(repository)

    assert run.code == 1
    assert "error[unknown-keyword]: `minItem` is not a keyword" in run.stderr
    assert f"--> {ORDER}:11:" in run.stderr
    assert repository.git("log", "--oneline").stdout.count("\n") == 1


def test_stale_generated_files_are_refused_with_the_command_that_mends(repository: Project) -> None:
    hooked(repository)
    repository.edit(ORDER, '"maxLength": 200', '"maxLength": 300')
    repository.git("add", ".")

    run = commit(repository)

    assert run.code == 1
    assert "error[stale-output]" in run.stderr
    assert "generated/python/contracts/shop/order.py" in run.stderr
    assert "to mend it: cfc compile && git add generated\n" in run.stderr


def test_removed_contract_wakes_the_hook(repository: Project) -> None:
    hooked(repository)
    repository.git("rm", "schemas/shop/place_order.json")

    run = commit(repository)

    assert run.code == 1
    assert "generated/python/contracts/shop/place_order.py" in run.stderr


def test_commit_of_named_paths_is_judged_by_what_it_would_hold(repository: Project) -> None:
    hooked(repository)
    repository.edit(ORDER, *TYPO)
    repository.write("README.md", "# demo\n")
    repository.git("add", "README.md")

    bad = commit(repository, "--", ORDER)
    good = commit(repository, "--", "README.md")

    assert (bad.code, good.code) == (1, 0), good.stderr


def test_commit_in_a_linked_worktree_is_judged_there(repository: Project, tmp_path: Path) -> None:
    hooked(repository)
    other = tmp_path / "linked"
    assert repository.git("worktree", "add", str(other), "-b", "other").code == 0
    linked = Project(other)
    linked.edit(ORDER, *TYPO)
    linked.git("add", ".")

    run = linked.git("commit", "--message", "edit", PRE_COMMIT_HOME=str(tmp_path / "store"))

    assert run.code == 1
    assert "error[unknown-keyword]" in run.stderr


def test_unstaged_fix_does_not_make_a_bad_staged_state_pass(repository: Project) -> None:
    repository.edit(ORDER, *TYPO)
    repository.git("add", ".")
    repository.edit(ORDER, *reversed(TYPO))

    assert repository.cfc("check").code == 0
    run = repository.process("check", "--staged", "--format", "json")

    assert (run.code, run.rules) == (1, ["unknown-keyword", "invariant-aggregate-empty"])
    assert run.findings[0]["file"] == ORDER


def test_unstaged_slip_does_not_make_a_good_staged_state_fail(repository: Project) -> None:
    repository.edit(ORDER, *TYPO)

    assert repository.cfc("check").code == 1
    assert repository.process("check", "--staged").code == 0


def test_generated_files_that_are_not_staged_are_stale(repository: Project) -> None:
    repository.edit(ORDER, '"maxLength": 200', '"maxLength": 300')
    repository.cfc("compile")
    repository.git("add", "schemas")

    run = repository.process("compile", "--check", "--staged", "--format", "json")

    assert run.code == 1
    assert set(run.rules) == {"stale-output"}
    assert run.envelope["next"] == ["cfc compile && git add generated"]


def test_staged_configuration_is_the_one_that_counts(repository: Project) -> None:
    repository.edit("cfc.toml", 'schemas = ["schemas"]', 'schemas = ["shcemas"]')

    assert repository.cfc("check").code == 2
    assert repository.process("check", "--staged").code == 0
    repository.git("add", "cfc.toml")
    assert repository.process("check", "--staged").code == 2


def test_staged_templates_are_the_ones_that_count(repository: Project) -> None:
    repository.edit("cfc.toml", '# templates = "templates"', 'templates = "templates"')
    repository.write("templates/python/parts/docstring.py.jinja", "\n")
    repository.git("add", "cfc.toml", "templates")

    (repository.folder / "templates/python/parts/docstring.py.jinja").unlink()
    run = repository.process("compile", "--check", "--staged", "--format", "json")

    assert run.code == 1
    assert set(run.rules) == {"stale-output"}


def test_project_in_a_folder_of_the_repository_is_found(repository: Project) -> None:
    nested = "services/shop"
    repository.cfc("init", nested)
    repository.edit(f"{nested}/{ORDER}", *TYPO)
    repository.git("add", ".")

    inside = repository.process("check", "--staged", "--format", "json", cwd=nested)
    above = repository.process(
        "check", "--staged", "--format", "json", "--config", f"{nested}/cfc.toml"
    )

    assert [run.rules for run in (inside, above)] == [
        ["unknown-keyword", "invariant-aggregate-empty"]
    ] * 2
    assert inside.findings[0]["file"] == ORDER


def test_paths_of_the_command_line_select_what_is_judged(repository: Project) -> None:
    repository.edit(ORDER, *TYPO)
    repository.git("add", ".")

    run = repository.process("check", "--staged", "place_order.json", cwd="schemas/shop")

    assert run.code == 0, run.stdout + run.stderr


def test_contracts_that_nobody_staged_yet_are_no_error(project: Project) -> None:
    project.cfc("init")
    project.write("README.md", "# demo\n")
    project.git("init")
    project.git("add", "README.md")

    run = project.process("check", "--staged", "--format", "json")

    assert (run.code, run.findings) == (0, [])
    assert run.stderr.startswith("no contracts are staged\n")


def test_unmerged_contract_cannot_be_judged(repository: Project) -> None:
    repository.git("switch", "--create", "other")
    repository.edit(ORDER, '"maxLength": 200', '"maxLength": 300')
    repository.git("commit", "--all", "--message", "one")
    repository.git("switch", "main")
    repository.edit(ORDER, '"maxLength": 200', '"maxLength": 400')
    repository.git("commit", "--all", "--message", "two")
    assert repository.git("merge", "other").code == 1

    run = repository.process("check", "--staged")

    assert run.code == 2
    assert f"`{ORDER}` is not merged" in run.stderr


def test_outside_a_repository_the_option_cannot_run(project: Project) -> None:
    project.cfc("init")

    run = project.process("check", "--staged", GIT_CEILING_DIRECTORIES=str(project.folder.parent))

    assert (run.code, run.stdout) == (2, "")
    assert run.stderr.startswith("cfc: git rev-parse: not a git repository")


def test_without_git_the_option_cannot_run(repository: Project) -> None:
    run = repository.process("check", "--staged", PATH="")

    assert (run.code, run.stdout) == (2, "")
    assert run.stderr.startswith("cfc: git is not installed, or not on the path\n")


def test_staged_compile_without_check_is_refused(repository: Project) -> None:
    run = repository.process("compile", "--staged")

    assert run.code == 2
    assert "`--staged` goes with `--check`" in run.stderr


def test_link_that_leaves_the_repository_brings_nothing_in(repository: Project) -> None:
    outside = repository.folder.parent / "outside.json"
    outside.write_text('{"minItem": 1}', "utf-8")
    (repository.folder / "schemas" / "linked.json").symlink_to(outside)
    repository.git("add", ".")

    assert repository.process("check", "--staged").code == 0


def test_published_hooks_run_what_the_starter_runs() -> None:
    from ruamel.yaml import YAML

    from tests.support.project import REPOSITORY

    reader = YAML(typ="safe")
    published = reader.load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))
    starter = REPOSITORY / "toolchain" / "cfc" / "starter" / "pre-commit-config.yaml"
    ours = reader.load(starter.read_text("utf-8"))["repos"][0]["hooks"]

    assert {hook["language"] for hook in published} == {"python"}
    assert [(hook["id"], hook["entry"]) for hook in published] == [
        (hook["id"], hook["entry"]) for hook in ours
    ]
