"""`cfc compile`: generate code from contracts."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from cfc.cli.exits import CannotRun
from cfc.cli.options import Session, common_options, current_session, fail_on_option, severity
from cfc.cli.workspace import Workspace, staged_option, workspace
from cfc.config.keys import PYTHON_MODELS

if TYPE_CHECKING:
    from cfc.diagnostics.reporter import Reporter
    from cfc.pipeline.compile import Options, Outcome


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
    "--python-models", type=click.Choice(PYTHON_MODELS), help="Kind of the Python classes."
)
@click.option("--check", is_flag=True, help="Write nothing; fail when anything is out of date.")
@staged_option
@click.option(
    "--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes (0: as it pays)."
)
@click.option("--templates", metavar="DIR", help="Templates that win over the built-in ones.")
@fail_on_option
@common_options
def command(
    schemas: tuple[str, ...],
    out: str | None,
    targets: tuple[str, ...],
    python_models: str | None,
    check: bool,
    staged: bool,
    jobs: int,
    templates: str | None,
    fail_on: str,
) -> int:
    """Generate types, validators, invariants and boundaries. SCHEMAS: folders or files."""
    from cfc.pipeline.compile import Options
    from cfc.pipeline.summary import describe

    if staged and not check:
        raise CannotRun("`--staged` goes with `--check`: what is staged is judged, not written")
    session = current_session()
    given = None if out is None else _inside(out, "--out")
    named = (*schemas, *([templates] if templates else []))
    with workspace(session, named, staged=staged, out=given) as place:
        config = place.config
        if python_models is not None:
            config = replace(config, python_models=python_models)
            place = replace(place, config=config)
        options = Options(
            targets=tuple(dict.fromkeys(targets or config.targets)),
            out=_inside(given or config.out, "--out"),
            check=check,
            jobs=jobs,
            templates=_templates(templates, place),
        )
        reporter = session.reporter(config)
        outcome = _compile(place, schemas, options, reporter)
    stale = check and bool(outcome.plan.written or outcome.plan.removed)
    steps = [_mending(session, options, python_models, staged=staged)] if stale else []
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
        next_steps=steps,
    )
    if session.verbose and not outcome.failed and not check:
        for did, paths in (("wrote", outcome.plan.written), ("removed", outcome.plan.removed)):
            for path in sorted(paths):
                session.say(f"{did} {options.out}/{path}")
    if not place.is_empty:
        session.say(describe(outcome, reporter, check=check))
    for step in steps:
        session.say(f"to mend it: {step}")
    return code


def _mending(session: Session, options: Options, models: str | None, *, staged: bool) -> str:
    """Return the one command that brings what is generated up to date."""
    config = f"--config {session.config_path} " if session.config_path else ""
    base = PurePosixPath(session.config_path or "").parent if config else PurePosixPath()
    added = f" && git add {base / options.out}" if staged else ""
    kind = f" --python-models {models}" if models else ""
    return f"cfc {config}compile{kind}{added}"


def _compile(
    place: Workspace, schemas: tuple[str, ...], options: Options, reporter: Reporter
) -> Outcome:
    from cfc.contract.load import MissingInput
    from cfc.emit.python.codegen import ModelsError
    from cfc.pipeline.compile import Outcome, compile_contracts
    from cfc.pipeline.selection import select

    if place.is_empty:
        return Outcome()
    try:
        selection = select(place.config, schemas, place.folder)
        return compile_contracts(place.config, selection, options, reporter)
    except MissingInput as error:
        raise CannotRun(str(error)) from error
    except ModelsError as error:
        raise CannotRun(error.message, error.hint) from error
    except OSError as error:
        path = Path(os.path.relpath(error.filename or ".", place.config.project)).as_posix()
        raise CannotRun(f"`{path}` cannot be written: {error.strerror}") from error


def _inside(text: str, option: str) -> str:
    path = PurePosixPath(text.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        raise CannotRun(
            f"{option}: `{text}` leads out of the project",
            "name a folder below the configuration file, or run cfc there",
        )
    return path.as_posix()


def _templates(given: str | None, place: Workspace) -> Path | None:
    configured = place.config.templates
    path = place.config.project / configured if configured else None
    if given:
        path = place.folder / given
    if path is not None and not path.is_dir():
        raise CannotRun(f"there is no folder of templates `{given or configured}`")
    return path
