"""`cfc diff`: what a change breaks, and for whom."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cfc.cli.exits import CLEAN, FINDINGS, CannotRun
from cfc.cli.options import Session, common_options, current_session
from cfc.cli.workspace import staged_option, workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfc.diagnostics.model import Finding
    from cfc.diagnostics.reporter import Reporter
    from cfc.pipeline.review import Review

MODES = ("backward", "forward", "full")
_MODE_HELP = "What type contracts promise: old documents stay valid, new ones were, or both."
_FAILING = {
    "breaking": ("breaking",),
    "unbumped": ("breaking", "unknown"),
    "unknown": ("breaking", "unknown"),
    "any": ("breaking", "unknown", "compatible", "version"),
}


@click.command("diff", epilog="Example: cfc diff main:schemas/ schemas/")
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--against", metavar="REV", help="Take the old side from this git revision.")
@click.option(
    "--mode", type=click.Choice(MODES), default="backward", show_default=True, help=_MODE_HELP
)
@click.option(
    "--fail-on",
    type=click.Choice(tuple(_FAILING)),
    default="breaking",
    show_default=True,
    help="What makes the exit code 1: any break, only one that the versions do not admit, ...",
)
@staged_option
@click.option("--batch", is_flag=True, help="Compare pairs of schemas, JSON lines from stdin.")
@common_options
def command(
    old: str | None,
    new: str | None,
    against: str | None,
    mode: str,
    fail_on: str,
    staged: bool,
    batch: bool,
) -> int:
    """Compare OLD and NEW: files, folders, `REV:PATH`, or git revisions.

    Without NEW the working tree (with --staged: what is staged) is the new side. A path wins over
    a revision of the same name.
    """
    session = current_session()
    if batch:
        return _batch(session, mode)
    reviews, reporter = run(
        session, old, new, against, mode, unbumped=fail_on == "unbumped", staged=staged
    )
    from cfc.pipeline.diff import bump_of

    result: dict[str, object] = {
        "bump": bump_of(reviews).word,
        "contracts": [review.value() for review in reviews],
    }
    findings = reporter.findings()
    failed = any(_fails(finding, fail_on) for finding in findings)
    _print(session, reviews, reporter, result, failed=failed)
    session.say(f"least bump: {bump_of(reviews).word}")
    _say_unknown(session, reviews, fail_on, failed=failed)
    return FINDINGS if failed else CLEAN


def _say_unknown(
    session: Session, reviews: Sequence[Review], fail_on: str, *, failed: bool
) -> None:
    names = [review.id for review in reviews if review.is_undecided]
    if not names:
        return
    listed = ", ".join(f"`{name}`" for name in names[:3])
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    session.say(f"unknown: whether {listed}{more} is compatible could not be decided")
    if not failed and fail_on == "breaking":
        session.say("unknown is no break, so it passes here; `--fail-on unknown` stops at it")


def run(
    session: Session,
    old: str | None,
    new: str | None,
    against: str | None,
    mode: str,
    *,
    unbumped: bool = False,
    staged: bool = False,
) -> tuple[list[Review], Reporter]:
    """Compare what the command line names; raises CannotRun."""
    from cfc.contract.load import MissingInput
    from cfc.git import GitError, has_commits
    from cfc.pipeline.diff import review_sides
    from cfc.pipeline.sides import NothingThere
    from cfc.pipeline.sides import against as side_at

    if old is None and against is None:
        raise CannotRun("there is nothing to compare with", "name OLD, or `--against REV`")
    if against is not None and new is not None:
        raise CannotRun("`--against` is the old side; name one path beside it, or none")
    config = session.config()
    reporter = session.reporter(config)
    if staged and against == "HEAD" and not has_commits(Path.cwd()):
        session.say("there is no commit yet to compare with")
        return [], reporter
    try:
        if against is not None:
            old, new = side_at(config, against, old, Path.cwd()), old
        with workspace(session, (), staged=staged) as place:
            if place.is_empty:
                return [], reporter
            reviews = review_sides(
                config,
                old,
                new,
                Path.cwd(),
                reporter,
                mode=mode,  # type: ignore[arg-type]
                unbumped=unbumped,
                staged=(place.config, place.folder) if staged else None,
            )
    except (MissingInput, GitError) as error:
        if staged and isinstance(error, NothingThere):
            session.say(f"{error}: nothing can break")
            return [], reporter
        raise CannotRun(str(error)) from error
    return reviews, reporter


def _fails(finding: Finding, fail_on: str) -> bool:
    from cfc.diagnostics.model import Severity

    facts = finding.properties or {}
    if "class" not in facts:
        return finding.severity is Severity.ERROR  # a contract that could not be read
    if fail_on == "unbumped" and facts.get("admitted"):
        return False
    return facts["class"] in _FAILING[fail_on]


def _print(
    session: Session,
    reviews: Sequence[Review],
    reporter: Reporter,
    result: dict[str, object],
    *,
    failed: bool,
) -> None:
    findings = reporter.findings()
    if session.format == "json":
        from cfc.diagnostics.formats.json_report import envelope, to_text

        code = FINDINGS if failed else CLEAN
        session.write(to_text(envelope("diff", not failed, code, findings, result)))
        return
    from cfc.diagnostics.render import render

    shown = [item for item in findings if session.verbose or item.severity.word != "hint"]
    lines = ""
    if session.format in ("text", "concise"):
        lines = "".join(review.line() + "\n" for review in reviews)
    else:
        shown = list(findings)
    printed = render(
        shown,
        session.format,  # type: ignore[arg-type]
        color=session.colored,
        catalogue=reporter.catalogue,
        command="diff",
    )
    gap = "\n" if lines and printed.strip() and session.format == "text" else ""
    session.write(lines + gap + printed)


def _batch(session: Session, mode: str) -> int:
    from cfc.diff.engine import Engine
    from cfc.pipeline.batch import run_batch

    engine = Engine()
    try:
        for line in run_batch(session.config(), sys.stdin, engine, mode):  # type: ignore[arg-type]
            click.echo(line)
    finally:
        engine.close()
    return CLEAN
