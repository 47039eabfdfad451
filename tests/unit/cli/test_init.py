"""`cfc init`: what it writes works, and it overwrites nothing."""

from __future__ import annotations

from tests.support.project import Project

WRITTEN = [
    ".gitignore",
    ".pre-commit-config.yaml",
    "cfc.toml",
    "schemas/shop/order.json",
    "schemas/shop/place_order.json",
]


def test_files_are_written_and_listed(project: Project) -> None:
    run = project.cfc("init")

    assert (run.code, sorted(run.stdout.split())) == (0, WRITTEN)
    assert project.files() == WRITTEN


def test_what_is_next_is_said_on_stderr(project: Project) -> None:
    run = project.cfc("init", "demo")

    assert "next: cd demo && cfc check && cfc compile\n" in run.stderr
    assert run.stdout.startswith("demo/schemas/")


def test_starter_gives_no_findings(project: Project) -> None:
    project.cfc("init")

    run = project.cfc("check", "--format", "json")

    assert (run.code, run.findings) == (0, [])


def test_starter_compiles_for_every_target(project: Project) -> None:
    project.cfc("init")
    targets = ("--target", "python", "--target", "typescript", "--target", "javascript")

    run = project.cfc("compile", *targets, "--format", "json")

    assert (run.code, run.findings) == (0, [])
    assert {path.split("/")[1] for path in project.files() if path.startswith("generated/")} == {
        "javascript", "manifest.json", "python", "typescript",
    }  # fmt: skip


def test_existing_files_are_listed_and_kept(project: Project) -> None:
    project.write("cfc.toml", "# mine\n")
    project.write("schemas/shop/order.json", {})

    run = project.cfc("init")

    assert (run.code, run.stdout) == (2, "")
    assert "in the way: `schemas/shop/order.json`, `cfc.toml`\n" in run.stderr
    assert project.files() == ["cfc.toml", "schemas/shop/order.json"]


def test_keep_writes_the_rest(project: Project) -> None:
    project.write("cfc.toml", "# mine\n")

    run = project.cfc("init", "--keep")

    assert run.code == 0
    assert project.files() == WRITTEN
    assert project.read("cfc.toml") == "# mine\n"


def test_lines_are_added_to_an_existing_gitignore(project: Project) -> None:
    project.write(".gitignore", "dist/\n.cfc_cache/")

    project.cfc("init")

    assert project.read(".gitignore") == "dist/\n.cfc_cache/\n__pycache__/\n"


def test_json_answer_names_files_and_steps(project: Project) -> None:
    run = project.cfc("init", "demo", "--format", "json")

    result = run.envelope["result"]
    assert isinstance(result, dict)
    assert (result["folder"], result["kept"]) == ("demo", [])
    assert sorted(result["written"]) == WRITTEN
    assert run.envelope["next"] == ["cd demo", "cfc check", "cfc compile"]


def test_a_folder_within_a_repository_is_told_where_hooks_are_read(project: Project) -> None:
    project.git("init")

    run = project.cfc("init", "services/shop")

    assert "`cfc --config services/shop/cfc.toml …`" in run.stderr
