"""`cfc gate`: the ladder that says yes or no."""

from __future__ import annotations

import click

from cfc.cli.exits import CannotRun
from cfc.cli.options import common_options, current_session


@click.command("gate", epilog="Example: cfc gate --rung integrity --rung freshness")
@click.argument("schemas", nargs=-1, metavar="[SCHEMAS]...")
@click.option("--rung", "rungs", multiple=True, metavar="NAME", help="Only this rung; repeatable.")
@click.option("--against", metavar="REV", help="The git revision that is the baseline.")
@click.option("--runs", type=click.IntRange(1), default=100, show_default=True, help="Fuzz cases.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the fuzz rung.")
@common_options
def command(
    schemas: tuple[str, ...], rungs: tuple[str, ...], against: str | None, runs: int, seed: int
) -> int:
    """Run every check that a change has to pass, and say yes or no. SCHEMAS: folders or files."""
    from pathlib import Path

    from cfc.contract.load import MissingInput
    from cfc.gates.ladder import Scene, climb
    from cfc.gates.rungs import RUNGS
    from cfc.pipeline.selection import select

    session = current_session()
    unknown = [name for name in rungs if name not in RUNGS]
    if unknown:
        raise CannotRun(f"`{unknown[0]}` is no rung", f"the rungs are {', '.join(RUNGS)}")
    config = session.config()
    try:
        selection = select(config, schemas, Path.cwd())
    except MissingInput as error:
        raise CannotRun(str(error)) from error
    reporter = session.reporter(config)
    scene = Scene(config, selection, Path.cwd(), against, runs, seed)
    results = climb(scene, RUNGS, [name for name in RUNGS if not rungs or name in rungs], reporter)
    lines = [f"{item.rung:<14} {item.state:<8} {item.summary}\n" for item in results]
    result: dict[str, object] = {"rungs": [vars(item) for item in results]}
    code = session.finish("gate", reporter, result, text="".join(lines))
    red = [item.rung for item in results if item.state == "red"]
    session.say(f"no: {', '.join(red)}" if red else "yes")
    return code
