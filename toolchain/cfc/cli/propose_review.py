"""`cfc propose ack`, `reject` and `counter`: what a party says of a page, in a file of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cfc.cli.exits import CannotRun
from cfc.cli.options import common_options

if TYPE_CHECKING:
    from cfc.cli.propose_place import Desk
    from cfc.propose.lifecycle import Review, Verdict
    from cfc.propose.proposal import Proposal

F = TypeVar("F", bound=Callable[..., Any])


def party_option(function: F) -> F:
    """Add `--as`."""
    return click.option("--as", "party", metavar="PARTY", required=True, help="Who speaks.")(
        function
    )


@click.command("ack", epilog="Example: cfc propose ack 7 --as frontend")
@click.argument("proposal", metavar="PROPOSAL")
@party_option
@click.option("--reason", metavar="TEXT", default="", help="A remark.")
@common_options
def ack(proposal: str, party: str, reason: str) -> int:
    """Acknowledge PROPOSAL as its page is now; an edit of the page makes it void."""
    return _review(proposal, party, "ack", reason)


@click.command("reject", epilog='Example: cfc propose reject 7 --as frontend --reason "too wide"')
@click.argument("proposal", metavar="PROPOSAL")
@party_option
@click.option("--reason", metavar="TEXT", required=True, help="Why.")
@common_options
def reject(proposal: str, party: str, reason: str) -> int:
    """Reject PROPOSAL as its page is now."""
    return _review(proposal, party, "reject", reason)


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
    from cfc.cli.propose_place import open_desk, read_input
    from cfc.cli.propose_request import page_of
    from cfc.cli.propose_write import operations_of
    from cfc.propose.drafting import Wish, draft
    from cfc.propose.requests import RequestError, read_request

    desk = open_desk()
    found = _open_proposal(desk, proposal)
    if found is None:
        return desk.session.finish("propose", desk.reporter)
    title = title or f"Instead of {found.id[5:].replace('-', ' ')}"
    try:
        is_request = isinstance(json.loads(read_input(change)), dict)
    except ValueError:
        is_request = False
    if is_request:
        try:
            wanted = read_request(read_input(change))
        except RequestError as error:
            raise CannotRun(f"`{change}`: {error}") from error
        page = page_of(desk, change, wanted, title, party, found.id)
    else:
        item = desk.contract(found.patches[0].contract)
        wish = Wish(item.id, operations_of(change), title, party, reason, found.id)
        page = draft(desk.config, item, wish, desk.next_id, desk.reporter)
    if page is not None:
        review = _made(desk, found, party, "counter", reason, page.id)
        desk.write(review.path, review.to_text())
    return desk.finish_page(page)


def _open_proposal(desk: Desk, name: str) -> Proposal | None:
    from cfc.propose.lifecycle import applied_record

    found = desk.proposal(desk.page(name))
    if found is not None and applied_record(desk.config, found.id) is not None:
        raise CannotRun(f"`{found.id}` has been applied; propose another change")
    return found


def _review(name: str, party: str, verdict: Verdict, reason: str) -> int:
    from cfc.cli.propose_place import open_desk

    desk = open_desk()
    found = _open_proposal(desk, name)
    if found is None:
        return desk.session.finish("propose", desk.reporter)
    review = _made(desk, found, party, verdict, reason)
    desk.write(review.path, review.to_text())
    result: dict[str, object] = {
        "proposal": found.id, "party": party, "verdict": verdict, "review": review.path,
    }  # fmt: skip
    return desk.session.finish("propose", desk.reporter, result, text=review.path + "\n")


def _made(
    desk: Desk,
    proposal: Proposal,
    party: str,
    verdict: Verdict,
    reason: str,
    answer: str | None = None,
) -> Review:
    from cfc.propose.lifecycle import PARTY, BadRecord, Review, reviews_of

    parties = desk.config.parties
    if not PARTY.fullmatch(party) or (parties and party not in parties):
        listed = ", ".join(f"`{name}`" for name in parties)
        raise CannotRun(
            f"`{party}` is no party" + (f" ({listed})" if listed else ""),
            "`[propose] parties` in the configuration names them",
        )
    try:
        before = [item for item in reviews_of(desk.config, proposal.id) if item.party == party]
    except BadRecord as error:
        raise CannotRun(str(error)) from error
    number = before[0].round + (before[0].digest != proposal.digest) if before else 1
    return Review(proposal.id, party, verdict, proposal.digest, number, reason, answer)
