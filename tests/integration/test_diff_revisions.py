"""The sides of `cfc diff`: paths, revisions, and revisions that are not here."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.support.project import Project, Run, execute

OPEN = {"contractVersion": "1.0.0", "type": "object"}
REQUIRED = {**OPEN, "required": ["name"]}


@pytest.fixture
def server(tmp_path: Path) -> Project:
    """A repository with the tags `v1` and `v2`, the branch `side`, and one more commit."""
    folder = tmp_path / "server"
    folder.mkdir()
    made = Project(folder)
    made.git("init", "-q", "-b", "main")
    made.write("schemas/a.json", OPEN)
    made.git("add", "-A")
    made.git("commit", "-qm", "one")
    made.git("tag", "v1")
    made.git("branch", "side")
    made.write("schemas/a.json", REQUIRED)
    made.git("commit", "-qam", "two")
    made.git("tag", "v2")
    made.git("commit", "-qm", "three", "--allow-empty")
    return made


@pytest.fixture
def shallow(server: Project, tmp_path: Path) -> Project:
    url = server.folder.as_uri()
    done = execute(["git", "clone", "-q", "--depth", "1", "--no-tags", url, "clone"], tmp_path)
    assert done.code == 0, done.stderr
    return Project(tmp_path / "clone")


def fetched(project: Project, run: Run) -> None:
    """Run the command that a message names."""
    assert run.code == 2
    command = re.search(r"`(git fetch[^`]*)`", run.stderr)
    assert command, run.stderr
    done = execute(shlex.split(command[1]), project.folder)
    assert done.code == 0, done.stderr


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("v1", "v2"),
        ("v1:schemas", "v2:schemas/"),
        ("v1:schemas/a.json", "v2:schemas/a.json"),
        ("v1", "schemas"),
        ("v1:schemas/a.json", "schemas/a.json"),
        ("side", "HEAD"),
        ("HEAD~2", "HEAD~1"),
    ],
)
def test_revisions_and_paths_are_sides(server: Project, old: str, new: str) -> None:
    run = server.cfc("diff", old, new, "--format", "json")

    assert run.code == 1
    assert sorted(run.rules) == ["property-became-required", "version-not-bumped"]


def test_folders_named_like_revisions_win(server: Project) -> None:
    server.write("v1/a.json", REQUIRED)
    server.write("v2/a.json", OPEN)

    assert server.cfc("semver", "v1", "v2").stdout == "minor\n"
    assert server.cfc("semver", "v1:schemas", "v2:schemas").stdout == "major\n"


def test_two_files_named_like_tags_are_one_pair(server: Project) -> None:
    server.write("v1.json", OPEN)
    server.write("v2.json", REQUIRED)

    assert server.cfc("semver", "v1.json", "v2.json").stdout == "major\n"


@pytest.mark.parametrize(("old", "new"), [("v1", "schemas"), ("v2", "v1"), ("side", "schemas")])
def test_command_that_a_missing_revision_names_brings_it(
    shallow: Project, old: str, new: str
) -> None:
    for _ in range(2):
        run = shallow.cfc("diff", old, new)
        if run.code != 2:
            break
        fetched(shallow, run)
    else:
        run = shallow.cfc("diff", old, new)

    assert run.code in (0, 1), run.stderr


def test_branch_of_a_remote_is_brought(shallow: Project) -> None:
    run = shallow.cfc("diff", "origin/side", "schemas")
    assert "`git fetch --depth 1 origin side:refs/remotes/origin/side`" in run.stderr
    fetched(shallow, run)

    assert shallow.cfc("diff", "origin/side", "schemas").code == 1


def test_commits_that_a_shallow_clone_lacks_are_brought(shallow: Project) -> None:
    run = shallow.cfc("diff", "HEAD~2", "schemas")
    assert "`git fetch --unshallow origin`" in run.stderr
    fetched(shallow, run)

    assert shallow.cfc("diff", "HEAD~2", "schemas").code == 1


def test_commit_by_its_whole_name_is_brought(server: Project, shallow: Project) -> None:
    commit = server.git("rev-parse", "v1").stdout.strip()
    run = shallow.cfc("diff", commit, "schemas")
    fetched(shallow, run)

    assert shallow.cfc("diff", commit, "schemas").code == 1


def test_revision_without_a_remote_is_said_to_be_missing(server: Project) -> None:
    run = server.cfc("diff", "v9", "schemas", "--format", "json")

    assert run.code == 2
    assert "there is no `v9` here" in run.stderr
    assert "no remote repository" in run.stderr
    assert run.envelope["exit"] == 2


def test_path_that_a_revision_lacks_is_named(server: Project) -> None:
    run = server.cfc("diff", "v1:other", "schemas")

    assert run.code == 2
    assert "`v1` has no `other`" in run.stderr


def test_outside_of_a_repository_git_is_named(project: Project) -> None:
    project.write("schemas/a.json", OPEN)

    run = project.cfc("diff", "v1", "schemas")

    assert run.code == 2
    assert "there is no `v1` here" in run.stderr
