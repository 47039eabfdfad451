"""The targets of a run, made from the settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cfc.config.model import Config
from cfc.emit.python.target import PythonTarget
from cfc.emit.target import Target
from cfc.emit.typescript.target import JavaScriptTarget, TypeScriptTarget


def make_targets(
    config: Config, names: Sequence[str], ids: Sequence[str], templates: Path | None
) -> dict[str, Target]:
    """Return the printers by target name."""
    found: dict[str, Target] = {}
    for name in names:
        if name == "python":
            found[name] = PythonTarget(ids, config.python_package, templates)
        elif name == "typescript":
            found[name] = TypeScriptTarget(ids, templates, config.typescript_imports)
        else:
            found[name] = JavaScriptTarget(ids, templates)
    return found
