"""A proposal as somebody reads it on a terminal: who, where it stands, what changes.

In: a proposal, its standing, contracts. Out: lines. It refuses to judge.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from cfc.contract.load import Found
from cfc.propose.check import patched_text
from cfc.propose.lifecycle import Standing
from cfc.propose.patch import PatchError
from cfc.propose.proposal import Proposal


def changes_of(proposal: Proposal, files: Mapping[str, Found]) -> dict[str, str]:
    """Return the unified diff of each contract, or why there is none."""
    texts: dict[str, str] = {}
    found: dict[str, str] = {}
    for block in proposal.patches:
        item = files.get(block.contract)
        if item is None:
            found[block.contract] = "there is no such contract\n"
            continue
        try:
            texts[block.contract] = patched_text(item, block, texts.get(block.contract))
        except PatchError as error:
            found[block.contract] = f"the patch does not apply: {error}\n"
            continue
        before = item.path.read_bytes().decode("utf-8")
        after = texts[block.contract]
        lines = difflib.unified_diff(
            before.splitlines(keepends=True), after.splitlines(keepends=True), item.file, item.file
        )
        found[block.contract] = "".join(lines)
    return found


def row_of(proposal: Proposal, found: Standing) -> dict[str, object]:
    """Return a proposal as one row of a list."""
    return {
        "id": proposal.id,
        "title": proposal.title,
        "state": found.state,
        "closed": found.is_closed,
        "waits_for": list(found.missing) if found.state == "open" else [],
        "countered_by": list(found.countered_by),
    }


def body_of(proposal: Proposal, found: Standing, changes: Mapping[str, str]) -> dict[str, object]:
    """Return a proposal as the `result` of the report."""
    return {
        "id": proposal.id,
        "title": proposal.title,
        "author": proposal.author,
        "state": found.state,
        "closed": found.is_closed,
        "counters": proposal.counters,
        "digest": proposal.digest,
        "reviews": [
            {"party": item.party, "verdict": item.verdict, "reason": item.reason}
            for item in found.reviews
        ],
        "changes": dict(changes),
    }


def lines_of(proposal: Proposal, found: Standing, changes: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of the answer."""
    yield f"{proposal.id}: {proposal.title}"
    yield f"state:    {found.state}"
    yield f"author:   {proposal.author}"
    levels = ", ".join(f"{name} {level}" for name, level in proposal.compatibility.items())
    yield f"stated:   {levels}"
    if proposal.counters is not None:
        yield f"counters: {proposal.counters}"
    for name in found.countered_by:
        yield f"countered by {name}"
    for review in found.reviews:
        yield f"{review.verdict + ':':<9} {review.party}: {review.reason}"
    for review in found.outdated:
        yield f"outdated: {review.verdict} of {review.party}: the page was edited since"
    if found.missing and found.state == "open":
        yield f"waits for {', '.join(found.missing)}"
    for text in changes.values():
        yield ""
        yield text.rstrip("\n")
