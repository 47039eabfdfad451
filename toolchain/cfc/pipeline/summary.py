"""What a run says at its end, in a line or two."""

from __future__ import annotations

from cfc.diagnostics.model import Severity
from cfc.diagnostics.reporter import Reporter
from cfc.pipeline.compile import Outcome, listed


def counted(count: int, noun: str) -> str:
    """Return `1 file`, `2 files`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def tally(reporter: Reporter) -> str:
    """Return `2 errors and 1 warning`; empty when there is nothing."""
    counts = [
        counted(reporter.count(severity), severity.word)
        for severity in (Severity.ERROR, Severity.WARNING, Severity.HINT)
        if reporter.count(severity)
    ]
    return listed(counts)


def describe(outcome: Outcome, reporter: Reporter, *, check: bool) -> str:
    """Return what `cfc compile` did."""
    found = tally(reporter)
    contracts = counted(outcome.contracts, "contract")
    if outcome.failed:
        stale = check and (outcome.plan.written or outcome.plan.removed)
        what = "what is generated is not up to date" if stale else "nothing was written"
        return f"{contracts}: {found}; {what}" if found else contracts
    places = listed(
        [f"{counted(n, 'file')} in `{place}/`" for place, n in outcome.targets.values()]
    )
    notes = f"; {found}" if found else ""
    if check:
        return f"{contracts}: everything is up to date{notes}"
    if outcome.nothing_changed:
        return f"{contracts}: nothing changed, nothing written ({places}){notes}"
    did = [f"wrote {counted(len(outcome.plan.written), 'file')}"]
    if outcome.plan.removed:
        did.append(f"removed {len(outcome.plan.removed)}")
    if outcome.plan.unchanged:
        did.append(f"left {outcome.plan.unchanged} as they were")
    return f"{contracts}: {', '.join(did)} ({places}){notes}"
