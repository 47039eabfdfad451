"""`cfc propose from-request` and `from-finding`: pages of what another program has asked for."""

from __future__ import annotations

import click

from cfc.cli.exits import CannotRun
from cfc.cli.options import common_options
from cfc.cli.propose_new import page_options


@click.command("from-request", epilog="Example: cfc propose from-request request.json")
@click.argument("request", metavar="FILE")
@click.option("--title", metavar="TEXT", help="The title; the reason, if none is given.")
@click.option("--author", metavar="NAME", default="unknown", help="Who proposes it.")
@common_options
def from_request(request: str, title: str | None, author: str) -> int:
    """Make a page of a negotiation request: a JSON object with target, rules and reason.

    A comparison becomes the keyword that it stands for; any other rule, an invariant with that
    text.
    """
    from cfc.cli.propose_place import open_desk, read_input, stops
    from cfc.propose.requests import read_request
    from cfc.propose.wishes import requested

    desk = open_desk()
    with stops(request):
        wanted = read_request(read_input(request))
        order = requested(wanted, desk.contracts(), desk.config.aliases, title, author)
    return desk.finish_page(desk.draft(order))


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
    from cfc.cli.propose_place import open_desk, read_input, stops
    from cfc.fuzz.failures import FOLDER, Failures
    from cfc.propose.wishes import excluded, operations_in

    desk = open_desk()
    saved = Failures(desk.config.project / FOLDER).find(finding)
    if saved is None:
        hint = "`cfc fuzz` prints the id of each failure"
        raise CannotRun(f"there is no saved failure `{finding}`", hint)
    item = desk.contract(saved.contract)
    with stops(change or finding):
        operations = operations_in(read_input(change)) if change else None
        order = excluded(saved, item, operations, title, author, reason)
    return desk.finish_page(desk.draft(order))
