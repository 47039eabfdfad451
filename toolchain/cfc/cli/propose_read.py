"""`cfc propose check`, `list` and `show`: look at proposals; write nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cfc.cli.exits import CannotRun
from cfc.cli.options import common_options, fail_on_option, severity

if TYPE_CHECKING:
    from cfc.cli.propose_place import Desk
    from cfc.propose.proposal import Proposal


@click.command("check", epilog="Example: cfc propose check 7")
@click.argument("proposals", nargs=-1, metavar="[PROPOSALS]...")
@fail_on_option
@common_options
def check(proposals: tuple[str, ...], fail_on: str) -> int:
    """Execute pages: base, patch, contracts, evidence, class. Without any, all pages.

    Open pages are executed. Of an applied one it is checked that nobody has edited it since.
    """
    from cfc.cli.propose_place import open_desk
    from cfc.propose.lifecycle import page_paths

    desk = open_desk()
    pages = [desk.page(name) for name in proposals] or page_paths(desk.config)
    results: list[dict[str, object]] = []
    for path in pages:
        proposal = desk.proposal(path)
        if proposal is not None:
            results.append(_check(desk, proposal))
    code = desk.session.finish(
        "propose", desk.reporter, {"proposals": results}, fail_on=severity(fail_on)
    )
    for found in results:
        desk.session.say(f"{found['id']}: {found['summary']}")
    return code


def _check(desk: Desk, proposal: Proposal) -> dict[str, object]:
    from cfc.contract.load import MissingInput
    from cfc.propose.check import check_applied, check_proposal
    from cfc.propose.lifecycle import BadRecord, load_all, standing

    try:
        stands = standing(desk.config, proposal, load_all(desk.config))
        body: dict[str, object] = {"id": proposal.id, "state": stands.state}
        if stands.state == "applied":
            check_applied(desk.config, proposal, desk.reporter)
            return {**body, "summary": "applied"}
        found = check_proposal(desk.config, proposal, desk.reporter)
    except (BadRecord, MissingInput) as error:
        raise CannotRun(str(error)) from error
    levels = {name: item.level for name, item in found.levels.items()}
    count = len(proposal.obligations)
    summary = f"{', '.join(f'`{name}` {level}' for name, level in levels.items()) or 'not decided'}"
    summary += f"; evidence: {found.true_on_result} of {count} true, {found.false_on_base} new"
    return {**body, "compatibility": levels, "evidence": count, "summary": summary}


@click.command("list", epilog="Example: cfc propose list --format json")
@common_options
def list_() -> int:
    """List the proposals, each with its state and whom it waits for."""
    from cfc.cli.propose_place import open_desk
    from cfc.propose.lifecycle import BadRecord, load_all, page_paths, standing

    desk = open_desk()
    every = load_all(desk.config)
    rows: list[dict[str, object]] = []
    for path in page_paths(desk.config):
        proposal = desk.proposal(path)
        if proposal is None:
            continue
        try:
            found = standing(desk.config, proposal, every)
        except BadRecord as error:
            raise CannotRun(str(error)) from error
        rows.append(
            {
                "id": proposal.id,
                "title": proposal.title,
                "state": found.state,
                "waits_for": list(found.missing) if found.state == "open" else [],
                "countered_by": list(found.countered_by),
            }
        )
    lines = [f"{row['state']:<12} {row['id']}  {row['title']}\n" for row in rows]
    return desk.session.finish("propose", desk.reporter, {"proposals": rows}, text="".join(lines))


@click.command("show", epilog="Example: cfc propose show 7")
@click.argument("proposal_name", metavar="PROPOSAL")
@common_options
def show(proposal_name: str) -> int:
    """Show one proposal: state, reviews, and the change of each contract as a diff."""
    from cfc.cli.propose_place import open_desk
    from cfc.propose.lifecycle import BadRecord, load_all, standing
    from cfc.propose.showing import changes_of, lines_of

    desk = open_desk()
    proposal = desk.proposal(desk.page(proposal_name))
    if proposal is None:
        return desk.session.finish("propose", desk.reporter)
    try:
        found = standing(desk.config, proposal, load_all(desk.config))
    except BadRecord as error:
        raise CannotRun(str(error)) from error
    changes = {} if found.state == "applied" else changes_of(proposal, desk.contracts())
    result: dict[str, object] = {
        "id": proposal.id,
        "title": proposal.title,
        "author": proposal.author,
        "state": found.state,
        "counters": proposal.counters,
        "digest": proposal.digest,
        "reviews": [
            {"party": item.party, "verdict": item.verdict, "reason": item.reason}
            for item in found.reviews
        ],
        "changes": changes,
    }
    text = "".join(line + "\n" for line in lines_of(proposal, found, changes))
    return desk.session.finish("propose", desk.reporter, result, text=text)
