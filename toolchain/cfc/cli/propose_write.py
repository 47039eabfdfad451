"""`cfc propose new`, `from-edit` and `from-patch`: pages of changes that somebody has worked out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cfc.cli.exits import CannotRun
from cfc.cli.options import common_options

if TYPE_CHECKING:
    from cfc.propose.patch import Operation

F = TypeVar("F", bound=Callable[..., Any])


def page_options(function: F) -> F:
    """Add what a page says beside its change."""
    for option in (
        click.option("--author", metavar="NAME", default="unknown", help="Who proposes it."),
        click.option("--reason", metavar="TEXT", default="", help="Why: the rationale."),
        click.option("--title", metavar="TEXT", help="The title; the id is made of its words."),
    ):
        function = option(function)
    return function


@click.command("new", epilog='Example: cfc propose new user/profile --title "Names may be empty"')
@click.argument("contract")
@page_options
@common_options
def new(contract: str, title: str | None, reason: str, author: str) -> int:
    """Start a page for CONTRACT: its patch and its evidence are yours to write."""
    from cfc.cli.propose_place import open_desk
    from cfc.propose.compatibility import Compatibility
    from cfc.propose.drafting import Page
    from cfc.propose.page_text import Draft, page_text, slug
    from cfc.propose.proposal import digest_of

    desk = open_desk()
    item = desk.contract(contract)
    title = title or f"Change {item.id}"
    identifier = desk.next_id(slug(title))
    base = {item.id: digest_of(item.path.read_bytes())}
    draft = Draft(title, author, base, {item.id: "none"}, {item.id: ()}, rationale=reason)
    level = Compatibility("none", "the patch is empty")
    return desk.finish_page(Page(identifier, page_text(identifier, draft), level, 0))


def operations_of(name: str) -> tuple[Operation, ...]:
    """Return the operations in a file; raises CannotRun."""
    from cfc.cli.propose_place import read_input
    from cfc.propose.patch import PatchError, read_operations
    from cfc.text.json_reader import read

    document = read(read_input(name).decode("utf-8", "replace"))
    if document.problems:
        raise CannotRun(f"`{name}`: {document.problems[0].message}")
    try:
        return read_operations(document.value)
    except PatchError as error:
        raise CannotRun(f"`{name}`: {error}") from error


@click.command("from-patch", epilog="Example: cfc propose from-patch change.json user/profile")
@click.argument("change", metavar="CHANGE.json")
@click.argument("contract")
@page_options
@common_options
def from_patch(change: str, contract: str, title: str | None, reason: str, author: str) -> int:
    """Make a page of a JSON Patch for CONTRACT. Class and evidence are computed."""
    from cfc.cli.propose_place import open_desk
    from cfc.propose.drafting import Wish, draft

    desk = open_desk()
    item = desk.contract(contract)
    title = title or f"Change {item.id}"
    wish = Wish(item.id, operations_of(change), title, author, reason)
    return desk.finish_page(draft(desk.config, item, wish, desk.next_id, desk.reporter))


@click.command("from-edit", epilog="Example: cfc propose from-edit schemas/user.json --restore")
@click.argument("contract")
@click.option("--base", metavar="REV", default="HEAD", show_default=True, help="What it was.")
@click.option("--restore", is_flag=True, help="Put the file back as it was.")
@page_options
@common_options
def from_edit(
    contract: str, base: str, restore: bool, title: str | None, reason: str, author: str
) -> int:
    """Make a page of the edit of CONTRACT since a git revision.

    The page applies to the contract as it was: put it back before you check the page.
    """
    from dataclasses import replace

    from cfc.cli.propose_place import open_desk
    from cfc.propose.difference import difference
    from cfc.propose.drafting import Wish, draft
    from cfc.propose.trial import trial
    from cfc.text.json_reader import read

    desk = open_desk()
    item = desk.contract(contract)
    before = _committed(item.path, base)
    old, edited = read(before.decode("utf-8")), read(item.path.read_text("utf-8"))
    if not old.is_readable or not edited.is_readable:
        raise CannotRun(f"`{item.file}` is no JSON document; `cfc check` says where")
    operations = difference(old.value, edited.value)
    if not operations:
        raise CannotRun(f"`{item.file}` says the same as at `{base}`")
    title = title or f"Change {item.id}"
    wish = Wish(item.id, operations, title, author, reason)
    with trial(desk.config) as copy:
        was = replace(item, path=copy.project / item.file)
        was.path.write_bytes(before)
        page = draft(copy, was, wish, desk.next_id, desk.reporter)
    code = desk.finish_page(page)
    if page is not None and restore:
        item.path.write_bytes(before)
    elif page is not None:
        desk.session.say(f"put the contract back first: git restore -s {base} -- {item.file}")
    return code


def _committed(path: Path, name: str) -> bytes:
    from cfc.git import GitError, entries_at, read_objects, revision, top_of

    try:
        tree = revision(path.parent, name)
        if tree is None:
            raise CannotRun(f"git has no `{name}` here", f"git fetch origin {name}")
        relative = path.resolve().relative_to(top_of(path.parent)).as_posix()
        entries = [
            item for item in entries_at(path.parent, tree, relative) if item.path == relative
        ]
        for _, content in read_objects(path.parent, entries):
            return content
    except GitError as error:
        raise CannotRun(str(error)) from error
    raise CannotRun(f"`{name}` has no `{relative}`")
