"""Write several files, all or none, even when the process is killed in between.

In: new contents by path (None: the file goes). First everything lies in a folder beside the
project's cache, then a journal says so (from here on the change is certain), then each file is
put in its place by a rename. Whoever finds a journal finishes it; whoever finds none throws the
rest away. One process at a time.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from cfc.pipeline.state import FOLDER as CACHE

FOLDER = f"{CACHE}/apply"
JOURNAL = f"{FOLDER}/journal.json"
_LOCK = f"{CACHE}/apply.lock"


class Busy(Exception):
    """Another process is applying."""


class Interfered(Exception):
    """A file was changed by somebody else after the change had begun."""


@contextmanager
def locked(project: Path) -> Iterator[None]:
    """Hold the project's lock; the system lets go of it when the process ends. Raises Busy."""
    path = project / _LOCK
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as stream:
        _take(stream.fileno())
        yield


def _take(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            raise Busy("another process is applying a proposal here") from None
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Busy("another process is applying a proposal here") from None


def commit(project: Path, title: str, changes: Mapping[str, bytes | None]) -> None:
    """Make all changes; the lock is held. Raises OSError with nothing changed."""
    folder = project / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    entries: list[dict[str, object]] = []
    for number, (path, content) in enumerate(sorted(changes.items())):
        if content is not None:
            _durable(folder / str(number), content)
        entries.append(
            {
                "path": path,
                "before": _digest(project / path),
                "after": None if content is None else hashlib.sha256(content).hexdigest(),
                "stored": str(number),
            }
        )
    body = json.dumps({"title": title, "files": entries}, indent=1).encode()
    _durable(folder / "journal.tmp", body)
    os.replace(folder / "journal.tmp", project / JOURNAL)
    _replay(project)


def write_whole(path: Path, content: bytes) -> None:
    """Write one file: all of it, or what was there stays. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".cfc-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def recover(project: Path) -> str | None:
    """Finish what a killed process has begun, or undo it; the lock is held.

    Return what was finished; None when there was nothing, or only a beginning that is gone now.
    Raises Interfered.
    """
    folder = project / FOLDER
    if not folder.is_dir():
        return None
    if not (project / JOURNAL).is_file():
        shutil.rmtree(folder, ignore_errors=True)
        return None
    return _replay(project)


def is_pending(project: Path) -> bool:
    """Tell whether there is something to recover."""
    return (project / FOLDER).is_dir()


def _replay(project: Path) -> str:
    folder = project / FOLDER
    body = json.loads((project / JOURNAL).read_bytes())
    for entry in body["files"]:
        path = project / entry["path"]
        present = _digest(path)
        if present == entry["after"]:
            continue
        if present != entry["before"]:
            raise Interfered(
                f"`{entry['path']}` was changed while {body['title']} was being applied; its new "
                f"content is `{FOLDER}/{entry['stored']}`: settle it, then remove `{JOURNAL}`"
            )
        if entry["after"] is None:
            path.unlink(missing_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        os.replace(folder / entry["stored"], path)
    (project / JOURNAL).unlink()
    shutil.rmtree(folder, ignore_errors=True)
    return str(body["title"])


def _durable(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
