"""`cfc compile` again and again: what is written anew, what is kept, what is said of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.project import Project, execute
from tests.support.typescript import node, tsc

MONEY = {
    "contractVersion": "1.0.0",
    "type": "object",
    "properties": {"amount": {"type": "integer"}},
    "required": ["amount"],
}
ORDER = {
    "contractVersion": "1.0.0",
    "type": "object",
    "properties": {"total": {"$ref": "../money.json"}, "mail": {"type": "string"}},
    "unknownWord": 1,
}
GET = {
    "name": "order.get",
    "contractVersion": "1.0.0",
    "input": {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]},
    "output": {"$ref": "order.json"},
}
OTHER = {"contractVersion": "1.0.0", "type": "string", "minLength": 2}


@pytest.fixture
def shop(project: Project) -> Project:
    project.write("cfc.toml", "")
    project.write("schemas/money.json", MONEY)
    project.write("schemas/order/order.json", ORDER)
    project.write("schemas/order/get.json", GET)
    project.write("schemas/other.json", OTHER)
    assert project.cfc("compile").code == 0
    return project


def _stamps(project: Project) -> dict[str, int]:
    base = project.folder / "generated"
    return {
        path.relative_to(base).as_posix(): path.stat().st_mtime_ns
        for path in base.rglob("*")
        if path.is_file()
    }


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _written(project: Project, *arguments: str) -> list[str]:
    result = project.cfc("compile", *arguments, "--format", "json").envelope["result"]
    assert isinstance(result, dict)
    return list(result["written"])


def test_a_second_run_writes_nothing_and_says_so(shop: Project) -> None:
    before = _stamps(shop)
    again = shop.cfc("compile")
    assert again.code == 0
    assert "nothing changed, nothing written" in again.stderr
    assert _stamps(shop) == before


def test_warnings_are_shown_again_when_nothing_changed(shop: Project) -> None:
    again = shop.cfc("compile", "--format", "json")
    assert again.rules == ["unknown-keyword"]
    assert again.findings == shop.cfc("compile", "--format", "json").findings


def test_only_what_changed_and_its_dependents_are_printed(shop: Project) -> None:
    before = _stamps(shop)
    shop.write("schemas/money.json", {**MONEY, "contractVersion": "1.1.0"})
    written = _written(shop)
    after = _stamps(shop)
    assert written == [
        "python/contracts/_money_models.py",
        "python/contracts/money.py",
        "typescript/money.ts",
    ]
    changed = {path for path in after if before.get(path) != after[path]}
    assert changed == {*written, "manifest.json"}


def test_a_contract_that_is_gone_takes_its_outputs_along(shop: Project) -> None:
    shop.write("generated/typescript/mine.ts", "export {};\n")
    (shop.folder / "schemas/other.json").unlink()
    assert shop.cfc("compile").code == 0
    files = shop.files()
    assert "generated/python/contracts/other.py" not in files
    assert "generated/python/contracts/_other_models.py" not in files
    assert "generated/typescript/other.ts" not in files
    assert "generated/typescript/mine.ts" in files


def test_an_edit_by_hand_is_said_and_mended(shop: Project) -> None:
    path = "generated/python/contracts/other.py"
    text = shop.read(path)
    shop.write(path, text + "# mine\n")
    again = shop.cfc("compile", "--format", "json")
    assert again.code == 0
    assert [(item["rule"], item["file"]) for item in again.findings] == [
        ("hand-edited-output", path),
        ("unknown-keyword", "schemas/order/order.json"),
    ]
    assert shop.read(path) == text


def test_a_lost_output_comes_back(shop: Project) -> None:
    path = "generated/typescript/other.ts"
    text = shop.read(path)
    (shop.folder / path).unlink()
    assert _written(shop) == ["typescript/other.ts"]
    assert shop.read(path) == text


def test_check_fails_on_what_is_stale_and_writes_nothing(shop: Project) -> None:
    shop.write("schemas/other.json", {**OTHER, "minLength": 3})
    before = _stamps(shop)
    checked = shop.cfc("compile", "--check", "--format", "json")
    assert checked.code == 1
    stale = [item["file"] for item in checked.findings if item["rule"] == "stale-output"]
    assert stale == [
        "generated/python/contracts/_other_models.py",
        "generated/python/contracts/other.py",
        "generated/typescript/other.ts",
    ]
    assert _stamps(shop) == before


def test_check_is_content_with_what_is_fresh(shop: Project) -> None:
    assert shop.cfc("compile", "--check").code == 0


def test_an_error_anywhere_writes_nothing(shop: Project) -> None:
    before = _stamps(shop)
    shop.write("schemas/other.json", {**OTHER, "minLength": 3})
    shop.write("schemas/money.json", {**MONEY, "properties": {"amount": {"type": "strng"}}})
    assert shop.cfc("compile").code == 1
    assert _stamps(shop) == before


def test_one_target_leaves_the_other_alone(shop: Project) -> None:
    before = _stamps(shop)
    listed = json.loads(shop.read("generated/manifest.json"))["targets"]["typescript"]
    shop.write("schemas/other.json", {**OTHER, "minLength": 3})
    assert _written(shop, "--target", "python") == [
        "python/contracts/_other_models.py",
        "python/contracts/other.py",
    ]
    after = _stamps(shop)
    same = [path for path in after if path.startswith("typescript/")]
    assert [after[path] for path in same] == [before[path] for path in same]
    assert json.loads(shop.read("generated/manifest.json"))["targets"]["typescript"] == listed
    assert _written(shop) == ["typescript/other.ts"]


def test_a_part_of_the_contracts_keeps_the_rest(shop: Project) -> None:
    shop.write("schemas/other.json", {**OTHER, "minLength": 3})
    shop.write("schemas/order/get.json", {**GET, "contractVersion": "1.1.0"})
    before = set(shop.files())
    written = _written(shop, "schemas/order")
    assert written == [
        "python/contracts/order/_get_models.py",
        "python/contracts/order/get.py",
        "typescript/order/get.ts",
    ]
    assert set(shop.files()) == before
    assert _written(shop) == [
        "python/contracts/_other_models.py",
        "python/contracts/other.py",
        "typescript/other.ts",
    ]


def test_a_lost_cache_changes_no_byte(shop: Project) -> None:
    before = _bytes(shop.folder / "generated")
    shutil.rmtree(shop.folder / ".cfc_cache")
    assert shop.cfc("compile").code == 0
    assert _bytes(shop.folder / "generated") == before


def test_a_broken_cache_changes_no_byte(shop: Project) -> None:
    before = _bytes(shop.folder / "generated")
    shop.write(".cfc_cache/state.json", '{"key": 1')
    assert shop.cfc("compile").code == 0
    assert _bytes(shop.folder / "generated") == before


def test_bytes_depend_on_neither_hash_seed_nor_processes(shop: Project) -> None:
    for number in range(30):
        schema = {
            "title": f"Item {number}",
            "enum": [f"{number}-{index}" for index in range(20)],
            "contractVersion": "1.0.0",
        }
        shop.write(f"schemas/many/item{number}.json", schema)
    made: list[dict[str, bytes]] = []
    for seed, jobs in (("0", "1"), ("1", "2"), ("2", "2")):
        shutil.rmtree(shop.folder / "generated")
        shutil.rmtree(shop.folder / ".cfc_cache")
        assert shop.process("compile", "--jobs", jobs, PYTHONHASHSEED=seed).code == 0
        made.append(_bytes(shop.folder / "generated"))
    assert made[0] == made[1] == made[2]


TREE = {
    "contractVersion": "1.0.0",
    "title": "Tree",
    "type": "object",
    "properties": {
        "leaf": {"$ref": "leaf.json"},
        "name": {"type": "string"},
        "more": {"$ref": "more.json"},
    },
    "required": ["name"],
}
MORE = {"contractVersion": "1.0.0", "type": "array", "items": {"$ref": "tree.json"}}
LEAF = {
    "contractVersion": "1.0.0",
    "title": "Leaf",
    "type": "object",
    "properties": {"tree": {"$ref": "tree.json"}, "size": {"type": "integer"}},
    "required": ["size"],
}


def test_a_cycle_of_two_files_works_in_both_languages(project: Project) -> None:
    config = 'targets = ["python", "typescript", "javascript"]\n'
    project.write("cfc.toml", config + '[target.python]\npackage = "made_cycle"\n')
    project.write("schemas/tree.json", TREE)
    project.write("schemas/leaf.json", LEAF)
    project.write("schemas/more.json", MORE)
    assert project.cfc("compile").code == 0
    value = {"name": "a", "leaf": {"size": 1, "tree": {"name": 2}}, "more": [{"name": "c"}]}
    for first, second in (("tree", "leaf"), ("leaf", "more"), ("more", "tree")):
        script = f"""
