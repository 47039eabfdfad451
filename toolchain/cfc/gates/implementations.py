"""The implementations that the settings name, as rungs try them.

In: a scene, and what to do with one implementation. Out: how many were tried, and which could
not be for want of a tool; one that is not there, or not sound, is a finding.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cfc.contract.load import MissingInput
from cfc.diagnostics.model import Location
from cfc.diagnostics.reporter import Reporter
from cfc.gates.ladder import Answer, Scene
from cfc.judges.implementations import Target, TargetMissing, ToolMissing, find_target
from cfc.pipeline.memory import InMemory, compile_in_memory
from cfc.pipeline.replaying import replay_examples
from cfc.pipeline.summary import counted

CALL_SECONDS = 5.0


@dataclass
class Tried:
    """`missing` says of each implementation that could not be run what it lacks."""

    count: int = 0
    missing: list[str] = field(default_factory=list)


Trial = Callable[[InMemory, Target], None]


def try_each(scene: Scene, reporter: Reporter, trial: Trial) -> Tried:
    """Run a trial on every configured implementation of the selected contracts."""
    tried = Tried()
    config = scene.config
    selected = {item.id for item in scene.selection.files if item.file in scene.selection.selected}
    known = {item.id for item in scene.selection.files}
    for contract, targets in config.implementations.items():
        if contract not in selected:
            if contract not in known and not scene.selection.partial:
                _report(scene, reporter, contract, f"there is no contract `{contract}`")
            continue
        for text in targets:
            own = reporter.child()
            try:
                compiled = compile_in_memory(config, contract, config.project, "python", own)
                if compiled is not None:
                    trial(compiled, find_target(text, config.project))
                    tried.count += 1
                else:
                    tried.missing.append(f"`{contract}` has errors")
            except ToolMissing as error:
                tried.missing.append(str(error))
            except (TargetMissing, MissingInput) as error:
                _report(scene, reporter, text, str(error))
    return tried


def fixtures(scene: Scene, reporter: Reporter) -> Answer:
    """Every example of a contract, replayed against every implementation of it."""
    sent = 0

    def replay(compiled: InMemory, target: Target) -> None:
        nonlocal sent
        sent += replay_examples(compiled, target, scene.config.project, CALL_SECONDS, reporter)

    if not scene.config.implementations:
        return Answer("no implementations are configured", skipped=True)
    tried = try_each(scene, reporter, replay)
    told = f"{counted(sent, 'example')} replayed against {counted(tried.count, 'implementation')}"
    return Answer("; ".join([told, *tried.missing]), skipped=bool(tried.missing))


def _report(scene: Scene, reporter: Reporter, text: str, message: str) -> None:
    file = scene.config.file or ""
    line = _line(scene, text)
    where = Location(file, line, 1, line, 1)
    reporter.report("implementation-missing", message, where)


def _line(scene: Scene, text: str) -> int:
    """Return the line of the settings that has a text, 1 when none has."""
    lines = (scene.config.project / (scene.config.file or "")).read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)
