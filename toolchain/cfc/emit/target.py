"""What every target language gives to the pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from cfc.ir.module import ContractModule


class Target(Protocol):
    """Prints modules of one language. Paths are relative to the target's folder, `/`-separated."""

    name: str

    def module_paths(self, contract_id: str) -> Sequence[str]:
        """Return the files that hold this contract (one, or `.js` and `.d.ts`)."""

    def print_module(self, module: ContractModule) -> dict[str, str]:
        """Return the text of each of the contract's files."""

    def print_shared(self, ids: Sequence[str], features: frozenset[str]) -> dict[str, str]:
        """Return the text of each file that belongs to no contract: index, runtime, packages.

        `features`: what the modules need of the runtime, as `runtime_needs` gives it.
        """

    def runtime_needs(self, texts: Iterable[str]) -> frozenset[str]:
        """Return what printed modules import of the runtime, as `part:name`."""
