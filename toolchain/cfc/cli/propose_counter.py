"""`cfc propose counter`: answer a page with another one."""

from __future__ import annotations

import click

from cfc.cli.exits import CannotRun
from cfc.cli.options import common_options
from cfc.cli.propose_review import PARTIES, party_option


@click.command(
    "counter",
    epilog="Example: cfc propose counter 7 change.json --as frontend --reason 'less is enough'",
)
@click.argument("proposal", metavar="PROPOSAL")
@click.argument("change", metavar="CHANGE.json")
@party_option
@click.option("--reason", metavar="TEXT", required=True, help="Why.")
@click.option("--title", metavar="TEXT", help="The title of the new page.")
@common_options
def counter(proposal: str, change: str, party: str, reason: str, title: str | None) -> int:
    """Answer PROPOSAL with a page of another change: a JSON Patch or a request."""
    from cfc.cli.propose_place import open_desk, read_input, stops
    from cfc.propose.drafting import Wish
    from cfc.propose.requests import read_request
    from cfc.propose.reviewing import NoParty, countering, earlier
    from cfc.propose.wishes import Order, is_object, operations_in, requested

    desk = open_desk()
    found = desk.open_proposal(proposal)
    if found is None:
        return desk.session.finish("propose", desk.reporter)
    try:
        with stops():
            earlier(desk.config, found, party)
    except NoParty as error:
        raise CannotRun(str(error), PARTIES) from error
    title = title or f"Instead of {found.id[5:].replace('-', ' ')}"
    data = read_input(change)
    with stops(change):
        if is_object(data):
            files = desk.contracts()
            wanted = read_request(data)
            order = requested(wanted, files, desk.config.aliases, title, party, found.id)
        else:
            item = desk.contract(found.patches[0].contract)
            wish = Wish(item.id, operations_in(data), title, party, reason, found.id)
            order = Order(item, wish)
    page = desk.draft(order)
    if page is not None:
        with stops():
            review = countering(desk.config, found, party, reason, page.id)
        if review is not None:
            desk.write(review.path, review.to_text())
        else:
            desk.session.say(f"`{party}` has rejected the page, and that stands")
    return desk.finish_page(page)
