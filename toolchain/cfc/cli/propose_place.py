"""What all of `cfc propose` begins with: the project, its contracts, its pages, as they are now.

A change that a killed process left half done is finished (or undone) first.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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
from cfc.propose.patch import PatchError
from cfc.propose.proposal import PageError, Proposal
from cfc.propose.requests import RequestError, find_target

if TYPE_CHECKING:
    from cfc.propose.drafting import Page
    from cfc.propose.wishes import Order

LARGEST_INPUT = 1_000_000


@contextmanager
def stops(subject: str = "", hint: str = "") -> Iterator[None]:
    """Turn what stops a proposal into what stops the run; `subject` is the file it is about."""
    start = f"`{subject}`: " if subject else ""
    try:
        yield
    except (
        RequestError, PatchError, MissingInput, lifecycle.NoSuchProposal, lifecycle.BadRecord,
        journal.Busy, journal.Interfered,
    ) as error:  # fmt: skip
        raise CannotRun(f"{start}{error}", hint) from error


@dataclass(frozen=True)
class Desk:
    """The project of one run."""

    session: Session
    config: Config
    reporter: Reporter

    def contracts(self) -> Mapping[str, Found]:
        with stops():
            return contracts_of(self.config)

    def contract(self, name: str) -> Found:
        """Return the contract that the command line names: by file, id or alias."""
        files = self.contracts()
        relative = os.path.relpath(Path.cwd() / name, self.config.project)
        for item in files.values():
            if item.file == Path(relative).as_posix():
                return item
        with stops():
            return find_target(name, files, self.config.aliases)

    def page(self, name: str) -> Path:
        with stops():
            return lifecycle.find_page(self.config, name, Path.cwd())

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

    def open_proposal(self, name: str) -> Proposal | None:
        """Return a proposal that somebody may still speak of."""
        found = self.proposal(self.page(name))
        with stops():
            if found is not None and lifecycle.applied_record(self.config, found.id) is not None:
                raise CannotRun(f"`{found.id}` has been applied; propose another change")
        return found

    def next_id(self, words: str) -> str:
        return lifecycle.next_id(self.config, words)

    def write(self, path: str, text: str) -> None:
        """Write one file of the proposals' folder, whole or not at all."""
        try:
            journal.write_whole(self.config.project / path, text.encode("utf-8"))
        except OSError as error:
            raise CannotRun(f"`{path}` cannot be written: {error.strerror}") from error

    def draft(self, order: Order, config: Config | None = None) -> Page | None:
        """Return the page for an order; None after reporting why there is none."""
        from cfc.propose.drafting import draft

        where = config or self.config
        return draft(where, order.item, order.wish, self.next_id, self.reporter, order.more)

    def finish_page(self, page: Page | None) -> int:
        """Write a new page and say what comes next."""
        if page is None:
            return self.session.finish("propose", self.reporter)
        path = f"{lifecycle.FOLDER}/{page.id}.md"
        self.write(path, page.text)
        step = f"cfc propose check {page.id}"
        code = self.session.finish(
            "propose", self.reporter, page.to_json(path), next_steps=[step], text=path + "\n"
        )
        self.session.say(f"{page.level}: {page.reason}")
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
    with stops(), journal.locked(config.project):
        done = journal.recover(config.project)
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
