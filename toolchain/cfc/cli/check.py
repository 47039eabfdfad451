"""`cfc check`: find what is wrong with contracts; write nothing."""

from __future__ import annotations

import click

from cfc.cli.exits import CannotRun
from cfc.cli.options import common_options, current_session, fail_on_option, severity
from cfc.cli.workspace import staged_option, workspace


@click.command("check", epilog="Example: cfc check schemas/ --format github")
@click.argument("schemas", nargs=-1, metavar="[SCHEMAS]...")
@staged_option
@fail_on_option
@common_options
def command(schemas: tuple[str, ...], staged: bool, fail_on: str) -> int:
    """Report everything that can be wrong with contracts. SCHEMAS: folders or files."""
    from cfc.contract.load import MissingInput
    from cfc.pipeline.inspect import check_contracts
    from cfc.pipeline.selection import select
    from cfc.pipeline.summary import counted, tally

    session = current_session()
    with workspace(session, schemas, staged=staged) as place:
        reporter = session.reporter(place.config)
        count = 0
        if not place.is_empty:
            try:
                selection = select(place.config, schemas, place.folder)
            except MissingInput as error:
                raise CannotRun(str(error)) from error
            count = check_contracts(place.config, selection, reporter)
    code = session.finish("check", reporter, {"contracts": count}, fail_on=severity(fail_on))
    session.say(f"{counted(count, 'contract')}: {tally(reporter) or 'no findings'}")
    return code
