"""`cfc propose from-request` and `from-finding`: pages of what another program has asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cfc.cli.exits import CannotRun
from cfc.cli.options import common_options
from cfc.cli.propose_write import operations_of, page_options

if TYPE_CHECKING:
    from cfc.cli.propose_place import Desk
    from cfc.propose.drafting import Page
    from cfc.propose.requests import Request


@click.command("from-request", epilog="Example: cfc propose from-request request.json")
@click.argument("request", metavar="FILE")
@click.option("--title", metavar="TEXT", help="The title; the reason, if none is given.")
@click.option("--author", metavar="NAME", default="unknown", help="Who proposes it.")
@common_options
def from_request(request: str, title: str | None, author: str) -> int:
    """Make a page of a negotiation request: a JSON object with target, rules and reason.

    A comparison of a property becomes the keyword that it stands for; any other rule, an
    invariant with that text.
    """
    from cfc.cli.propose_place import open_desk, read_input
    from cfc.propose.requests import RequestError, read_request

    desk = open_desk()
    try:
        wanted = read_request(read_input(request))
    except RequestError as error:
        raise CannotRun(f"`{request}`: {error}") from error
    return desk.finish_page(page_of(desk, request, wanted, title, author))


def page_of(
    desk: Desk,
    name: str,
    wanted: Request,
    title: str | None,
    author: str,
    counters: str | None = None,
) -> Page | None:
    """Return the page of a request; raises CannotRun."""
    from cfc.propose.drafting import Wish, draft
    from cfc.propose.requests import RequestError, boundary_evidence, find_target, meaning

    try:
        item = find_target(wanted.target, desk.contracts(), desk.config.aliases)
        found = meaning(wanted, item)
    except RequestError as error:
        raise CannotRun(f"`{name}`: {error}") from error
    change = f"`{wanted.proposed}`"
    if wanted.current:
        change += f" instead of `{wanted.current}`"
    wish = Wish(
        item.id,
        found.operations,
        title or wanted.reason[:100],
        author,
        f"{wanted.reason}\n\nAsked for: {change}.",
        counters,
    )
    return draft(
        desk.config,
        item,
        wish,
        desk.next_id,
        desk.reporter,
        lambda base, result: boundary_evidence(item.id, found, base, result),
    )


@click.command("from-finding", epilog="Example: cfc propose from-finding 3f2a9c01de")
@click.argument("finding", metavar="ID")
@click.option(
    "--patch", "change", metavar="CHANGE.json", help="The change; else the value is excluded."
)
@page_options
@common_options
def from_finding(
    finding: str, change: str | None, title: str | None, reason: str, author: str
) -> int:
    """Make a page of a value that an implementation fails on: the contract shall refuse it.

    Without `--patch` exactly this value is excluded: a start, to be made a rule.
    """
    from cfc.cli.propose_place import open_desk
    from cfc.fuzz.failures import FOLDER, Failures
    from cfc.propose.drafting import Wish, draft
    from cfc.propose.excluding import exclusion, place_of
    from cfc.propose.page_text import Evidence
    from cfc.text.pointer import to_fragment

    desk = open_desk()
    saved = Failures(desk.config.project / FOLDER).find(finding)
    if saved is None:
        raise CannotRun(
            f"there is no saved failure `{finding}`", "`cfc fuzz` prints the id of each failure"
        )
    item = desk.contract(saved.contract)
    operations = operations_of(change) if change else exclusion(item, saved.value)
    place = place_of(item)
    fragment = to_fragment(place) if place else ""
    subject = f" of `{saved.target}`" if saved.target else ""
    wish = Wish(
        item.id,
        operations,
        title or f"What {item.id} need not take",
        author,
        reason or f"Fuzzing{subject} failed on this value: {saved.message}",
        evidence=(Evidence("reject", item.id + fragment, saved.value),),
    )
    return desk.finish_page(draft(desk.config, item, wish, desk.next_id, desk.reporter))
