"""Write generated files: all or none, only what changed, nothing that is not ours.

In: the folder, the texts, and what the last run wrote (the manifest). Out: `Written`. A file is
put in place by a rename, so that no reader sees half of one.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

MANIFEST = "manifest.json"


@dataclass
class Manifest:
    """What is known of the output folder: per target, each file's digest; and the inputs'."""

    version: str = ""
    inputs: dict[str, str] = field(default_factory=dict)
    targets: dict[str, dict[str, str]] = field(default_factory=dict)

    def to_text(self) -> str:
        body = {
            "cfc": self.version,
            "inputs": dict(sorted(self.inputs.items())),
            "targets": {
                name: dict(sorted(files.items())) for name, files in sorted(self.targets.items())
            },
        }
        return json.dumps(body, indent=1, ensure_ascii=False) + "\n"


@dataclass
class Written:
    """Paths relative to the output folder. `edited`: changed by hand; `foreign`: not ours."""

    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read_manifest(out: Path) -> Manifest:
    """Return what the manifest says; an empty one when there is none that can be read."""
    try:
        data = json.loads((out / MANIFEST).read_bytes())
        targets = {
            str(name): {str(path): str(value) for path, value in files.items()}
            for name, files in data["targets"].items()
        }
        inputs = {str(path): str(value) for path, value in data["inputs"].items()}
        return Manifest(str(data["cfc"]), inputs, targets)
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return Manifest()


def is_inside(path: str) -> bool:
    """Tell whether a path of a manifest stays in the output folder."""
    return not os.path.isabs(path) and ".." not in path.replace("\\", "/").split("/")


def compare(
    out: Path, texts: Mapping[str, str], known: Mapping[str, str], kept: frozenset[str]
) -> Written:
    """Return what writing would do. `kept`: known files that stay although no text is given."""
    result = Written()
    for path, text in texts.items():
        wanted = text.encode("utf-8")
        try:
            present = (out / path).read_bytes()
        except OSError:
            result.written.append(path)
            continue
        if present == wanted:
            result.unchanged += 1
            continue
        result.written.append(path)
        if path not in known:
            result.foreign.append(path)
        elif digest(present) != known[path]:
            result.edited.append(path)
    for path, value in known.items():
        if path in texts or path in kept or not is_inside(path):
            continue
        try:
            present = (out / path).read_bytes()
        except OSError:
            continue
        if digest(present) == value:
            result.removed.append(path)
        else:
            result.edited.append(path)
    return result


def apply(out: Path, texts: Mapping[str, str], plan: Written, manifest: Manifest) -> None:
    """Carry out a plan: every new text lies beside its place before the first rename."""
    staged: list[tuple[str, Path]] = []
    try:
        for path in plan.written:
            staged.append((_stage(out / path, texts[path]), out / path))
        text = manifest.to_text()
        target = out / MANIFEST
        if not target.is_file() or target.read_bytes() != text.encode("utf-8"):
            staged.append((_stage(target, text), target))
        while staged:
            temporary, final = staged[0]
            os.replace(temporary, final)
            staged.pop(0)
    finally:
        for temporary, _ in staged:
            Path(temporary).unlink(missing_ok=True)
    for path in plan.removed:
        (out / path).unlink(missing_ok=True)
        _remove_empty(out, (out / path).parent)


def _stage(final: Path, text: str) -> str:
    final.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".cfc-", dir=final.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(text.encode("utf-8"))
    os.chmod(temporary, 0o644)
    return temporary


def _remove_empty(out: Path, folder: Path) -> None:
    while folder != out and out in folder.parents:
        cache = folder / "__pycache__"
        if cache.is_dir():
            for item in cache.iterdir():
                item.unlink()
            cache.rmdir()
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
