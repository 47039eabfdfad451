"""`cfc fuzz`: try contracts against their judges, or an implementation against its contract."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cfc.cli.exits import CLEAN, FINDINGS, CannotRun
from cfc.cli.options import Session, common_options, current_session

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfc.config.model import Config
    from cfc.diagnostics.reporter import Reporter
    from cfc.fuzz.failures import Failures
    from cfc.fuzz.session import Plan

_SOURCES = ("saved", "examples", "boundaries", "hypothesis-jsonschema", "generator")


@click.command(
    "fuzz", epilog="Example: cfc fuzz schemas/order/create.json --impl shop.orders:create"
)
@click.argument("schemas", nargs=-1, metavar="[SCHEMAS]...")
@click.option("--impl", "target", metavar="TARGET",
              help="`package.module:function`, `file.py:function`, `file.mjs#export` or `file.ts#export`.")  # fmt: skip
@click.option("--runs", type=click.IntRange(min=1), default=1000, show_default=True,
              help="How many values to try on each contract.")  # fmt: skip
@click.option("--time", "seconds", type=click.FloatRange(min=0.1), default=60.0, show_default=True,
              metavar="S", help="How many seconds to spend on each contract.")  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True,
              help="The same seed draws the same values.")  # fmt: skip
@click.option("--source", "sources", type=click.Choice(_SOURCES), multiple=True,
              help="Only values from here; may be given several times.")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(min=0.1), default=5.0, show_default=True,
              metavar="S", help="How many seconds one call of the implementation may take.")  # fmt: skip
@common_options
def command(
    schemas: tuple[str, ...], target: str | None, runs: int, seconds: float, seed: int,
    sources: tuple[str, ...], timeout: float,
) -> int:  # fmt: skip
    """Fuzz SCHEMAS: files, folders or ids; all contracts of the project when none is named.

    Alone, the generated code of both languages, the models and the reference packages judge the
    same values. With --impl, an implementation is called with valid inputs of one contract.
    """
    from cfc.fuzz.failures import FOLDER, Failures
    from cfc.fuzz.session import Plan
    from cfc.instances.hypothesis_source import SourceMissing

    session = current_session()
    config = session.config()
    reporter = session.reporter(config)
    plan = Plan(runs, seconds, seed, tuple(dict.fromkeys(sources)) or _SOURCES)
    failures = Failures(config.project / FOLDER if config.file is not None else None)
    try:
        if target is None:
            result, summary = _contracts(session, config, schemas, plan, failures, reporter)
        else:
            result, summary = _implementation(
                session, config, schemas, target, plan, timeout, failures, reporter
            )
    except SourceMissing as error:
        raise CannotRun("hypothesis-jsonschema is not installed", str(error)) from error
    code = _finish(session, reporter, {**result, "seed": seed})
    session.say(summary)
    return code


def _implementation(
    session: Session, config: Config, schemas: tuple[str, ...], target: str, plan: Plan,
    timeout: float, failures: Failures, reporter: Reporter,
) -> tuple[dict[str, object], str]:  # fmt: skip
    from cfc.contract.load import MissingInput
    from cfc.judges.implementations import TargetMissing, find_target
    from cfc.pipeline.fuzzing import Fuzzed, fuzz_implementation
    from cfc.pipeline.memory import compile_in_memory
    from cfc.pipeline.summary import counted

    if len(schemas) != 1:
        raise CannotRun(
            "`--impl` is about one contract: name it", "`cfc fuzz order/create --impl …`"
        )
    try:
        found_target = find_target(target, Path.cwd())
        compiled = compile_in_memory(config, schemas[0], Path.cwd(), "python", reporter)
    except (MissingInput, TargetMissing) as error:
        raise CannotRun(str(error)) from error
    found = Fuzzed()
    repeat = f"cfc fuzz {shlex.quote(schemas[0])} --impl {shlex.quote(target)} --seed {plan.seed}"
    if plan.runs != 1000:
        repeat += f" --runs {plan.runs}"
    if compiled is not None:
        try:
            with _bar(session, plan.runs) as progress:
                found = fuzz_implementation(
                    compiled, found_target, Path.cwd(), plan, timeout, failures, reporter, repeat,
                    progress,
                )  # fmt: skip
        except TargetMissing as error:
            raise CannotRun(str(error)) from error
    result: dict[str, object] = {"cases": dict(found.tally.cases), "calls": found.calls}
    if found.tally.notes:
        result["notes"] = list(found.tally.notes)
    if found.counterexample:
        result["counterexample"] = found.counterexample[0]
        result["id"] = found.ids[0]
        result["failures"] = list(found.ids)
    for note in found.tally.notes:
        session.say(f"note: {note}")
    said = counted(len(found.ids), "counterexample") if found.ids else "no counterexample"
    return result, f"{counted(found.tally.total, 'case')} ({_shares(found.tally.cases)}): {said}"


def _contracts(
    session: Session,
    config: Config,
    schemas: tuple[str, ...],
    plan: Plan,
    failures: Failures,
    reporter: Reporter,
) -> tuple[dict[str, object], str]:
    from cfc.contract.load import MissingInput
    from cfc.pipeline.agreement import fuzz_contracts
    from cfc.pipeline.selection import select
    from cfc.pipeline.summary import counted

    try:
        selection = select(config, schemas, Path.cwd())
    except MissingInput as error:
        raise CannotRun(str(error)) from error
    with _bar(session, plan.runs * len(selection.selected)) as progress:
        found = fuzz_contracts(config, selection, plan, reporter, progress, failures)
    for note in found.notes:
        session.say(f"note: {note}")
    summary = (
        f"{counted(len(found.contracts), 'contract')}, {counted(sum(found.cases.values()), 'valid value')} "
        f"({_shares(found.cases)}) and {found.near_misses} near misses, by {', '.join(found.judges)}"
    )
    return found.to_json(), summary


def _shares(cases: dict[str, int]) -> str:
    return ", ".join(f"{count} {source}" for source, count in cases.items() if count) or "none"


def _finish(session: Session, reporter: Reporter, result: dict[str, object]) -> int:
    """Answer; JSON stands on one line here, for programs that read a run's last line."""
    from cfc.diagnostics.model import Severity

    if session.format != "json":
        return session.finish("fuzz", reporter, result)
    from cfc.diagnostics.formats.json_report import envelope

    findings = reporter.findings()
    failed = any(finding.severity >= Severity.ERROR for finding in findings)
    code = FINDINGS if failed else CLEAN
    next_steps = [
        str(item.properties["repeat"])
        for item in findings
        if item.properties is not None and "repeat" in item.properties
    ]
    body = envelope("fuzz", not failed, code, findings, result, next_steps)
    session.write(json.dumps(body) + "\n")
    return code


@contextmanager
def _bar(session: Session, length: int) -> Iterator[Callable[[int], None]]:
    """Show how far it is, when somebody looks and it takes a while."""
    if session.quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=length, label="fuzzing", file=sys.stderr) as bar:
        yield bar.update
