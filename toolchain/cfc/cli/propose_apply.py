"""`cfc propose apply`: write contract, version, changelog and code, all or nothing."""

from __future__ import annotations

import click

from cfc.cli.exits import CannotRun
from cfc.cli.options import common_options


@click.command("apply", epilog="Example: cfc propose apply 7")
@click.argument("proposal", metavar="PROPOSAL")
@common_options
def apply(proposal: str) -> int:
    """Apply PROPOSAL: its page is green, and every configured party has acknowledged it."""
    from cfc.cli.propose_place import open_desk, stops
    from cfc.propose import journal
    from cfc.propose.apply import Applied, apply_proposal
    from cfc.propose.lifecycle import load_all

    desk = open_desk()
    try:
        with stops(), journal.locked(desk.config.project):
            # One that was killed since this run began: what it left must be settled first.
            journal.recover(desk.config.project)
            found = desk.proposal(desk.page(proposal))
            applied = Applied()
            if found is not None:
                others = load_all(desk.config)
                applied = apply_proposal(desk.config, found, others, desk.reporter)
    except OSError as error:
        raise CannotRun(f"nothing was applied: {error.strerror or error}") from error
    code = desk.session.finish("propose", desk.reporter, applied.to_json(), text=applied.to_text())
    if applied.is_done:
        desk.session.say(f"applied {found.id if found else ''}: {len(applied.written)} files")
    return code
