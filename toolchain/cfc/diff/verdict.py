"""The verdict of one direction: included, not included, or unknown with the reason.

In: what the engine says, a search for a witness, and which invariants only the second version
has. Out: a verdict. *Included* is never said because a search found nothing, and *not
included* never without a witness that every judge has confirmed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from cfc.contract.model import Place
from cfc.diff.engine import Opinion
from cfc.diff.model import Refusal, Verdict
from cfc.diff.texts import canonical_text
from cfc.diff.values import Sampler
from cfc.diff.witness import Confirm, Sides, candidates, search, search_among, told_apart

_AMONG = 150


def decide(
    sides: Sides,
    opinion: Opinion,
    focus: frozenset[Place],
    confirm: Confirm,
    conditions: Sequence[str] = (),
    examples: Sequence[object] = (),
) -> Verdict:
    """Return the verdict. `conditions`: invariants that hold only in the second version."""
    if opinion.covered == "yes" and not conditions:
        return Verdict("included")
    if opinion.covered != "yes":
        refusal = search(sides, opinion.rest, focus, confirm, examples)
        if refusal is None and examples:
            refusal = search_among(examples, sides.accepts, confirm)
        if refusal is not None:
            return _refused(refusal)
    if conditions:
        reader, place = sides.inner
        values = [*examples, *Sampler(reader).samples(place, _AMONG)]
        values.sort(key=lambda item: len(canonical_text(item)))
        refusal = search_among(values[:_AMONG], sides.accepts, confirm)
        if refusal is not None:
            return _refused(refusal)
        listed = ", ".join(f"`{item}`" for item in conditions)
        if opinion.covered == "yes":
            reason = f"no document was found that {listed} refuses, which proves nothing"
            return Verdict("unknown", reason=reason)
    if opinion.covered == "no":
        reason = "the engine sees a difference, and no document that shows it was found"
        return Verdict("unknown", reason=reason)
    return Verdict("unknown", reason=f"{opinion.reason}; no document shows a difference either")


def _refused(refusal: Refusal) -> Verdict:
    return Verdict("not-included", (refusal.value,), refusal.at, refusal.why)


def own_refusal(
    sides: Sides, focus: frozenset[Place], blamed: Sequence[str], confirm: Confirm, most: int = 600
) -> Refusal | None:
    """Return a witness that is refused at one of these places of the schema, or None."""
    for value in islice(told_apart(sides, candidates(sides, None, focus), most), 6):
        refusal = confirm(value)
        if refusal is not None and is_blamed(refusal.at, blamed):
            return refusal
    return None


def is_blamed(refused_at: Sequence[str], pointers: Sequence[str]) -> bool:
    """Tell whether a document is refused at one of these places, or above or below one."""
    return any(
        (left + "/").startswith(right + "/") or (right + "/").startswith(left + "/")
        for left in refused_at
        for right in pointers
    )
