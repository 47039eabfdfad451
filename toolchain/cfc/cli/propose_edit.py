"""`cfc propose from-edit`: a page of what the working tree has changed."""

from __future__ import annotations

from pathlib import Path

import click

from cfc.cli.exits import CannotRun
from cfc.cli.options import common_options
from cfc.cli.propose_new import page_options


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

    from cfc.cli.propose_place import open_desk, stops
    from cfc.propose.drafting import Wish
    from cfc.propose.trial import trial
    from cfc.propose.wishes import Order, edit_of

    desk = open_desk()
    item = desk.contract(contract)
    before = _committed(item.path, base)
    with stops():
        operations = edit_of(before, item)
    if not operations:
        raise CannotRun(f"`{item.file}` says the same as at `{base}`")
    wish = Wish(item.id, operations, title or f"Change {item.id}", author, reason)
    with trial(desk.config) as copy:
        was = replace(item, path=copy.project / item.file)
        was.path.write_bytes(before)
        page = desk.draft(Order(was, wish), copy)
    code = desk.finish_page(page)
    if page is not None and restore:
        item.path.write_bytes(before)
    elif page is not None:
        desk.session.say(f"put the contract back first: git restore -s {base} -- {item.file}")
    return code


def _committed(path: Path, name: str) -> bytes:
    from cfc.git import GitError, entries_at, read_objects, revision, top_of
    from cfc.pipeline.fetching import how_to_fetch

    try:
        tree = revision(path.parent, name)
        if tree is None:
            raise CannotRun(f"git has no `{name}` here", how_to_fetch(path.parent, name))
        relative = path.resolve().relative_to(top_of(path.parent)).as_posix()
        entries = [
            item for item in entries_at(path.parent, tree, relative) if item.path == relative
        ]
        for _, content in read_objects(path.parent, entries):
            return content
    except GitError as error:
        raise CannotRun(str(error)) from error
    raise CannotRun(f"`{name}` has no `{relative}`")
