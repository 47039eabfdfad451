"""What all of `cfc propose` begins with: the project, its contracts, its pages, as they are now.

A change that a killed process left half done is finished (or undone) first.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cfc.cli.exits import CannotRun
from cfc.cli.options import Session, current_session
from cfc.config.model import Config
from cfc.contract.load import Found, MissingInput
from cfc.diagnostics.model import Location
from cfc.diagnostics.reporter import Reporter
from cfc.propose import journal, lifecycle
from cfc.propose.judging import contracts_of
from cfc.propose.proposal import PageError, Proposal
from cfc.propose.requests import RequestError, find_target

if TYPE_CHECKING:
    from cfc.propose.drafting import Page

LARGEST_INPUT = 1_000_000


@dataclass(frozen=True)
class Desk:
    """The project of one run."""

    session: Session
    config: Config
    reporter: Reporter

    def contracts(self) -> Mapping[str, Found]:
        try:
            return contracts_of(self.config)
        except MissingInput as error:
            raise CannotRun(str(error)) from error

    def contract(self, name: str) -> Found:
        """Return the contract that the command line names: by file, id or alias."""
        files = self.contracts()
        relative = os.path.relpath(Path.cwd() / name, self.config.project)
        for item in files.values():
            if item.file == Path(relative).as_posix():
                return item
        try:
            return find_target(name, files, self.config.aliases)
        except RequestError as error:
            raise CannotRun(str(error)) from error

    def page(self, name: str) -> Path:
        try:
            return lifecycle.find_page(self.config, name, Path.cwd())
        except lifecycle.NoSuchProposal as error:
            raise CannotRun(str(error)) from error

    def proposal(self, path: Path) -> Proposal | None:
        """Return the proposal of a page; None after reporting what is wrong with it."""
        try:
            return lifecycle.load(self.config, path)
        except PageError as error:
            for message, line in error.problems:
                where = Location(f"{lifecycle.FOLDER}/{path.name}")
                if line:
                    where = Location(where.file, line, 1, line, 1)
                self.reporter.report("proposal-malformed", message, where)
            return None

    def next_id(self, words: str) -> str:
        return lifecycle.next_id(self.config, words)

    def write(self, path: str, text: str) -> None:
        """Write one file of the proposals' folder, whole or not at all."""
        final = self.config.project / path
        try:
            final.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=".cfc-", dir=final.parent)
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode("utf-8"))
            os.chmod(temporary, 0o644)
            os.replace(temporary, final)
        except OSError as error:
            raise CannotRun(f"`{path}` cannot be written: {error.strerror}") from error

    def finish_page(self, page: Page | None) -> int:
        """Write a new page and say what comes next."""
        if page is None:
            return self.session.finish("propose", self.reporter)
        path = f"{lifecycle.FOLDER}/{page.id}.md"
        self.write(path, page.text)
        step = f"cfc propose check {page.id}"
        result: dict[str, object] = {
            "proposal": page.id,
            "page": path,
            "compatibility": page.compatibility.level,
            "evidence": page.evidence,
        }
        code = self.session.finish(
            "propose", self.reporter, result, next_steps=[step], text=path + "\n"
        )
        self.session.say(f"{page.compatibility.level}: {page.compatibility.reason}")
        if not page.evidence:
            self.session.say("no evidence was found: write what must be accepted or rejected")
        self.session.say(f"next: {step}")
        return code


def open_desk() -> Desk:
    """Return the project of this run, with nothing left half done in it."""
    session = current_session()
    config = session.config()
    return Desk(session, config, session.reporter(config))


def finish_interrupted(session: Session, config: Config) -> None:
    """Finish what a killed `apply` has begun; raises CannotRun."""
    if not journal.is_pending(config.project):
        return
    try:
        with journal.locked(config.project):
            done = journal.recover(config.project)
    except (journal.Busy, journal.Interfered) as error:
        raise CannotRun(str(error)) from error
    if done is not None:
        session.say(f"{done}: an interrupted apply was finished")


def read_input(name: str) -> bytes:
    """Return the content of a file of the command line (`-`: stdin); raises CannotRun."""
    import sys

    try:
        if name == "-":
            data = sys.stdin.buffer.read(LARGEST_INPUT + 1)
        else:
            with Path(name).open("rb") as stream:
                data = stream.read(LARGEST_INPUT + 1)
    except OSError as error:
        raise CannotRun(f"`{name}` cannot be read: {error.strerror}") from error
    if len(data) > LARGEST_INPUT:
        raise CannotRun(f"`{name}` has more than {LARGEST_INPUT:,} bytes, which is the limit")
    return data
