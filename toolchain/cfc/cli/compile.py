"""`cfc compile`: generate code from contracts."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import click

from cfc.cli.exits import CannotRun
from cfc.cli.options import common_options, current_session, fail_on_option, severity


@click.command("compile", epilog="Example: cfc compile schemas/ --target python")
@click.argument("schemas", nargs=-1, metavar="[SCHEMAS]...")
@click.option("--out", metavar="DIR", help="Folder of what is generated.")
@click.option(
    "--target",
    "targets",
    multiple=True,
    type=click.Choice(("python", "typescript", "javascript")),
    help="What to print; may be given more than once.",
)
@click.option(
    "--python-models", type=click.Choice(("pydantic",)), help="Kind of the Python classes."
)
@click.option("--check", is_flag=True, help="Write nothing; fail when anything is out of date.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes (0: as it pays).")
@click.option("--templates", metavar="DIR", help="Templates that win over the built-in ones.")
@fail_on_option
@common_options
def command(
    schemas: tuple[str, ...],
    out: str | None,
    targets: tuple[str, ...],
    python_models: str | None,
    check: bool,
    jobs: int,
    templates: str | None,
    fail_on: str,
) -> int:
    """Generate types, validators, invariants and boundaries. SCHEMAS: folders or files."""
    from cfc.contract.load import MissingInput
    from cfc.pipeline.compile import Options, compile_contracts
    from cfc.pipeline.selection import select
    from cfc.pipeline.summary import describe

    session = current_session()
    config = session.config()
    try:
        selection = select(config, schemas, Path.cwd())
    except MissingInput as error:
        raise CannotRun(str(error)) from error
    folder = _inside(out or config.out, "--out")
    options = Options(
        targets=tuple(dict.fromkeys(targets or config.targets)),
        out=folder,
        check=check,
        jobs=jobs,
        templates=_templates(templates, config.project, config.templates),
    )
    reporter = session.reporter(config)
    try:
        outcome = compile_contracts(config, selection, options, reporter)
    except OSError as error:
        raise CannotRun(f"`{error.filename}` cannot be written: {error.strerror}") from error
    code = session.finish(
        "compile",
        reporter,
        {
            "contracts": outcome.contracts,
            "written": sorted(outcome.plan.written) if not outcome.failed else [],
            "removed": sorted(outcome.plan.removed) if not outcome.failed else [],
            "unchanged": outcome.plan.unchanged,
            "targets": {name: place for name, (place, _) in outcome.targets.items()},
        },
        fail_on=severity(fail_on),
        next_steps=["cfc compile"] if check and reporter.has_errors else [],
    )
    session.say(describe(outcome, reporter, check=check))
    return code


def _inside(text: str, option: str) -> str:
    path = PurePosixPath(text.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        raise CannotRun(
            f"{option}: `{text}` leads out of the project",
            "name a folder below the configuration file, or run cfc there",
        )
    return path.as_posix()


def _templates(given: str | None, project: Path, configured: str | None) -> Path | None:
    path = Path(given) if given else project / configured if configured else None
    if path is not None and not path.is_dir():
        raise CannotRun(f"there is no folder of templates `{given or configured}`")
    return path
