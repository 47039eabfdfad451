"""A copy of the project in a temporary folder, where a change is tried before anything is written.

In: settings. Out: the same settings over the copy. What runs there runs as it would in the
project: the same paths, the same configuration, the same flow.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from cfc.config.model import Config
from cfc.contract.load import find_files
from cfc.emit.write import MANIFEST, is_inside, read_manifest


@contextmanager
def trial(config: Config, *, with_output: bool = False) -> Iterator[Config]:
    """Copy contracts and metaschemas (`with_output`: what is generated, too) for a while."""
    with tempfile.TemporaryDirectory(prefix="cfc-trial-") as name:
        folder = Path(name)
        files = [item.file for item in find_files(config.project, config.schemas, config.exclude)]
        files += [item for item in config.metaschemas if (config.project / item).is_file()]
        if with_output:
            files += _output(config)
        for file in files:
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(config.project / file, target)
        if config.templates is not None and (config.project / config.templates).is_dir():
            shutil.copytree(config.project / config.templates, folder / config.templates)
        yield replace(config, project=folder)


def _output(config: Config) -> list[str]:
    """Return what lies in the output folder: a file in the way has to be seen there, too."""
    out = config.project / config.out
    manifest = read_manifest(out)
    known = {path for files in manifest.targets.values() for path in files if is_inside(path)}
    folders = {path.split("/", 1)[0] for path in known}
    folders |= {config.python_out, config.typescript_out, config.javascript_out}
    found = [f"{config.out}/{MANIFEST}"] if (out / MANIFEST).is_file() else []
    for name in sorted(folders):
        for path in sorted((out / name).rglob("*")):
            inside = path.relative_to(config.project)
            if path.is_file() and not path.is_symlink() and "__pycache__" not in inside.parts:
                found.append(inside.as_posix())
    return found
