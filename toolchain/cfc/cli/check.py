"""`cfc check`: find what is wrong with contracts; write nothing."""

from __future__ import annotations

from pathlib import Path

import click

from cfc.cli.exits import CannotRun
from cfc.cli.options import common_options, current_session, fail_on_option, severity


@click.command("check", epilog="Example: cfc check schemas/ --format github")
@click.argument("schemas", nargs=-1, metavar="[SCHEMAS]...")
@fail_on_option
@common_options
def command(schemas: tuple[str, ...], fail_on: str) -> int:
    """Report everything that can be wrong with contracts. SCHEMAS: folders or files."""
    from cfc.contract.load import MissingInput
    from cfc.pipeline.inspect import check_contracts
    from cfc.pipeline.selection import select
    from cfc.pipeline.summary import counted, tally

    session = current_session()
    config = session.config()
    try:
        selection = select(config, schemas, Path.cwd())
    except MissingInput as error:
        raise CannotRun(str(error)) from error
    reporter = session.reporter(config)
    count = check_contracts(config, selection, reporter)
    code = session.finish("check", reporter, {"contracts": count}, fail_on=severity(fail_on))
    session.say(f"{counted(count, 'contract')}: {tally(reporter) or 'no findings'}")
    return code
