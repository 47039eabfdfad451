"""Where a command works: in the project as it lies there, or in a copy of what is staged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from cfc.cli.exits import CannotRun
from cfc.cli.options import Session
from cfc.config.model import Config

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Workspace:
    """The settings, the folder that paths of the command line are relative to.

    `is_empty`: what is staged holds nothing that a command could be about.
    """

    config: Config
    folder: Path
    is_empty: bool = False


def staged_option(function: F) -> F:
    """Add `--staged`."""
    text = "Judge what is staged in git, not the working tree."
    return click.option("--staged", is_flag=True, help=text)(function)


@contextmanager
def workspace(
    session: Session, named: Sequence[str], *, staged: bool, out: str | None = None
) -> Iterator[Workspace]:
    """Open the place of work; raises CannotRun."""
    if not staged:
        yield Workspace(session.config(), Path.cwd())
        return
    from cfc.config.model import ConfigError
    from cfc.gates.hook import staged_project
    from cfc.git import GitError

    try:
        with staged_project(Path.cwd(), session.config_path, named, out) as view:
            if view.is_empty:
                session.say("no contracts are staged")
            yield Workspace(view.config, view.folder, view.is_empty)
    except GitError as error:
        hint = "`--staged` judges the index of a git repository; leave it out to judge the files"
        raise CannotRun(str(error), hint) from error
    except ConfigError as error:
        raise CannotRun(f"staged: {error}", "docs/configuration.md lists every key") from error