import json
from made_cycle import {first}, {second}
from made_cycle.tree import parse_tree, validate_tree
value = json.loads({json.dumps(json.dumps(value))})
found = [item.path for item in validate_tree(value)]
value["leaf"]["tree"]["name"] = "b"
tree = parse_tree(value)
print(found, *(type(item).__name__ for item in (tree.leaf, tree.leaf.tree, tree.more[0])))
"""
        done = execute([sys.executable, "-c", script], project.folder / "generated" / "python")
        assert done.stdout == "['/leaf/tree/name'] Leaf Tree Tree\n", done.stderr
    folder = project.folder / "generated"
    settings = ["--isolated", "--line-length", "100", "."]
    assert execute(["ruff", "format", "--check", *settings], folder / "python").code == 0
    assert execute(["ruff", "check", *settings], folder / "python").code == 0
    strict = [sys.executable, "-m", "mypy", "--config-file=", "--strict", "."]
    assert execute(strict, folder / "python").stdout.startswith("Success")
    (folder / "typescript/package.json").write_text('{"type": "module"}', "utf-8")
    (folder / "javascript/package.json").write_text('{"type": "module"}', "utf-8")
    assert tsc(folder / "typescript") == ""
    script = f"""
import {{ validateTree }} from "./tree.js";
console.log(JSON.stringify(validateTree({json.dumps(value)}).map((item) => item.path)));
"""
    assert node(folder / "javascript", script) == ["/leaf/tree/name"]


@pytest.mark.parametrize(
    ("template", "output"),
    [
        ("python/module.py.jinja", "generated/python/contracts/other.py"),
        ("python/parts/validators.py.jinja", "generated/python/contracts/other.py"),
        ("python/parts/functions.py.jinja", "generated/python/contracts/other.py"),
        ("python/models.py.jinja", "generated/python/contracts/_money_models.py"),
        ("python/parts/models.py.jinja", "generated/python/contracts/_money_models.py"),
        ("python/parts/boundary.py.jinja", "generated/python/contracts/order/get.py"),
        ("python/package.py.jinja", "generated/python/contracts/__init__.py"),
        ("typescript/module.ts.jinja", "generated/typescript/other.ts"),
        ("typescript/parts/validators.ts.jinja", "generated/typescript/other.ts"),
        ("typescript/parts/functions.ts.jinja", "generated/typescript/other.ts"),
        ("typescript/parts/types.ts.jinja", "generated/typescript/money.ts"),
        ("typescript/parts/boundary.ts.jinja", "generated/typescript/order/get.ts"),
        ("typescript/index.ts.jinja", "generated/typescript/index.ts"),
    ],
)
def test_a_template_of_ones_own_changes_the_output(
    shop: Project, template: str, output: str
) -> None:
    shop.write(f"mine/{template}", "# replaced\n")
    before = shop.read(output)
    assert shop.cfc("compile", "--templates", "mine").code == 0
    assert "# replaced\n" in shop.read(output)
    shop.write(f"mine/{template}", "# replaced again\n")
    assert shop.cfc("compile", "--templates", "mine").code == 0
    assert "# replaced again\n" in shop.read(output)
    assert shop.cfc("compile").code == 0
    assert shop.read(output) == before


def test_two_versions_stand_side_by_side(project: Project) -> None:
    project.write("cfc.toml", "")
    project.write("schemas/order/v1.json", GET | {"output": {"type": "object"}})
    second = GET | {"output": {"type": "object"}, "contractVersion": "2.0.0"}
    project.write("schemas/order/v2.json", second)
    done = project.cfc("compile", "--format", "json")
    assert (done.code, done.rules) == (0, [])
    folder = project.folder / "generated"
    (folder / "typescript/package.json").write_text('{"type": "module"}', "utf-8")
    assert tsc(folder / "typescript") == ""
    script = "from contracts.order import v1, v2; print(v1.OrderGetInput is v2.OrderGetInput)"
    ran = execute([sys.executable, "-c", script], folder / "python")
    assert ran.stdout == "False\n", ran.stderr


YAML = """\
# A comment.
contractVersion: "1.0.0"
type: string
minLength: 2
"""


def test_yaml_gives_the_bytes_of_its_json_twin(shop: Project) -> None:
    before = {path: shop.read(f"generated/{path}") for path in _texts_of_other()}
    (shop.folder / "schemas/other.json").unlink()
    shop.write("schemas/other.yaml", YAML)
    assert shop.cfc("compile").code == 0
    for path, text in before.items():
        assert shop.read(f"generated/{path}") == text.replace("other.json", "other.yaml")


def test_comments_and_trailing_commas_change_no_byte(shop: Project) -> None:
    before = {path: shop.read(f"generated/{path}") for path in _texts_of_other()}
    text = '// why\n{"contractVersion": "1.0.0", /* so */ "type": "string", "minLength": 2,}\n'
    shop.write("schemas/other.json", text)
    assert _written(shop) == []
    assert {path: shop.read(f"generated/{path}") for path in _texts_of_other()} == before


def _texts_of_other() -> tuple[str, str]:
    return "python/contracts/other.py", "typescript/other.ts"


def test_nothing_of_the_machine_stands_in_what_is_printed(shop: Project) -> None:
    for path, data in _bytes(shop.folder / "generated").items():
        assert str(shop.folder).encode() not in data, path


def test_the_same_project_elsewhere_gives_the_same_bytes(shop: Project, tmp_path: Path) -> None:
    other = Project(tmp_path / "elsewhere")
    shutil.copytree(shop.folder / "schemas", other.folder / "schemas")
    other.write("cfc.toml", "")
    assert other.cfc("compile").code == 0
    assert _bytes(other.folder / "generated") == _bytes(shop.folder / "generated")


def test_git_sees_no_difference_after_a_second_run(shop: Project) -> None:
    shop.git("init", "-q")
    shop.git("add", "-A")
    shop.git("commit", "-qm", "first")
    assert shop.cfc("compile").code == 0
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=shop.folder, capture_output=True, check=True
    )
    assert status.stdout == b""
