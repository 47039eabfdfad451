"""`cfc propose new` and `from-patch`: a page to be written, and one of a JSON Patch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from cfc.cli.options import common_options

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
    from cfc.propose.drafting import Wish, blank

    desk = open_desk()
    item = desk.contract(contract)
    wish = Wish(item.id, (), title or f"Change {item.id}", author, reason)
    return desk.finish_page(blank(item, wish, desk.next_id))


@click.command("from-patch", epilog="Example: cfc propose from-patch change.json user/profile")
@click.argument("change", metavar="CHANGE.json")
@click.argument("contract")
@page_options
@common_options
def from_patch(change: str, contract: str, title: str | None, reason: str, author: str) -> int:
    """Make a page of a JSON Patch for CONTRACT. Class and evidence are computed."""
    from cfc.cli.propose_place import open_desk, read_input, stops
    from cfc.propose.drafting import Wish
    from cfc.propose.wishes import Order, operations_in

    desk = open_desk()
    item = desk.contract(contract)
    with stops(change):
        operations = operations_in(read_input(change))
    wish = Wish(item.id, operations, title or f"Change {item.id}", author, reason)
    return desk.finish_page(desk.draft(Order(item, wish)))
