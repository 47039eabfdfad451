"""Pages of commands: their examples run as shown, and they name every option."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from cfc.cli.app import COMMANDS, LazyGroup, cfc

from tests.docs.pages import DOCS, Reader, all_pages, page_of
from tests.support.project import REPOSITORY, Project

# These pages start in an empty folder; all others in a project as `cfc init` writes it.
FROM_NOTHING = {"docs/commands/init.md"}
# These have a test of their own.
FOLLOWED = {"docs/tour.md", "docs/story.md"}


def name_of(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def runs_something(path: Path) -> bool:
    return any(block.language == "console" for block in page_of(path).blocks)


RUN = [path for path in all_pages() if runs_something(path) and name_of(path) not in FOLLOWED]


@pytest.mark.parametrize("path", RUN, ids=name_of)
def test_page_is_true(project: Project, path: Path) -> None:
    if name_of(path) not in FROM_NOTHING:
        assert project.cfc("init").code == 0
    reader = Reader(project.folder)

    reader.follow(page_of(path))

    if reader.left_out:
        pytest.skip("Node or node_modules is missing: the TypeScript part was not run")


def options_of(command: click.Command) -> set[str]:
    return {name for each in command.params if isinstance(each, click.Option) for name in each.opts}


@pytest.mark.parametrize("name", COMMANDS)
def test_page_names_every_option(name: str) -> None:
    command = LazyGroup().get_command(click.Context(cfc), name)
    assert command is not None
    own = options_of(command) - options_of(cfc)
    text = (DOCS / "commands" / f"{name}.md").read_text("utf-8")

    assert {option for option in own if f"`{option}" not in text} == set()
    assert "(../output.md)" in text


def test_every_page_of_a_command_has_its_command() -> None:
    assert {path.stem for path in (DOCS / "commands").glob("*.md")} == set(COMMANDS)


def test_common_options_are_explained() -> None:
    text = (DOCS / "output.md").read_text("utf-8")

    assert {option for option in options_of(cfc) if f"`{option}" not in text} == set()
