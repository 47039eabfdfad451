"""Which files a command is about: the roots of the configuration, and the paths on the command line.

A path inside a configured root selects from that root, so that references to the rest still
lead somewhere; any other path is a root of its own. Raises MissingInput.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cfc.config.model import Config
from cfc.contract.load import SUFFIXES, Found, MissingInput, find_files


@dataclass(frozen=True)
class Selection:
    """All files that are read, and which of them the command is about."""

    files: tuple[Found, ...]
    selected: frozenset[str]
    partial: bool


def select(config: Config, paths: Sequence[str], cwd: Path) -> Selection:
    """Return the files of a run. Paths are as typed, relative to `cwd`; ids of contracts do, too."""
    roots: dict[str, None] = {}
    narrowed: list[str] = []
    for text in paths:
        path = (cwd / text).absolute()
        if not path.exists():
            path = _by_id(config, text)
        relative = _relative(path, config.project)
        root = _root_of(relative, config.schemas)
        if root is None:
            roots[relative] = None
            narrowed.append(relative)
        else:
            roots[root] = None
            narrowed.append(relative)
    if not paths:
        roots = dict.fromkeys(config.schemas)
        missing = [root for root in roots if not (config.project / root).exists()]
        if missing:
            raise MissingInput(
                f"there is no folder `{missing[0]}` here; name one, or start with `cfc init`"
            )
    files = find_files(config.project, tuple(roots), config.exclude)
    if not paths:
        chosen = list(files)
    else:
        chosen = [item for item in files if any(_is_in(item.file, path) for path in narrowed)]
    if not chosen:
        where = ", ".join(f"`{path}`" for path in (paths or roots))
        raise MissingInput(
            f"{where} holds no contracts ({', '.join(f'`{suffix}`' for suffix in SUFFIXES)})"
        )
    return Selection(
        tuple(files), frozenset(item.file for item in chosen), len(chosen) < len(files)
    )


def _by_id(config: Config, text: str) -> Path:
    """Return the file of the contract with this id; raises MissingInput."""
    files = find_files(config.project, config.schemas, config.exclude)
    for item in files:
        if item.id == text:
            return item.path.absolute()
    near = difflib.get_close_matches(text, [item.id for item in files], 1)
    hint = f"; did you mean `{near[0]}`?" if near else ""
    raise MissingInput(f"there is no `{text}`{hint}")


def _relative(path: Path, project: Path) -> str:
    return Path(os.path.relpath(os.path.normpath(path), project)).as_posix()


def _root_of(relative: str, roots: Sequence[str]) -> str | None:
    for root in roots:
        if _is_in(relative, root):
            return root
    return None


def _is_in(path: str, folder: str) -> bool:
    return folder in ("", ".") or path == folder or path.startswith(folder.rstrip("/") + "/")
