"""Pages and records that nobody of good will would write: each is refused, and nothing is written."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable

import pytest

from tests.support.project import CFC, Project, environment
from tests.support.proposals import CONTRACT, ID, PAGE, contents, propose, write_shop


@pytest.fixture
def proposed(project: Project) -> Project:
    """A project with one contract and a page to change it."""
    return propose(write_shop(project))


def patch_of(page: str, operations: str) -> str:
    start = page.index("```json-patch user_input\n") + len("```json-patch user_input\n")
    return page[:start] + operations + page[page.index("\n```", start) :]


def with_patch(operations: str) -> Callable[[str], str]:
    return lambda page: patch_of(page, operations)


HOSTILE: dict[str, tuple[Callable[[str], str], str]] = {
    "contract above": (lambda page: page.replace("user_input", "../x"), "proposal-names-no-contract"),
    "contract file above": (
        lambda page: page.replace("user_input", "../x.json"), "proposal-names-no-contract"),
    "absolute contract": (
        lambda page: page.replace("user_input", "/etc/hostname"), "proposal-names-no-contract"),
    "ten megabytes": (lambda page: page + "x" * 10_000_000, "proposal-malformed"),
    "stale base": (
        lambda page: page.replace(hashlib.sha256(CONTRACT.encode()).hexdigest(), "0" * 64),
        "proposal-stale"),
    "front matter that ends nowhere": (
        lambda page: page.replace("\n---\n", "\n", 1), "proposal-malformed"),
    "front matter that is a list": (
        lambda page: "---\n- a\n---\n" + page.split("---\n", 2)[2], "proposal-malformed"),
    "front matter with an alias bomb": (
        lambda page: page.replace("serves: []", "serves: &a [*a, *a]"), "proposal-malformed"),
    "front matter with a tag": (
        lambda page: page.replace("serves: []", "serves: !!python/object/apply:os.getcwd []"),
        "proposal-malformed"),
    "front matter that is deep": (
        lambda page: page.replace("serves: []", "serves: " + "[" * 5000 + "]" * 5000),
        "proposal-malformed"),
    "patch that is an object": (with_patch("{}"), "proposal-malformed"),
    "patch that is no JSON": (with_patch("[{]"), "proposal-malformed"),
    "patch that is deep": (with_patch("[" * 50_000), "proposal-malformed"),
    "patch of unknown operations": (
        with_patch('[{"op": "merge", "path": ""}]'), "proposal-malformed"),
    "patch without a path": (with_patch('[{"op": "remove"}]'), "proposal-malformed"),
    "patch with a wrong pointer": (
        with_patch('[{"op": "remove", "path": "a"}]'), "proposal-malformed"),
    "patch where nothing is": (
        with_patch('[{"op": "replace", "path": "/properties/size/minimum", "value": 1}]'),
        "patch-does-not-apply"),
    "patch that removes everything": (
        with_patch('[{"op": "remove", "path": ""}]'), "patch-does-not-apply"),
    "patch of the version": (
        with_patch('[{"op": "replace", "path": "/contractVersion", "value": "9.0.0"}]'),
        "patch-does-not-apply"),
    "patch that makes no schema": (
        with_patch('[{"op": "replace", "path": "/type", "value": 7}]'),
        "patched-contract-has-errors"),
    "patch that reads a file": (
        with_patch('[{"op": "add", "path": "/$ref", "value": "../../x.json"}]'),
        "patched-contract-has-errors"),
    "empty page": (lambda page: "", "proposal-malformed"),
    "page of zeros": (lambda page: "\0" * 1000, "proposal-malformed"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("command", ["check", "apply"])
def test_hostile_page_is_refused_and_nothing_is_written(
    proposed: Project, name: str, command: str
) -> None:
    spoil, rule = HOSTILE[name]
    proposed.write(PAGE, spoil(proposed.read(PAGE)))
    (proposed.folder.parent / "x.json").write_text("{}", "utf-8")
    before = contents(proposed)

    run = proposed.cfc("propose", command, "1", "--format", "json")

    assert run.code == 1, run.stdout + run.stderr
    assert set(run.rules) == {rule}
    assert contents(proposed) == before
    assert (proposed.folder.parent / "x.json").read_text("utf-8") == "{}"


@pytest.mark.parametrize("command", ["check", "apply"])
def test_contract_that_is_a_link_to_the_outside_is_not_followed(
    proposed: Project, command: str
) -> None:
    outside = proposed.folder.parent / "outside.json"
    outside.write_text(CONTRACT, "utf-8")
    (proposed.folder / "schemas" / "link.json").symlink_to(outside)
    proposed.write(PAGE, proposed.read(PAGE).replace("user_input", "link"))

    run = proposed.cfc("propose", command, "1", "--format", "json")

    assert run.code == 1, run.stdout + run.stderr
    assert set(run.rules) == {"proposal-names-no-contract"}
    assert outside.read_text("utf-8") == CONTRACT
    assert (proposed.folder / "schemas" / "link.json").is_symlink()


def test_page_outside_of_the_project_is_refused(proposed: Project) -> None:
    (proposed.folder.parent / f"{ID}.md").write_text(proposed.read(PAGE), "utf-8")

    run = proposed.cfc("propose", "apply", f"../{ID}.md")

    assert run.code == 2
    assert "does not lie in `proposals/`" in run.stderr


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '{"party": 1}', "\0"])
@pytest.mark.parametrize("file", [f"reviews/{ID}.frontend.json", f"applied/{ID}.json"])
def test_record_that_cannot_be_read_stops_the_run(proposed: Project, text: str, file: str) -> None:
    proposed.write(f"proposals/{file}", text)
    before = contents(proposed)

    run = proposed.cfc("propose", "apply", "1")

    assert run.code in (1, 2)
    assert run.stderr.startswith("cfc: ") or "applied already" in run.stdout
    assert contents(proposed) == before


def test_two_applies_at_once_apply_once(proposed: Project) -> None:
    both = [
        subprocess.Popen(
            [*CFC, "propose", "apply", "1", "--format", "json"], cwd=proposed.folder,
            env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    answers = [process.communicate() for process in both]
    codes = [process.returncode for process in both]

    assert sorted(codes) in ([0, 1], [0, 2]), answers
    loser = answers[codes.index(max(codes))]
    assert "applying a proposal" in loser[1] or "proposal-not-open" in loser[0]
    assert json.loads(answers[codes.index(0)][0])["result"]["applied"] is True
    assert '"contractVersion": "1.1.0"' in proposed.read("schemas/user_input.json")
    assert proposed.read("schemas/CHANGELOG.md").count(f"## {ID}") == 1
    assert proposed.cfc("compile", "--check").code == 0
