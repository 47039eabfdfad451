"""The review that a party gives of a page: which round it is, and what it may not replace.

In: settings, a proposal, a party and its word. Out: a `Review`; raises NoParty and BadRecord.
"""

from __future__ import annotations

from cfc.config.model import Config
from cfc.propose.lifecycle import PARTY, Review, Verdict, reviews_of
from cfc.propose.proposal import Proposal


class NoParty(Exception):
    """Somebody speaks who is not asked."""


def review_of(
    config: Config, proposal: Proposal, party: str, verdict: Verdict, reason: str
) -> Review:
    """Return the review of a page as it is now; the round counts the texts that were reviewed."""
    before = earlier(config, proposal, party)
    number = before.round + (before.digest != proposal.digest) if before is not None else 1
    return Review(proposal.id, party, verdict, proposal.digest, number, reason)


def countering(
    config: Config, proposal: Proposal, party: str, reason: str, answer: str
) -> Review | None:
    """Return the review that goes with a counter-proposal.

    None when the party has rejected this very text: that word stands, and the new page itself
    says what it counters.
    """
    before = earlier(config, proposal, party)
    if before is not None and before.verdict == "reject" and before.digest == proposal.digest:
        return None
    review = review_of(config, proposal, party, "counter", reason)
    return Review(**{**vars(review), "counter": answer})


def earlier(config: Config, proposal: Proposal, party: str) -> Review | None:
    """Return what a party has said of a page before, of this text or another."""
    parties = config.parties
    if not PARTY.fullmatch(party) or (parties and party not in parties):
        listed = ", ".join(f"`{name}`" for name in parties)
        raise NoParty(f"`{party}` is no party" + (f" ({listed})" if listed else ""))
    return next((one for one in reviews_of(config, proposal.id) if one.party == party), None)
