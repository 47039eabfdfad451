"""`cfc generate`: valid documents of a contract, as JSON lines."""

from __future__ import annotations

from pathlib import Path

import click

from cfc.cli.exits import CannotRun
from cfc.cli.options import common_options, current_session


@click.command("generate", epilog="Example: cfc generate order/create#/input -n 5")
@click.argument("contract", metavar="CONTRACT[#POINTER]")
@click.option("-n", "--count", type=click.IntRange(min=0), default=10, show_default=True,
              help="How many documents.")  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True,
              help="The same seed gives the same documents.")  # fmt: skip
@common_options
def command(contract: str, count: int, seed: int) -> int:
    """Print documents that CONTRACT accepts: a file, or an id. One a line, each once."""
    from cfc.contract.load import MissingInput
    from cfc.instances.equality import text_of
    from cfc.pipeline.generation import generate
    from cfc.pipeline.memory import compile_in_memory
    from cfc.pipeline.summary import counted

    session = current_session()
    config = session.config()
    reporter = session.reporter(config)
    try:
        compiled = compile_in_memory(config, contract, Path.cwd(), "python", reporter)
    except MissingInput as error:
        raise CannotRun(str(error)) from error
    values = [] if compiled is None else generate(compiled, count, seed, reporter)
    text = "".join(text_of(value) + "\n" for value in values)
    code = session.finish("generate", reporter, {"instances": values, "seed": seed}, text=text)
    if len(values) < count and compiled is not None:
        session.say(f"no more than {counted(len(values), 'document')} could be found")
    return code
