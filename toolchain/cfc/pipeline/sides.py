"""The two sides of a comparison: files, folders, or what git keeps at a revision.

In: what the command line names. Out: a `Side` of each: contracts that were read, with the
findings of those that could not be. An existing path wins over a revision of the same name.
Raises MissingInput.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from cfc.config.model import Config
from cfc.contract.load import SUFFIXES, Found, MissingInput, find_files
from cfc.contract.model import Contract
from cfc.diagnostics.model import Severity
from cfc.diagnostics.reporter import Reporter
from cfc.git import GitError, entries_at, read_objects, revision, top_of
from cfc.pipeline.fetching import how_to_fetch
from cfc.pipeline.front import Front, check, read
from cfc.pipeline.selection import select


class NothingThere(MissingInput):
    """A revision is there, but holds no contracts."""


@dataclass(frozen=True)
class Side:
    """One side. `label`: as it was named. `is_single`: it is one file, paired with whatever is there."""

    label: str
    front: Front
    contracts: tuple[Contract, ...]
    is_single: bool


@contextmanager
def opened_sides(
    config: Config,
    old: str | None,
    new: str | None,
    cwd: Path,
    reporter: Reporter,
    staged: tuple[Config, Path] | None = None,
) -> Iterator[tuple[Side, Side]]:
    """Read both sides; None is the configured folders of the working tree.

    `staged`: the settings and the folder of a copy of what is staged, which then is the new side.
    """
    after, folder = staged or (config, cwd)
    with TemporaryDirectory(prefix="cfc-diff-") as name:
        place = Path(name)
        yield (
            _side(config, old, cwd, place / "old", reporter),
            _side(after, new, folder, place / "new", reporter),
        )


def against(config: Config, name: str, path: str | None, cwd: Path) -> str:
    """Return the old side of `--against NAME` for a path of the working tree."""
    if path is None or ":" in path:
        return name
    top = _top(config, name)
    return f"{name}:{Path(os.path.abspath(cwd / path)).relative_to(top).as_posix()}"


def _side(config: Config, text: str | None, cwd: Path, copy: Path, reporter: Reporter) -> Side:
    if text is None or (cwd / text).exists():
        selection = select(config, () if text is None else (text,), cwd)
        single = text is not None and (cwd / text).is_file()
        return _read(
            config, text or "working tree", selection.files, selection.selected, single, reporter
        )
    files, chosen, single = _at_revision(config, text, cwd, copy)
    return _read(config, text, files, chosen, single, reporter)


def _read(
    config: Config,
    label: str,
    files: Sequence[Found],
    chosen: frozenset[str],
    single: bool,
    reporter: Reporter,
) -> Side:
    quiet = Reporter(reporter.catalogue)
    front = read(config, files, quiet, chosen)
    contracts = [item for item in front.loaded.contracts if item.file in chosen]
    needed = {uri for item in contracts for uri in (item.uri, *front.reads(item.uri))}
    check(front, [item for item in front.loaded.contracts if item.uri in needed], lambda _: None)
    for finding in quiet.findings():
        if finding.severity is Severity.ERROR:
            reporter.add(finding)
    return Side(label, front, tuple(contracts), single)


def _top(config: Config, name: str) -> Path:
    try:
        return top_of(config.project)
    except GitError as error:
        raise MissingInput(
            f"there is no `{name}` here, and no git to ask for it: {error}"
        ) from error


def _at_revision(
    config: Config, text: str, cwd: Path, copy: Path
) -> tuple[list[Found], frozenset[str], bool]:
    name, mark, path = text.partition(":")
    top = _top(config, text)
    tree = revision(config.project, name)
    if tree is None:
        said = f"there is no `{text}` here: neither a path nor a revision that git has"
        raise MissingInput(f"{said}; {how_to_fetch(config.project, name)}")
    roots = [_join(_below(config.project, top), root) for root in config.schemas]
    entries = entries_at(config.project, tree)
    names = {entry.path for entry in entries}
    if mark:
        wanted = [_named(path, names, _below(cwd, top))]
    else:
        wanted = [root for root in roots if _under(names, root)]
    if not wanted or not _under(names, wanted[0]):
        raise NothingThere(f"`{name}` has no `{path or ', '.join(config.schemas)}`")
    root = next((item for item in roots if _is_in(wanted[0], item)), None)
    single = wanted[0] in names
    base = root or (PurePosixPath(wanted[0]).parent.as_posix() if single else wanted[0])
    kept = [
        entry
        for entry in entries
        if entry.path.endswith(SUFFIXES)
        and any(_is_in(entry.path, item) for item in (base, *wanted))
    ]
    for entry, content in read_objects(config.project, kept):
        file = copy / entry.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    bases = [base] if mark else wanted
    found = [
        Found(f"{name}:{item.root}", f"{name}:{item.file}", item.path)
        for item in find_files(copy, bases, config.exclude)
    ]
    chosen = frozenset(
        item.file
        for item in found
        if any(_is_in(item.file[len(name) + 1 :], one) for one in wanted)
    )
    return found, chosen, single


def _named(path: str, names: set[str], here: str) -> str:
    clean = PurePosixPath(path.rstrip("/") or ".").as_posix()
    local = _join(here, clean)
    if not _under(names, clean) and _under(names, local):
        return local
    return clean


def _under(names: set[str], path: str) -> bool:
    return any(_is_in(name, path) for name in names)


def _is_in(path: str, folder: str) -> bool:
    return folder in ("", ".") or path == folder or path.startswith(folder + "/")


def _below(path: Path, top: Path) -> str:
    resolved = path.resolve()
    return resolved.relative_to(top).as_posix() if resolved.is_relative_to(top) else "."


def _join(base: str, path: str) -> str:
    return os.path.normpath(f"{base}/{path}").replace(os.sep, "/")
