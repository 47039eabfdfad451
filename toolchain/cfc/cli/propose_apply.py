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
    from cfc.cli.propose_place import open_desk
    from cfc.contract.load import MissingInput
    from cfc.propose import journal
    from cfc.propose.apply import Applied, apply_proposal
    from cfc.propose.lifecycle import BadRecord, load_all

    desk = open_desk()
    try:
        with journal.locked(desk.config.project):
            found = desk.proposal(desk.page(proposal))
            applied = Applied()
            if found is not None:
                others = load_all(desk.config)
                applied = apply_proposal(desk.config, found, others, desk.reporter)
    except (journal.Busy, journal.Interfered, BadRecord, MissingInput) as error:
        raise CannotRun(str(error)) from error
    except OSError as error:
        raise CannotRun(f"nothing was applied: {error.strerror or error}") from error
    lines = [
        f"{name} {after if before is not None else '(no version)'}\n"
        for name, (before, after) in applied.versions.items()
    ]
    code = desk.session.finish(
        "propose",
        desk.reporter,
        {
            "applied": applied.is_done,
            "versions": {
                name: {"from": before, "to": after}
                for name, (before, after) in applied.versions.items()
            }
            if applied.is_done
            else {},
            "written": applied.written,
        },
        text="".join(lines) if applied.is_done else "",
    )
    if applied.is_done:
        desk.session.say(f"applied {found.id if found else ''}: {len(applied.written)} files")
    return code
