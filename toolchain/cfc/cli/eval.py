"""`cfc eval`: try an expression on a document, with the code that cfc prints."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cfc.cli.exits import CLEAN, FINDINGS, CannotRun
from cfc.cli.options import common_options, current_session

if TYPE_CHECKING:
    from cfc.judges.expressions import Engine, Outcome

_ENGINES = ("python", "typescript", "interpreter")


@click.command("eval", epilog="Example: cfc eval '$sum(lines.total) = total' --data order.json")
@click.argument("expression", required=False)
@click.option("--data", metavar="FILE", help="The document to evaluate on; `-` is stdin.")
@click.option(
    "--engine",
    type=click.Choice(_ENGINES),
    default="python",
    show_default=True,
    help="The printed Python, the printed JavaScript, or jsonata-python.",
)
@click.option(
    "--explain", is_flag=True, help="Show what it costs, and the code that is printed for it."
)
@click.option(
    "--contract",
    metavar="CONTRACT[#POINTER]",
    help="Explain it for values of this schema: its type, and the code with types.",
)
@click.option("--batch", is_flag=True, help="Answer requests from stdin, a JSON object a line.")
@common_options
def command(
    expression: str | None,
    data: str | None,
    engine: Engine,
    explain: bool,
    contract: str | None,
    batch: bool,
) -> int:
    """Evaluate EXPRESSION. The result is JSON; no value prints nothing."""
    from cfc.judges.expression_node import EngineMissing
    from cfc.judges.expressions import UNDEFINED, evaluate

    if batch:
        return _batch(engine)
    if expression is None:
        raise CannotRun("there is no expression", "give one, or `--batch` and requests on stdin")
    value = UNDEFINED if data is None else _read(data)
    if explain or contract is not None:
        from cfc.cli.eval_explain import explanation

        # On stderr, so that stdout has the result alone.
        current_session().say(explanation(expression, engine, contract))
    try:
        outcome = evaluate(expression, value, engine=engine)
    except EngineMissing as error:
        raise CannotRun(str(error), "`--engine python` needs nothing else") from error
    return _answer(expression, outcome)


def _batch(engine: Engine) -> int:
    from cfc.cli.eval_batch import answer_all
    from cfc.judges.expression_node import EngineMissing
    from cfc.judges.expressions import open_session

    def write(line: str) -> None:
        sys.stdout.write(line)
        sys.stdout.flush()

    try:
        with open_session(engine) as session:
            answer_all(session, sys.stdin, write)
    except EngineMissing as error:
        raise CannotRun(str(error), "`--engine python` needs nothing else") from error
    return CLEAN


def _read(name: str) -> object:
    """Return the document; raises CannotRun."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
    except OSError as error:
        raise CannotRun(f"`{name}` cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CannotRun(f"`{name}` is not UTF-8 (byte {error.start})") from error
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CannotRun(f"`{name}` is not JSON: {error}") from error
    return value


def _answer(expression: str, outcome: Outcome) -> int:
    session = current_session()
    code = CLEAN if outcome.kind in ("value", "undefined") else FINDINGS
    if session.format == "json":
        from cfc.diagnostics.formats.json_report import envelope, to_text

        session.write(to_text(envelope("eval", code == CLEAN, code, (), _fields(outcome))))
        return code
    if outcome.kind == "value":
        session.write(json.dumps(outcome.value, ensure_ascii=False, indent=2) + "\n")
    elif outcome.kind == "undefined":
        session.say("undefined: the expression has no value")
    else:
        click.echo(_complaint(expression, outcome), err=True)
    return code


def _fields(outcome: Outcome) -> dict[str, object]:
    if outcome.kind == "value":
        return {"value": outcome.value}
    if outcome.kind == "undefined":
        return {"undefined": True}
    position = outcome.position if outcome.kind == "error" else outcome.start
    return {"error": {"code": outcome.code, "message": outcome.message, "position": position}}


def _complaint(expression: str, outcome: Outcome) -> str:
    if outcome.kind == "declined":
        head = f"error: {outcome.message} cannot be compiled"
        position: int | None = outcome.start
        width = max((outcome.end or 0) - (outcome.start or 0), 1)
    else:
        head = f"error: {outcome.code}: {outcome.message}"
        position, width = outcome.position, max(len(outcome.token or ""), 1)
    if position is None:
        return head
    line_start = expression.rfind("\n", 0, position) + 1
    line = expression[line_start:].split("\n", 1)[0]
    number = expression.count("\n", 0, position) + 1
    column = position - line_start
    mark = "^" * max(min(width, len(line) - column), 1)
    return f"{head}\n  --> {number}:{column + 1}\n   | {line}\n   | {' ' * column}{mark}"
