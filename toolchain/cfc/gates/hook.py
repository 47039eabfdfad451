"""The commit hook's view: a project as it is staged, not as it lies in the working tree.

In: the folder that cfc runs in, and what the command line names. Out: a temporary folder with
the staged configuration, contracts, templates and generated files, each at its own place, so
that every pass runs there as it would in the project. It refuses to know what is judged.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cfc.config.load import load_config
from cfc.config.model import Config
from cfc.git import Entry, GitError, read_objects, staged_entries, top_of

_CONFIGURATION = ("cfc.toml", "pyproject.toml")


@dataclass(frozen=True)
class StagedProject:
    """`config` and `folder` lie in the temporary copy; `folder` is the one cfc runs in.

    `is_empty`: the index holds nothing of the contracts' folders, nor of what is generated,
    while the working tree has those folders: work that nobody has staged yet.
    """

    config: Config
    folder: Path
    is_empty: bool


@contextmanager
def staged_project(
    folder: Path, config_path: str | None, named: Sequence[str], out: str | None = None
) -> Iterator[StagedProject]:
    """Lay out what is staged. `named`: paths of the command line, relative to `folder`.

    `out` wins over the folder of generated files in the settings. Raises GitError, and ConfigError for the staged configuration.
    """
    here = folder.resolve()
    top = top_of(folder)
    entries = staged_entries(folder)
    with tempfile.TemporaryDirectory(prefix="cfc-staged-") as name:
        copy = Path(name).resolve()
        place = copy / _below(here, top)
        place.mkdir(parents=True, exist_ok=True)
        config = _config(folder, here, top, copy, entries, config_path)
        project = config.project.relative_to(copy).as_posix()
        roots = [_join(project, root) for root in config.schemas]
        roots += [_below((here / text).resolve(), top) for text in named]
        others = [config.templates] if config.templates else []
        others += [out or config.out, *config.metaschemas]
        chosen = _under(entries, [*roots, *(_join(project, other) for other in others)])
        _lay_out(folder, copy, chosen)
        is_empty = not chosen and any((top / root).exists() for root in roots)
        yield StagedProject(config, place, is_empty)


def _config(
    folder: Path,
    here: Path,
    top: Path,
    copy: Path,
    entries: Sequence[Entry],
    config_path: str | None,
) -> Config:
    """Return the staged settings that hold in a folder."""
    if config_path is not None:
        wanted = _below((here / config_path).resolve(), top)
        found = [entry for entry in entries if entry.path == wanted]
        if not found:
            raise GitError(f"the configuration `{config_path}` is not staged")
        _lay_out(folder, copy, found)
        return load_config(copy, copy / wanted)
    start = PurePosixPath(_below(here, top))
    places = {
        (parent / name).as_posix() for parent in (start, *start.parents) for name in _CONFIGURATION
    }
    _lay_out(folder, copy, [entry for entry in entries if entry.path in places])
    return load_config(copy / start, ceiling=copy)


def _below(path: Path, top: Path) -> str:
    if not path.is_relative_to(top):
        raise GitError(f"`{path.name}` lies outside the repository")
    return path.relative_to(top).as_posix()


def _join(project: str, path: str) -> str:
    return (PurePosixPath(project) / path).as_posix()


def _under(entries: Iterable[Entry], prefixes: Sequence[str]) -> list[Entry]:
    wanted = tuple("" if prefix == "." else prefix + "/" for prefix in prefixes)
    exact = frozenset(prefixes)
    return [item for item in entries if item.path in exact or item.path.startswith(wanted)]


def _lay_out(folder: Path, copy: Path, entries: Sequence[Entry]) -> None:
    for entry, content in read_objects(folder, entries):
        file = copy / entry.path
        file.parent.mkdir(parents=True, exist_ok=True)
        if entry.is_link:
            target = Path(content.decode("utf-8", "surrogateescape"))
            # A link that leaves the copy would bring in what is not staged.
            if not target.is_absolute() and (file.parent / target).resolve().is_relative_to(copy):
                file.unlink(missing_ok=True)
                file.symlink_to(target)
        else:
            file.write_bytes(content)
