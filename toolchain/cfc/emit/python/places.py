"""Where the modules of a Python package stand, and how one names another.

In: ids of contracts, the name of the package. Out: paths, and the parts of import statements. It
refuses to know what is in a module.
"""

from __future__ import annotations

from collections.abc import Sequence

from cfc.emit.code import Code
from cfc.emit.python.identifiers import module_segment
from cfc.ir.names import snake, spelled

Path = tuple[str, ...]


class Places:
    """The files of a package: for each contract a module, and one of its models beside it."""

    def __init__(self, ids: Sequence[str], package: str) -> None:
        self.package = package.replace(".", "/")
        self._modules = module_names(ids)
        self._models = _models_names(self._modules)
        self._packages = {"/".join(path[:-1]) for path in self._modules.values() if len(path) > 1}

    def module(self, contract_id: str) -> str:
        """Return the path of a contract's module.

        A contract with others below it is the `__init__` of their package.
        """
        path = self._modules[contract_id]
        tail = "/__init__.py" if self._is_package(path) else ".py"
        return f"{self.package}/{'/'.join(path)}{tail}"

    def models(self, contract_id: str) -> str:
        """Return the path of the module of a contract's models."""
        return f"{self.package}/{'/'.join(self._models[contract_id])}.py"

    def packages(self) -> list[str]:
        """Return the folders below the package."""
        found: set[str] = set()
        for package in self._packages:
            parts = package.split("/")
            found.update("/".join(parts[: count + 1]) for count in range(len(parts)))
        return sorted(found)

    def last(self, contract_id: str) -> str:
        """Return the name of a contract's module in its folder."""
        return self._modules[contract_id][-1]

    def dotted(self, contract_id: str) -> Path:
        """Return the steps from the package to a contract's module."""
        return self._modules[contract_id]

    def root(self, contract_id: str) -> Code:
        """Return the dots that lead from a contract's module to the package."""
        path = self._modules[contract_id]
        return Code("." * (len(path) + self._is_package(path)))

    def root_of_models(self, contract_id: str) -> Code:
        """Return the dots that lead from the module of its models to the package."""
        return Code("." * len(self._modules[contract_id]))

    def relative(self, source: str, target: str) -> tuple[Code, Code]:
        """Return X and Y of `from X import Y`, for a module that imports another contract's."""
        other = self._modules[target]
        return Code(self.root(source).text + ".".join(other[:-1])), Code(other[-1])

    def relative_models(self, source: str, target: str) -> tuple[Code, Code]:
        """Return the same for the models of one contract that import those of another."""
        other = self._models[target]
        return Code(self.root_of_models(source).text + ".".join(other[:-1])), Code(other[-1])

    def own_models(self, contract_id: str) -> tuple[Code, Code]:
        """Return the same for a module that imports the models of its own contract."""
        is_package = self._is_package(self._modules[contract_id])
        return Code(".." if is_package else "."), Code(self._models[contract_id][-1])

    def _is_package(self, path: Path) -> bool:
        own = "/".join(path)
        return any(package == own or package.startswith(own + "/") for package in self._packages)


def module_names(ids: Sequence[str]) -> dict[str, Path]:
    """Return the module path of each contract, unique, from its id."""
    found: dict[str, Path] = {}
    taken: set[Path] = set()
    plain = {name: tuple(module_segment(part) for part in name.split("/")) for name in ids}
    # Names that stay as they are come first, so that `runtime` keeps its own beside `_runtime`.
    for contract_id in sorted(ids, key=lambda name: ("/".join(plain[name]) != name, name)):
        path = plain[contract_id]
        if path in taken:
            path = (*path[:-1], snake(spelled(contract_id.rpartition("/")[2])))
        while path in taken:
            path = (*path[:-1], path[-1] + "_again")
        taken.add(path)
        found[contract_id] = path
    return found


def _models_names(modules: dict[str, Path]) -> dict[str, Path]:
    """Return where the models of each contract stand: beside its module.

    No module of a contract begins with an underscore, so none is in the way.
    """
    return {name: (*path[:-1], f"_{path[-1]}_models") for name, path in modules.items()}
