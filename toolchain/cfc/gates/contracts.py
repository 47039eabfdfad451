"""The rungs that look at contracts alone: are they sound, and is the code that of the contracts."""

from __future__ import annotations

from cfc.diagnostics.reporter import Reporter
from cfc.gates.ladder import Answer, Scene
from cfc.pipeline.compile import Options, compile_contracts
from cfc.pipeline.inspect import check_contracts
from cfc.pipeline.summary import counted


def integrity(scene: Scene, reporter: Reporter) -> Answer:
    """Everything `cfc check` finds."""
    count = check_contracts(scene.config, scene.selection, reporter)
    return Answer(f"{counted(count, 'contract')} checked")


def freshness(scene: Scene, reporter: Reporter) -> Answer:
    """Everything `cfc compile --check` finds: generated code that is not what the contracts give."""
    config = scene.config
    templates = config.project / config.templates if config.templates else None
    options = Options(tuple(config.targets), config.out, check=True, templates=templates)
    outcome = compile_contracts(config, scene.selection, options, reporter)
    return Answer(f"{counted(outcome.contracts, 'contract')} compiled and compared")
