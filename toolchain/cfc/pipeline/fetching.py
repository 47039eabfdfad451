"""Which command brings a revision that is not here: words for a message, nothing is run.

In: the repository and the name that git does not know. Out: the sentence that names the
command, made so that the same `cfc diff` works after it.
"""

from __future__ import annotations

import re
from pathlib import Path

from cfc.git import is_shallow, remotes

_TAG = re.compile(r"v?\d+(\.\d+)*([.+-][0-9A-Za-z.+-]+)?")
_COMMIT = re.compile(r"[0-9a-f]{7,64}")
_ANCESTOR = re.compile(r"[~^@]")


def how_to_fetch(folder: Path, name: str) -> str:
    """Return how a revision is brought here; raises GitError."""
    known = remotes(folder)
    if not known:
        return "and there is no remote repository to fetch it from"
    shallow = is_shallow(folder)
    base = _ANCESTOR.split(name)[0]
    if shallow and (base != name or _is_short(name)):
        return f"this clone is shallow: `git fetch --unshallow {known[0]}` brings older commits"
    depth = "--depth 1 " if shallow else ""
    remote, _, rest = base.partition("/")
    if rest and remote in known:
        brings = f"`git fetch {depth}{remote} {rest}:refs/remotes/{base}`"
    elif _COMMIT.fullmatch(base) and not _TAG.fullmatch(base):
        brings = f"`git fetch {depth}{known[0]} {base}`"
    elif _TAG.fullmatch(base):
        brings = f"`git fetch {depth}{known[0]} tag {base}`"
    else:
        return (
            f"if it is a branch on the server, `git fetch {depth}{known[0]} {base}:{base}` brings "
            f"it; a tag, `git fetch {depth}{known[0]} tag {base}`"
        )
    return f"if it is on the server, {brings} brings it"


def _is_short(name: str) -> bool:
    return _COMMIT.fullmatch(name) is not None and len(name) < 40
