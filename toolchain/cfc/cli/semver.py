"""`cfc semver`: the least version bump, alone on a line."""

from __future__ import annotations

import click

from cfc.cli.diff import MODES, run
from cfc.cli.options import common_options, current_session


@click.command("semver", epilog="Example: cfc semver v1 v2")
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--against", metavar="REV", help="Take the old side from this git revision.")
@click.option(
    "--mode",
    type=click.Choice(MODES),
    default="backward",
    show_default=True,
    help="What type contracts promise: old documents stay valid, new ones were, or both.",
)
@common_options
def command(old: str | None, new: str | None, against: str | None, mode: str) -> int:
    """Print the least version bump from OLD to NEW: `none`, `patch`, `minor` or `major`."""
    from cfc.cli.exits import CLEAN, FINDINGS
    from cfc.pipeline.diff import bump_of

    session = current_session()
    reviews, reporter = run(session, old, new, against, mode)
    broken = [item for item in reporter.findings() if "class" not in (item.properties or {})]
    bump = bump_of(reviews).word
    code = FINDINGS if broken else CLEAN
    if session.format == "json":
        from cfc.diagnostics.formats.json_report import envelope, to_text

        contracts = [{"id": review.id, "bump": review.bump.word} for review in reviews]
        result = {"bump": bump, "contracts": contracts}
        session.write(to_text(envelope("semver", not broken, code, broken, result)))
        return code
    if broken:
        from cfc.diagnostics.render import render

        session.say(render(broken, "text", catalogue=reporter.catalogue, command="semver"))
    session.write(bump + "\n")
    return code
