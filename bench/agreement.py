"""One meaning: generated Python, generated TypeScript and the oracle judge random schemas alike.

Usage: python -m bench.agreement [--pairs N] [--seed N] [--others] [--shown N]

Prints pairs, disagreements, how many schemas were skipped and why (a circle of references; a judge
was at it for too long), and for each keyword: the pairs in whose judging it was asked, the
share of valid ones among them, and the share in which the keyword itself said no.
`--others` asks jsonschema and jsonschema-rs, too, and counts where they differ, by cause. Ends
with exit code 1 when ours disagree.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import NoReturn

from cfc.contract.keywords import DIALECT
from cfc.contract.model import Place
from cfc.instances.equality import key_of, text_of
from cfc.judges.node import EngineError
from cfc.judges.oracle import oracle
from cfc.judges.sandbox import NodeSandbox, PythonSandbox
from cfc.pipeline.front import Front
from cfc.pipeline.validating import front_of, printed_by

from bench.drawn_circles import has_circle
from bench.drawn_schemas import Schema, SchemaSource
from bench.drawn_values import ValueSource
from bench.second_opinions import SecondOpinions

_PER_SCHEMA = 40
_RARE = 0.25
_MOST_STEPS, _MOST_SECONDS = 60_000, 20.0


@dataclass(frozen=True)
class Judged:
    """A value, what the oracle says of it, and of its keywords (False: it said no at least once)."""

    value: object
    holds: bool
    asked: dict[str, bool]


@dataclass(frozen=True)
class Trial:
    """A schema and values that the oracle has judged."""

    schema: Schema
    front: Front
    judged: list[Judged]

    @property
    def values(self) -> list[object]:
        return [item.value for item in self.judged]

    @property
    def verdicts(self) -> list[bool]:
        return [item.holds for item in self.judged]


@dataclass(frozen=True)
class Disagreement:
    """A pair on which ours differ: what each judge says."""

    schema: Schema
    value: object
    said: dict[str, object]


@dataclass
class Tally:
    """What was compared so far."""

    pairs: int = 0
    schemas: int = 0
    total: Counter[str] = field(default_factory=Counter)
    valid: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    wrong: list[Disagreement] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)

    def add(self, trial: Trial) -> None:
        self.schemas += 1
        self.pairs += len(trial.judged)
        for item in trial.judged:
            self.total.update(item.asked.keys())
            self.valid.update(item.asked.keys() if item.holds else ())
            self.refused.update(name for name, kept in item.asked.items() if not kept)


def trials(seed: int, skipped: Counter[str]) -> Iterator[Trial]:
    """Yield trials without end; same seed, same trials. Schemas left out count in `skipped`."""
    for number in count():
        # A source of chance for each schema, so that none changes what comes after it.
        rng = Random(f"{seed}/{number}")
        schema = SchemaSource(rng).draw()
        front = front_of(schema, DIALECT, {}, "assert")
        if has_circle(front.registry):
            skipped["circle of references"] += 1
            continue
        root = Place(front.loaded.contracts[0].uri)
        try:
            with _within(_MOST_SECONDS):
                drawn = ValueSource(front.registry, root, rng).draw(90)
                values = {key_of(item): item for item in drawn}
                judged = _judged(front, root, values.values())
        except _TooLong as error:
            skipped[str(error)] += 1
            continue
        yield Trial(schema, front, _balanced(judged, rng))


class _TooLong(Exception):
    """Branches within branches that refer to each other: somebody would be at it for hours."""


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Raise _TooLong from within when the time is over."""

    def stop(number: int, frame: object) -> NoReturn:
        raise _TooLong(f"over {seconds:g} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _judged(front: Front, root: Place, values: Iterable[object]) -> list[Judged]:
    asked: dict[str, bool] = {}
    left = _MOST_STEPS

    def watch(name: str, kept: bool) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise _TooLong(f"over {_MOST_STEPS:,} steps")
        asked[name] = kept and asked.get(name, True)

    judge = oracle(front.registry, watch=watch)
    found: list[Judged] = []
    for value in values:
        asked.clear()
        found.append(Judged(value, judge.holds(root, value), dict(asked)))
    return found


def _balanced(judged: list[Judged], rng: Random) -> list[Judged]:
    """Keep as many of either verdict as there are, up to a bound: the rarer one in full."""
    yes = [item for item in judged if item.holds]
    no = [item for item in judged if not item.holds]
    fewer = min(len(yes), len(no), _PER_SCHEMA // 2)
    # A schema that has one verdict only is worth little, and would spoil the shares.
    most = max(3, min(_PER_SCHEMA - fewer, int(fewer / _RARE)))
    return [item for part in (yes, no) for item in rng.sample(part, min(len(part), most))]


class Judges:
    """Generated code of both languages, each in its sandbox."""

    def __init__(self) -> None:
        self._python, self._node = PythonSandbox(), NodeSandbox()

    def compare(self, trial: Trial) -> list[Disagreement]:
        """Return the pairs of a trial on which any two judges differ."""
        said: dict[str, list[object]] = {"oracle": list(trial.verdicts)}
        for name, sandbox in (("python", self._python), ("javascript", self._node)):
            try:
                printed = printed_by(trial.front, name)
                answers = sandbox.answers(
                    printed.texts, printed.path, printed.functions, trial.values
                )
            except _TooLong:
                raise
            except Exception as error:
                at = traceback.extract_tb(error.__traceback__)[-1]
                where = "" if isinstance(error, EngineError) else f" ({at.name}, {at.lineno})"
                fault = f"{type(error).__name__}: {error}"[:200] + where
                return [Disagreement(trial.schema, trial.values[0], {name: fault})]
            said[name] = [pair[0] for pair in answers]
            said[name + " collector"] = [pair[1] for pair in answers]
        rows = [dict(zip(said, row, strict=True)) for row in zip(*said.values(), strict=True)]
        return [
            Disagreement(trial.schema, value, row)
            for value, row in zip(trial.values, rows, strict=True)
            if len(set(row.values())) > 1
        ]

    def close(self) -> None:
        self._python.close()
        self._node.close()


def run(pairs: int, seed: int, others: SecondOpinions | None = None) -> Tally:
    """Compare so many pairs."""
    tally = Tally()
    judges = Judges()
    try:
        for trial in trials(seed, tally.skipped):
            try:
                with _within(_MOST_SECONDS):
                    wrong = judges.compare(trial)
            except _TooLong as error:
                # What a process was about to answer nobody reads now: it goes, too.
                tally.skipped[f"{error} in generated code"] += 1
                judges.close()
                continue
            tally.add(trial)
            tally.wrong += wrong
            if others is not None:
                others.compare(trial.schema, trial.values, trial.verdicts)
            if tally.pairs >= pairs:
                break
    finally:
        judges.close()
    return tally


def report(tally: Tally, shown: int) -> None:
    for name in sorted(tally.total):
        valid, refused = (each[name] / tally.total[name] for each in (tally.valid, tally.refused))
        print(
            f"  {name:24} {tally.total[name]:8} pairs, {valid:4.0%} valid, {refused:4.0%} refused by it"
        )
    for item in tally.wrong[:shown]:
        print("DISAGREE", item.said)
        print("  schema", text_of(item.schema))
        print("  value ", text_of(item.value))
    for reason, times in sorted(tally.skipped.items()):
        print(f"skipped: {times} schemas, {reason}")
    print(
        f"{tally.pairs} pairs of {tally.schemas} schemas: {len(tally.wrong)} disagreements "
        "between generated Python, generated TypeScript and the oracle"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--others", action="store_true")
    parser.add_argument("--shown", type=int, default=10)
    options = parser.parse_args()
    started = time.monotonic()
    others = SecondOpinions() if options.others else None
    tally = run(options.pairs, options.seed, others)
    report(tally, options.shown)
    if others is not None:
        others.report()
    print(f"{time.monotonic() - started:.0f} s", file=sys.stderr)
    sys.exit(1 if tally.wrong else 0)


if __name__ == "__main__":
    main()
