"""The only caller of git.

In: the folder that cfc runs in. Out: what git keeps there, as values. It refuses to know what
the files mean. Every call runs in that one folder and in the environment as it is: a commit
hook is given relative paths in `GIT_DIR` and `GIT_INDEX_FILE`, which hold only there.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_FILE, _LINK = "100", "120000"


class GitError(Exception):
    """Git cannot be asked, or does not answer; the message says why."""


@dataclass(frozen=True)
class Entry:
    """One file of the index. `path` is relative to the top, `/`-separated."""

    path: str
    mode: str
    object_id: str

    @property
    def is_link(self) -> bool:
        return self.mode == _LINK


def top_of(folder: Path) -> Path:
    """Return the top of the repository that a folder lies in; raises GitError."""
    text = _run(folder, ["rev-parse", "--show-toplevel"]).decode("utf-8", "surrogateescape")
    return Path(text.rstrip("\n")).resolve()


def staged_entries(folder: Path) -> list[Entry]:
    """Return the files and links of the index; raises GitError, also for an unmerged one."""
    listing = _run(folder, ["ls-files", "--stage", "--full-name", "-z", "--", ":/"])
    found: list[Entry] = []
    for line in listing.decode("utf-8", "surrogateescape").split("\0"):
        if not line:
            continue
        head, _, path = line.partition("\t")
        mode, object_id, stage = head.split(" ")
        if stage != "0":
            raise GitError(f"`{path}` is not merged: settle the conflict and add the file")
        if mode == _LINK or mode.startswith(_FILE):
            found.append(Entry(path, mode, object_id))
    return found


def revision(folder: Path, name: str) -> str | None:
    """Return the commit (or tree) that a name stands for; None when there is none here."""
    if name.startswith("-") or not name:
        return None
    try:
        found = _run(
            folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{tree}"]
        )
    except GitError:
        return None
    return found.decode("ascii").strip()


def has_commits(folder: Path) -> bool:
    """Tell whether the repository has a commit; raises GitError outside of one."""
    return revision(top_of(folder), "HEAD") is not None


def remotes(folder: Path) -> list[str]:
    """Return the names of the remote repositories, `origin` first; raises GitError."""
    listed = _run(folder, ["remote"]).decode("utf-8", "surrogateescape").split()
    return sorted(listed, key=lambda name: (name != "origin", name))


def is_shallow(folder: Path) -> bool:
    """Tell whether the repository lacks older commits; raises GitError."""
    return _run(folder, ["rev-parse", "--is-shallow-repository"]).strip() == b"true"


def entries_at(folder: Path, tree: str, path: str = "") -> list[Entry]:
    """Return the files below a path of a tree (or the file itself); paths are from the top.

    Raises GitError.
    """
    arguments = ["ls-tree", "-r", "-z", "--full-tree", tree]
    listing = _run(folder, [*arguments, "--", path] if path else arguments)
    found: list[Entry] = []
    for line in listing.decode("utf-8", "surrogateescape").split("\0"):
        head, _, name = line.partition("\t")
        mode, _, object_id = [*head.split(" "), "", ""][:3]
        if mode.startswith(_FILE):
            found.append(Entry(name, mode, object_id))
    return found


def read_objects(folder: Path, entries: Sequence[Entry]) -> Iterator[tuple[Entry, bytes]]:
    """Yield each entry with its content as the index has it; raises GitError."""
    wanted = "".join(entry.object_id + "\n" for entry in entries).encode()
    answer = _run(folder, ["cat-file", "--batch"], wanted) if entries else b""
    offset = 0
    for entry in entries:
        end = answer.index(b"\n", offset)
        words = answer[offset:end].split()
        if len(words) != 3:
            raise GitError(f"the repository has no content for `{entry.path}`")
        start, size = end + 1, int(words[2])
        yield entry, answer[start : start + size]
        offset = start + size + 1


def _run(folder: Path, arguments: Sequence[str], stdin: bytes = b"") -> bytes:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, input=stdin, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise GitError("git is not installed, or not on the path") from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[0].removeprefix("fatal: ") if said else f"code {done.returncode}"
        raise GitError(f"git {arguments[0]}: {reason}")
    return done.stdout
