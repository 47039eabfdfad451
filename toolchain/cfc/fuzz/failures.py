"""Values that have failed: saved per contract and implementation, replayed first on every run.

In: a folder, or None outside a project (then nothing is kept). Out: values, and what was said
of them, by the id that a finding shows.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from cfc.instances.equality import key_of

FOLDER = ".cfc_cache/fuzz"


@dataclass(frozen=True)
class Saved:
    """A failing value. `target` is empty when contracts were fuzzed alone.

    `digest` is that of the implementation when it failed.
    """

    id: str
    contract: str
    pointer: str
    target: str
    digest: str
    rule: str
    message: str
    value: object
    seed: int


def identity(contract: str, target: str, rule: str, value: object) -> str:
    """Return the id of a failure: the same failure has the same id in every run."""
    text = "\0".join((contract, target, rule, key_of(value)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]


class Failures:
    """The saved values of one project."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @property
    def keeps(self) -> bool:
        return self._folder is not None

    def all(self) -> list[Saved]:
        """Return everything that is saved; a file that cannot be read is passed over."""
        if self._folder is None or not self._folder.is_dir():
            return []
        found = []
        for file in sorted(self._folder.glob("*.json")):
            try:
                found.append(Saved(**json.loads(file.read_text("utf-8"))))
            except (OSError, ValueError, TypeError):
                continue
        return found

    def values(self, contract: str, target: str, digest: str) -> list[object]:
        """Return the values that failed for this pair, those of this very implementation first."""
        known = [one for one in self.all() if (one.contract, one.target) == (contract, target)]
        return [one.value for one in sorted(known, key=lambda one: one.digest != digest)]

    def find(self, identifier: str) -> Saved | None:
        """Return the failure of an id."""
        return next((one for one in self.all() if one.id == identifier), None)

    def save(self, failure: Saved) -> None:
        """Keep a failure, if this is a project that can be written to."""
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = self._folder / f"{failure.id}.json"
            file.write_text(json.dumps(asdict(failure), indent=2) + "\n", "utf-8")
        except OSError:
            return
