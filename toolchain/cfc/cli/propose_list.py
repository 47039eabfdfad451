"""`cfc propose list` and `show`: where proposals stand."""

from __future__ import annotations

import click

from cfc.cli.options import common_options


@click.command("list", epilog="Example: cfc propose list --format json")
@common_options
def list_() -> int:
    """List the proposals, each with its state and whom it waits for."""
    from cfc.cli.propose_place import open_desk, stops
    from cfc.propose.lifecycle import load_all, page_paths, standing
    from cfc.propose.showing import row_of

    desk = open_desk()
    every = load_all(desk.config)
    rows: list[dict[str, object]] = []
    for path in page_paths(desk.config):
        proposal = desk.proposal(path)
        if proposal is not None:
            with stops():
                rows.append(row_of(proposal, standing(desk.config, proposal, every)))
    lines = [f"{row['state']:<12} {row['id']}  {row['title']}\n" for row in rows]
    return desk.session.finish("propose", desk.reporter, {"proposals": rows}, text="".join(lines))


@click.command("show", epilog="Example: cfc propose show 7")
@click.argument("proposal_name", metavar="PROPOSAL")
@common_options
def show(proposal_name: str) -> int:
    """Show one proposal: state, reviews, and the change of each contract as a diff."""
    from cfc.cli.propose_place import open_desk, stops
    from cfc.propose.lifecycle import load_all, standing
    from cfc.propose.showing import body_of, changes_of, lines_of

    desk = open_desk()
    proposal = desk.proposal(desk.page(proposal_name))
    if proposal is None:
        return desk.session.finish("propose", desk.reporter)
    with stops():
        found = standing(desk.config, proposal, load_all(desk.config))
    changes = {} if found.state == "applied" else changes_of(proposal, desk.contracts())
    text = "".join(line + "\n" for line in lines_of(proposal, found, changes))
    result = body_of(proposal, found, changes)
    return desk.session.finish("propose", desk.reporter, result, text=text)
