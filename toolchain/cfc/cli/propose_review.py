"""`cfc propose ack` and `reject`: what a party says of a page, in a file of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cfc.cli.exits import CannotRun
from cfc.cli.options import common_options

if TYPE_CHECKING:
    from cfc.propose.lifecycle import Verdict

F = TypeVar("F", bound=Callable[..., Any])
PARTIES = "`[propose] parties` in the configuration names them"


def party_option(function: F) -> F:
    """Add `--as`."""
    option = click.option("--as", "party", metavar="PARTY", required=True, help="Who speaks.")
    return option(function)


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


def _review(name: str, party: str, verdict: Verdict, reason: str) -> int:
    from cfc.cli.propose_place import open_desk, stops
    from cfc.propose.reviewing import NoParty, review_of

    desk = open_desk()
    found = desk.open_proposal(name)
    if found is None:
        return desk.session.finish("propose", desk.reporter)
    try:
        with stops():
            review = review_of(desk.config, found, party, verdict, reason)
    except NoParty as error:
        raise CannotRun(str(error), PARTIES) from error
    desk.write(review.path, review.to_text())
    result: dict[str, object] = {
        "proposal": found.id, "party": party, "verdict": verdict, "review": review.path,
    }  # fmt: skip
    return desk.session.finish("propose", desk.reporter, result, text=review.path + "\n")
