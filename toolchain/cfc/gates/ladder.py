"""The ladder: rungs in their order, each green, red or skipped, and one verdict over all.

In: a scene (settings, contracts, what the command line says). Out: results; findings at the
reporter. A rung that could not run is skipped with its reason, never green.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cfc.config.model import Config
from cfc.diagnostics.model import Severity
from cfc.diagnostics.reporter import Reporter
from cfc.pipeline.selection import Selection

State = Literal["green", "red", "skipped"]


@dataclass(frozen=True)
class Scene:
    """What the rungs are about. `against`: the git revision that is the baseline."""

    config: Config
    selection: Selection
    folder: Path
    against: str | None = None
    runs: int = 100
    seed: int = 0


@dataclass(frozen=True)
class Answer:
    """What a rung says of itself: what it looked at, or (`skipped`) why it could not."""

    summary: str
    skipped: bool = False


@dataclass(frozen=True)
class Result:
    """One rung's result; `findings` are those at or above error."""

    rung: str
    state: State
    summary: str
    findings: int


Rung = Callable[[Scene, Reporter], Answer]


def climb(
    scene: Scene, rungs: Mapping[str, Rung], names: Sequence[str], reporter: Reporter
) -> list[Result]:
    """Run the named rungs, all of them, whatever one says; findings go to the reporter."""
    results: list[Result] = []
    for name in names:
        own = reporter.child()
        answer = rungs[name](scene, own)
        errors = own.count(Severity.ERROR)
        state: State = "red" if errors else "skipped" if answer.skipped else "green"
        results.append(Result(name, state, answer.summary, errors))
        for finding in own.findings():
            reporter.add(finding)
    return results
