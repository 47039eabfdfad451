"""The algebra in a process of its own: what hangs or crashes there is an answer, not our end.

In: two schemas. Out: what the engine says of both directions, and schemas of what one accepts
and the other refuses. Nothing here is a verdict yet.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Literal

from cfc.contract.schema_engine import Canonical, EngineRefuses, Operand, canonicalize
from cfc.diff.bundle import renamed

TIME_LIMIT = 10.0
DEEPEST = 200
LONGEST_REST = 256 * 1024


@dataclass(frozen=True)
class Opinion:
    """What the engine says of one direction. `rest`: a schema of what the second refuses."""

    covered: Literal["yes", "no", "unknown"]
    reason: str = ""
    rest: object = None


def both(reason: str) -> tuple[Opinion, Opinion]:
    """Return the opinion that there is none."""
    return Opinion("unknown", reason), Opinion("unknown", reason)


def compare(old: Operand, new: Operand, *, assert_formats: bool) -> tuple[Opinion, Opinion]:
    """Ask the engine in this process: old within new, then new within old."""
    try:
        before = canonicalize(old, assert_formats=assert_formats)
        after = canonicalize(new, assert_formats=assert_formats)
    except EngineRefuses as error:
        return both(f"the engine cannot read the schema: {error}")
    opinions = _direction(before, after), _direction(after, before)
    if all(opinion.covered == "yes" for opinion in opinions):
        return opinions
    return _by_meaning(before, after, opinions, assert_formats=assert_formats)


def _by_meaning(
    before: Canonical, after: Canonical, known: tuple[Opinion, Opinion], *, assert_formats: bool
) -> tuple[Opinion, Opinion]:
    """Ask again with definitions named by their normal forms, so that equal ones are seen."""
    try:
        schemas = before.schema(), after.schema()
        if not any(isinstance(schema, dict) and "$defs" in schema for schema in schemas):
            return known
        first, second = (
            canonicalize(Operand(renamed(schema), "urn:cfc:part"), assert_formats=assert_formats)
            for schema in schemas
        )
    except EngineRefuses:
        return known
    asked = _direction(first, second), _direction(second, first)
    better = [new if new.covered == "yes" else old for old, new in zip(known, asked, strict=True)]
    return better[0], better[1]


def _direction(inner: Canonical, outer: Canonical) -> Opinion:
    try:
        covered = outer.covers(inner)
        reason = "the engine cannot decide it" if covered == "unknown" else ""
    except EngineRefuses as error:
        covered, reason = "unknown", f"the engine cannot compare the schemas: {error}"
    if covered == "yes":
        return Opinion("yes")
    try:
        rest = inner.subtract(outer)
    except EngineRefuses:
        rest = None
    if rest is not None and len(json.dumps(rest)) > LONGEST_REST:
        rest = None
    return Opinion(covered, reason, rest)


class Engine:
    """One worker, started when it is first asked, and again when it had to be stopped."""

    def __init__(self, time_limit: float = TIME_LIMIT) -> None:
        self._limit = time_limit
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def ask(self, old: Operand, new: Operand, *, assert_formats: bool) -> tuple[Opinion, Opinion]:
        """Return the opinions on old within new, and new within old."""
        if is_deep(old.value) or is_deep(new.value):
            return both(f"a schema is nested deeper than {DEEPEST} levels")
        pipe = self._started()
        pipe.send((old, new, assert_formats))
        try:
            if not pipe.poll(self._limit):
                self.close(kill=True)
                return both(f"the engine took longer than {self._limit:g} s")
            answer = pipe.recv()
        except (EOFError, OSError):
            self.close(kill=True)
            return both("the engine crashed on these schemas")
        if isinstance(answer, str):
            return both(answer)
        first, second = answer
        return first, second

    def close(self, *, kill: bool = False) -> None:
        """Stop the worker."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            if kill:
                self._process.kill()
            self._process.join(2)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
        self._process = self._pipe = None

    def _started(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            ours, theirs = multiprocessing.Pipe()
            self._process = _worker(theirs, ours)
            self._process.start()
            theirs.close()
            self._pipe = ours
        return self._pipe


def _worker(pipe: Connection, other: Connection) -> BaseProcess:
    if sys.platform in ("win32", "darwin"):
        spawn = multiprocessing.get_context("spawn")
        return spawn.Process(target=_serve, args=(pipe, other), daemon=True)
    fork = multiprocessing.get_context("fork")
    return fork.Process(target=_serve, args=(pipe, other), daemon=True)


def is_deep(value: object) -> bool:
    """Tell whether a value is nested deeper than the engine may be given."""
    level: list[object] = [value]
    for _ in range(DEEPEST):
        following: list[object] = []
        for item in level:
            if isinstance(item, Mapping):
                following.extend(item.values())
            elif isinstance(item, list):
                following.extend(item)
        if not following:
            return False
        level = following
    return True


def _serve(pipe: Connection, other: Connection) -> None:
    other.close()
    while True:
        try:
            old, new, assert_formats = pipe.recv()
        except EOFError:
            return
        try:
            answer: object = compare(old, new, assert_formats=assert_formats)
        except BaseException as error:  # a panic of the engine is no Exception
            answer = f"the engine failed: {type(error).__name__}"
        pipe.send(answer)
