"""`cfc validate`: judge JSON documents by a contract."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cfc.cli.exits import CLEAN, CannotRun
from cfc.cli.options import Session, common_options, current_session

if TYPE_CHECKING:
    from cfc.config.model import Config
    from cfc.judges.engines import Engine
    from cfc.pipeline.memory import InMemory

_TARGETS = {"python": "python", "typescript": "javascript", "reference": "python"}


@click.command("validate", epilog="Example: cfc validate order/create#/input order.json")
@click.argument("contract", metavar="CONTRACT[#POINTER]", required=False)
@click.argument("files", nargs=-1, metavar="[FILES]...")
@click.option(
    "--engine",
    type=click.Choice(tuple(_TARGETS)),
    default="python",
    show_default=True,
    help="The generated Python, the generated TypeScript on Node, or the jsonschema package.",
)
@click.option("--batch", is_flag=True, help="Judge by schemas from stdin, JSON lines.")
@common_options
def command(contract: str | None, files: tuple[str, ...], engine: str, batch: bool) -> int:
    """Judge FILES by a contract: a file, or an id. `-` is stdin, and so is no file at all.

    Files are JSON, or JSON Lines when they end in `.jsonl` or `.ndjson`.

    The contract is compiled in memory, to the same code that `cfc compile` writes.
    """
    from cfc.contract.load import MissingInput
    from cfc.judges.node import EngineMissing
    from cfc.judges.reference import TooDeep
    from cfc.pipeline.instances import judge, read_instances
    from cfc.pipeline.memory import compile_in_memory
    from cfc.pipeline.summary import counted, tally

    session = current_session()
    if batch:
        if contract is not None:
            raise CannotRun("`--batch` takes its schemas from stdin; name no contract beside it")
        return _batch(session, engine)
    if contract is None:
        raise CannotRun("there is nothing to judge by", "name a contract, or `--batch`")
    config = session.config()
    reporter = session.reporter(config)
    texts = [(name, _text(name)) for name in files or ("-",)]
    try:
        compiled = compile_in_memory(config, contract, Path.cwd(), _TARGETS[engine], reporter)
    except MissingInput as error:
        raise CannotRun(str(error)) from error
    judged = valid = 0
    if compiled is not None:
        opened = _engine(engine, compiled, config)
        try:
            for name, text in texts:
                for instance in read_instances(name, text, reporter):
                    judged += 1
                    valid += judge(instance, opened, reporter)
        except EngineMissing as error:
            raise CannotRun(str(error), "`--engine python` needs no Node") from error
        except TooDeep as error:
            raise CannotRun(str(error), "`--engine python` goes deeper") from error
        finally:
            opened.close()
    code = session.finish(
        "validate", reporter, {"engine": engine, "judged": judged, "valid": valid}
    )
    session.say(f"{counted(judged, 'value')}: {valid} valid, {judged - valid} not")
    if compiled is None:
        session.say(f"the contract has {tally(reporter)}")
    return code


def _batch(session: Session, engine: str) -> int:
    from cfc.judges.node import EngineMissing
    from cfc.pipeline.validate_batch import run_batch
    from cfc.pipeline.validating import Validators

    with Validators(engine) as validators:  # type: ignore[arg-type]
        try:
            for line in run_batch(validators, sys.stdin, session.config().formats):
                click.echo(line)
        except EngineMissing as error:
            raise CannotRun(str(error), "`--engine python` needs no Node") from error
    return CLEAN


def _text(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise CannotRun(f"`{name}` cannot be read: {error.strerror}") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotRun(f"`{name}` is not UTF-8 (byte {error.start})") from error


def _engine(name: str, compiled: InMemory, config: Config) -> Engine:
    from cfc.judges.engines import PythonEngine, TypeScriptEngine

    if name == "python":
        return PythonEngine(compiled.texts, compiled.path, compiled.function)
    if name == "typescript":
        return TypeScriptEngine(compiled.texts, compiled.path, compiled.type)
    from cfc.pipeline.reference import reference_engine

    return reference_engine(compiled, config)
