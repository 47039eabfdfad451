"""`cfc propose check`: execute pages; write nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cfc.cli.options import common_options, fail_on_option, severity

if TYPE_CHECKING:
    from cfc.cli.propose_place import Desk
    from cfc.propose.proposal import Proposal


@click.command("check", epilog="Example: cfc propose check 7")
@click.argument("proposals", nargs=-1, metavar="[PROPOSALS]...")
@fail_on_option
@common_options
def check(proposals: tuple[str, ...], fail_on: str) -> int:
    """Execute pages: base, patch, contracts, evidence, class. Without any, all that are not closed.

    Of an applied page it is checked that nobody has edited it since.
    """
    from cfc.cli.propose_place import open_desk
    from cfc.propose.lifecycle import page_paths

    desk = open_desk()
    pages = [desk.page(name) for name in proposals] or page_paths(desk.config)
    results: list[dict[str, object]] = []
    for path in pages:
        proposal = desk.proposal(path)
        if proposal is not None:
            results.append(_check(desk, proposal, named=bool(proposals)))
    code = desk.session.finish(
        "propose", desk.reporter, {"proposals": results}, fail_on=severity(fail_on)
    )
    for found in results:
        desk.session.say(f"{found['id']}: {found['summary']}")
    return code


def _check(desk: Desk, proposal: Proposal, *, named: bool) -> dict[str, object]:
    from cfc.cli.propose_place import stops
    from cfc.propose.check import check_applied, check_proposal
    from cfc.propose.lifecycle import load_all, standing

    with stops():
        stands = standing(desk.config, proposal, load_all(desk.config))
        body: dict[str, object] = {"id": proposal.id, "state": stands.state}
        if stands.state == "applied":
            check_applied(desk.config, proposal, desk.reporter)
            return {**body, "summary": "applied"}
        if stands.is_closed and not named:
            return {**body, "summary": f"{stands.state}, and closed"}
        found = check_proposal(desk.config, proposal, desk.reporter)
    return {**body, **found.to_json()}
