"""The rung of types: strict mypy and `tsc` over the generated code, when they are there.

In: the output folder. Out: each complaint as a finding at its place. A checker that is not
installed makes the rung skipped: nobody has looked.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from cfc.diagnostics.model import Location
from cfc.diagnostics.reporter import Reporter
from cfc.gates.ladder import Answer, Scene
from cfc.pipeline.places import folder_of
from cfc.pipeline.summary import counted

_LIMIT = 300
_MYPY = re.compile(r"(?P<file>[^:\n]+):(?P<line>\d+):(?P<column>\d+): error: (?P<text>.*)")
_TSC = re.compile(r"(?P<file>[^(\n]+)\((?P<line>\d+),(?P<column>\d+)\): error (?P<text>.*)")
TSC_FLAGS = (
    "--noEmit", "--pretty", "false", "--strict", "--target", "es2022", "--module", "preserve",
    "--moduleResolution", "bundler", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess",
    "--verbatimModuleSyntax", "--isolatedModules", "--skipLibCheck",
)  # fmt: skip


def types(scene: Scene, reporter: Reporter) -> Answer:
    """Check the generated code of every configured target that has types."""
    done: list[str] = []
    missing: list[str] = []
    out = scene.config.project / scene.config.out
    for target in scene.config.targets:
        folder = out / folder_of(scene.config, target)
        if not folder.is_dir():
            missing.append(f"no generated {target} in `{scene.config.out}/`")
        elif target == "python":
            _python(scene, folder, reporter, done, missing)
        elif target == "typescript":
            _typescript(scene, folder, reporter, done, missing)
    parts = [f"checked by {' and '.join(done)}"] if done else []
    return Answer("; ".join([*parts, *missing]) or "nothing to check", skipped=bool(missing))


def _python(
    scene: Scene, folder: Path, reporter: Reporter, done: list[str], missing: list[str]
) -> None:
    if importlib.util.find_spec("mypy") is None:
        missing.append("mypy is not installed beside cfc")
        return
    package = scene.config.python_package.split(".")[0]
    command = [
        sys.executable, "-m", "mypy", "--strict", "--show-column-numbers", "--no-error-summary",
        "--hide-error-context", "--no-pretty", package,
    ]  # fmt: skip
    _run(scene, folder, command, _MYPY, reporter, "mypy", done, missing)


def _typescript(
    scene: Scene, folder: Path, reporter: Reporter, done: list[str], missing: list[str]
) -> None:
    compiler = _tsc(scene.config.project)
    if compiler is None:
        missing.append("tsc was not found in `node_modules/.bin/` or on the path")
        return
    files = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.ts"))]
    command = [compiler, *TSC_FLAGS, *files]
    _run(scene, folder, command, _TSC, reporter, "tsc", done, missing)


def _tsc(project: Path) -> str | None:
    for folder in (project, *project.parents):
        local = folder / "node_modules" / ".bin" / "tsc"
        if local.is_file():
            return str(local)
    return shutil.which("tsc")


def _run(
    scene: Scene,
    folder: Path,
    command: Sequence[str],
    pattern: re.Pattern[str],
    reporter: Reporter,
    name: str,
    done: list[str],
    missing: list[str],
) -> None:
    try:
        run = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=_LIMIT, check=False
        )
    except subprocess.TimeoutExpired:
        missing.append(f"{name} did not end within {_LIMIT} seconds")
        return
    base = folder.relative_to(scene.config.project).as_posix()
    found = 0
    for line in run.stdout.splitlines():
        match = pattern.match(line)
        if match is None:
            continue
        found += 1
        row, column = int(match["line"]), int(match["column"])
        where = Location(f"{base}/{match['file']}", row, column, row, column)
        reporter.report("type-error", f"{name}: {match['text']}", where)
    if run.returncode and not found:
        last = (run.stdout + run.stderr).strip().splitlines()
        missing.append(f"{name} failed: {last[-1] if last else f'exit code {run.returncode}'}")
        return
    done.append(f"{name} ({counted(found, 'error')})")
