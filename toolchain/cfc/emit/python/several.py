"""Several Python packages as one target: the first is the one that everything else is about.

In: printers, and which contracts each has. Out: a printer of all their files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from cfc.emit.python.codegen import ModelsError
from cfc.emit.target import Target
from cfc.ir.module import ContractModule


@dataclass(frozen=True)
class Further:
    """A package beside the first. `contracts`: the ids that it has."""

    package: str
    target: Target
    contracts: frozenset[str]


class SeveralPackages:
    """Implements `emit.target.Target`."""

    name = "python"

    def __init__(self, first: Target, further: Sequence[Further]) -> None:
        self._first, self._further = first, further

    def module_paths(self, contract_id: str) -> Sequence[str]:
        """Return the files of this contract, that of the first package first."""
        paths = [*self._first.module_paths(contract_id)]
        for item in self._further:
            if contract_id in item.contracts:
                paths.extend(item.target.module_paths(contract_id))
        return paths

    def print_module(self, module: ContractModule) -> dict[str, str]:
        """Return the contract's files of every package; raises ModelsError when one lacks a contract."""
        texts = self._first.print_module(module)
        for item in self._further:
            if module.id not in item.contracts:
                continue
            for other, _ in (*module.type_imports, *module.function_imports):
                if other not in item.contracts:
                    raise ModelsError(
                        f"the package `{item.package}` has `{module.id}`, but not `{other}`, "
                        "which it refers to",
                        "add it to `contracts` of that package in `target.python.also`",
                    )
            texts.update(item.target.print_module(module))
        return texts

    def print_shared(self, ids: Sequence[str], features: frozenset[str]) -> dict[str, str]:
        """Return the files of every package that belong to no contract."""
        texts = self._first.print_shared(ids, features)
        for item in self._further:
            mine = [contract_id for contract_id in ids if contract_id in item.contracts]
            texts.update(item.target.print_shared(mine, features))
        return texts

    def runtime_needs(self, texts: Iterable[str]) -> frozenset[str]:
        """Return what modules of any of the packages import of the runtime."""
        return self._first.runtime_needs(texts)


def matching(ids: Sequence[str], globs: Sequence[str]) -> list[str]:
    """Return the ids that a glob matches; all of them when there is none."""
    return [name for name in ids if not globs or any(fnmatchcase(name, item) for item in globs)]
