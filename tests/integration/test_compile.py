"""`cfc compile` as a build step: what it writes, what it leaves alone, what it takes away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.project import Project

ORDER = {"type": "object", "properties": {"line": {"$ref": "line.json"}}}
LINE = {"type": "object", "properties": {"sku": {"type": "string"}}}
SEED = """\
{
  "name": "user.get_profile",
  "contractVersion": "1.0.0",
  "input": { "type": "object", "properties": { "userId": { "type": "string" } } },
  "output": { "type": "object", "properties": { "email": { "format": "email" } } },
  "invariants": [{ "expr": "$.output.userId = $.input.userId", "language": "jsonata" }]
}
"""


@pytest.fixture
def shop(project: Project) -> Project:
    """Two contracts, one referring to the other, compiled."""
    project.write("schemas/order.json", ORDER)
    project.write("schemas/line.json", LINE)
    run = project.cfc("compile")
    assert (run.code, run.stdout) == (0, ""), run.stderr
    return project


def generated(project: Project) -> dict[str, bytes]:
    """Return every generated file by its path."""
    base = project.folder / "generated"
    return {
        path.relative_to(base).as_posix(): path.read_bytes()
        for path in sorted(base.rglob("*"))
        if path.is_file()
    }


def result(project: Project, *arguments: str) -> dict[str, object]:
    run = project.cfc("compile", *arguments, "--format", "json")
    assert run.code == 0, run.stdout
    found = run.envelope["result"]
    assert isinstance(found, dict)
    return found


def test_second_run_writes_nothing_and_says_so(shop: Project) -> None:
    before = {
        path: (shop.folder / "generated" / path).stat().st_mtime_ns for path in generated(shop)
    }

    run = shop.cfc("compile")

    assert run.stderr.startswith("2 contracts: nothing changed, nothing written (")
    after = {
        path: (shop.folder / "generated" / path).stat().st_mtime_ns for path in generated(shop)
    }
    assert after == before


def test_only_what_changes_is_written(shop: Project) -> None:
    shop.edit("schemas/order.json", '"object"', '"object", "minProperties": 1')

    assert result(shop)["written"] == [
        "python/contracts/_order_models.py",
        "python/contracts/order.py",
        "typescript/order.ts",
        "typescript/runtime.ts",
    ]


def test_change_of_what_is_referred_to_reaches_its_users(shop: Project) -> None:
    shop.write("schemas/line.json", {"title": "Row", **LINE})

    assert result(shop)["written"] == [
        "python/contracts/_line_models.py",
        "python/contracts/_order_models.py",
        "python/contracts/line.py",
        "python/contracts/order.py",
        "typescript/line.ts",
        "typescript/order.ts",
    ]


def test_incremental_run_gives_the_bytes_of_a_fresh_one(shop: Project) -> None:
    shop.write("schemas/line.json", {"title": "Row", **LINE})
    shop.write("schemas/extra.json", {"type": "string", "format": "date"})
    shop.cfc("compile")
    incremental = generated(shop)

    for path in generated(shop):
        (shop.folder / "generated" / path).unlink()
    (shop.folder / ".cfc_cache" / "state.json").unlink()
    shop.cfc("compile")

    assert generated(shop) == incremental


def test_state_is_only_a_shortcut(shop: Project) -> None:
    shop.write(".cfc_cache/state.json", "no state at all")

    assert shop.cfc("compile", "--check").code == 0
    assert shop.cfc("compile").code == 0


def test_output_of_a_removed_contract_is_removed(shop: Project) -> None:
    (shop.folder / "schemas/order.json").unlink()

    assert result(shop)["removed"] == [
        "python/contracts/_order_models.py",
        "python/contracts/order.py",
        "typescript/order.ts",
    ]
    assert not (shop.folder / "generated/python/contracts/order.py").exists()


def test_emptied_folder_of_a_removed_contract_is_removed(shop: Project) -> None:
    shop.write("schemas/deep/er.json", LINE)
    shop.cfc("compile")
    (shop.folder / "schemas/deep/er.json").unlink()
    shop.cfc("compile")

    assert not (shop.folder / "generated/python/contracts/deep").exists()
    assert not (shop.folder / "generated/typescript/deep").exists()


def test_files_of_others_beside_the_output_stay(shop: Project) -> None:
    shop.write("generated/python/contracts/mine.py", "mine = 1\n")
    (shop.folder / "schemas/order.json").unlink()
    shop.cfc("compile")

    assert shop.read("generated/python/contracts/mine.py") == "mine = 1\n"


def test_orphan_that_was_edited_stays_with_a_warning(shop: Project) -> None:
    shop.write("generated/python/contracts/order.py", "mine = 1\n")
    (shop.folder / "schemas/order.json").unlink()

    run = shop.cfc("compile", "--format", "json")

    assert run.rules == ["hand-edited-output"]
    assert shop.read("generated/python/contracts/order.py") == "mine = 1\n"


@pytest.mark.parametrize("path", ["/etc/passwd", "../outside.txt"])
def test_manifest_cannot_remove_what_lies_outside(shop: Project, path: str) -> None:
    outside = shop.write("outside.txt", "kept")
    manifest = json.loads(shop.read("generated/manifest.json"))
    manifest["targets"]["python"][path] = "0" * 64
    shop.write("generated/manifest.json", manifest)

    assert shop.cfc("compile").code == 0
    assert outside.is_file()
    assert Path("/etc/passwd").is_file()


def test_error_anywhere_means_that_nothing_is_written(shop: Project) -> None:
    before = generated(shop)
    shop.edit("schemas/order.json", '"object"', '"object", "minProperties": 1')
    shop.write("schemas/broken.json", '{ "type": "strin" }')

    run = shop.cfc("compile")

    assert run.code == 1
    assert generated(shop) == before


def test_check_writes_nothing(shop: Project) -> None:
    shop.edit("schemas/order.json", '"object"', '"object", "minProperties": 1')
    before = generated(shop)

    run = shop.cfc("compile", "--check", "--format", "json")

    assert run.code == 1
    assert [item["file"] for item in run.findings] == [
        "generated/python/contracts/_order_models.py",
        "generated/python/contracts/order.py",
        "generated/typescript/order.ts",
        "generated/typescript/runtime.ts",
    ]
    assert generated(shop) == before


def test_check_finds_an_orphan(shop: Project) -> None:
    (shop.folder / "schemas/order.json").unlink()

    run = shop.cfc("compile", "--check", "--format", "json")

    assert run.code == 1
    assert "generated/python/contracts/order.py" in {item["file"] for item in run.findings}


def test_several_processes_give_the_bytes_of_one(project: Project, tmp_path: Path) -> None:
    for number in range(30):
        project.write(f"schemas/area{number % 3}/c{number}.json", {"title": f"T{number}", **LINE})
    project.cfc("compile", "--jobs", "1", "--out", "one")
    (project.folder / ".cfc_cache" / "state.json").unlink()
    project.cfc("compile", "--jobs", "2", "--out", "two")

    one, two = project.folder / "one", project.folder / "two"
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert len(names) > 60
    assert [(one / name).read_bytes() for name in names] == [
        (two / name).read_bytes() for name in names
    ]


def test_output_folders_can_be_set(project: Project) -> None:
    project.write("schemas/line.json", LINE)
    project.write(
        "cfc.toml",
        'out = "gen"\n[target.python]\nout = "py"\npackage = "shop.contracts"\n'
        '[target.typescript]\nout = "ts"\n',
    )

    project.cfc("compile")

    assert (project.folder / "gen/py/shop/contracts/line.py").is_file()
    assert (project.folder / "gen/ts/line.ts").is_file()


def test_settings_that_change_the_output_are_noticed(shop: Project) -> None:
    shop.write("cfc.toml", '[target.typescript]\nimports = "none"\n')

    assert shop.cfc("compile", "--check").code == 1
    assert "typescript/index.ts" in str(result(shop)["written"])


def test_one_contract_of_many_can_be_compiled(shop: Project) -> None:
    shop.write("schemas/line.json", {"title": "Row", **LINE})
    shop.edit("schemas/order.json", '"object"', '"object", "minProperties": 1')

    found = result(shop, "schemas/line.json")

    assert found["contracts"] == 1
    assert "python/contracts/line.py" in str(found["written"])
    assert (shop.folder / "generated/python/contracts/order.py").is_file()
    assert shop.cfc("compile").code == 0
    assert shop.cfc("compile", "--check").code == 0


def test_findings_come_again_when_nothing_has_changed(project: Project) -> None:
    project.write("schemas/user/get_profile.json", SEED)

    first = project.cfc("compile", "--format", "json")
    second = project.cfc("compile", "--format", "json")

    assert first.rules == ["invariant-absent-equal", "invariant-path-undeclared"]
    assert second.findings == first.findings


def test_first_contract_of_the_design_compiles_with_two_warnings(project: Project) -> None:
    project.write("schemas/user/get_profile.json", SEED)

    checked = project.cfc("check", "--format", "json")
    compiled = project.cfc("compile")

    assert (checked.code, compiled.code) == (0, 0)
    assert [(item["severity"], item["line"]) for item in checked.findings] == [("warning", 6)] * 2
    assert (project.folder / "generated/python/contracts/user/get_profile.py").is_file()


def test_contract_is_found_from_a_folder_below(shop: Project) -> None:
    shop.write("cfc.toml", "")

    run = shop.cfc("check", "line.json", cwd="schemas")

    assert (run.code, run.stderr) == (0, "1 contract: no findings\n")
