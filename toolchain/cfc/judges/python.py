"""Judge values by generated Python, imported from memory: the same bytes that `cfc compile` writes.

In: texts by path, as a target prints them. Out: verdicts and violations. Nothing is written to
disk, and `close` leaves no module behind.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import itertools
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Protocol

_numbers = itertools.count()


class ViolationLike(Protocol):
    """A violation, as the generated runtime has it."""

    rule: str
    message: str
    path: str
    schema_path: str
    params: Mapping[str, object]


@dataclass(frozen=True)
class Judged:
    """One violation as every engine tells it."""

    rule: str
    message: str
    path: str
    schema_path: str
    params: Mapping[str, object]


class _Memory(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports modules of one generated package from texts."""

    def __init__(self, package: str, texts: Mapping[str, str]) -> None:
        self._texts: dict[str, tuple[str, str, bool]] = {}
        for path, text in texts.items():
            if not path.endswith(".py"):
                continue
            is_package = path.endswith("__init__.py")
            stem = path.removesuffix("/__init__.py") if is_package else path.removesuffix(".py")
            parts = stem.split("/")
            name = ".".join([package, *parts[1:]])
            self._texts[name] = (path, text, is_package)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        found = self._texts.get(fullname)
        if found is None:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, origin=found[0], is_package=found[2])

    def exec_module(self, module: ModuleType) -> None:
        path, text, _ = self._texts[module.__name__]
        exec(compile(text, f"<{path}>", "exec"), module.__dict__)


class PythonJudge:
    """The modules of one generated package. `texts`: paths start with the package's folder."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._package = f"_cfc_generated_{next(_numbers)}"
        self._finder = _Memory(self._package, texts)
        sys.meta_path.insert(0, self._finder)

    def module(self, path: str) -> ModuleType:
        """Return the module that a path (`contracts/order/create.py`) holds."""
        stem = path.removesuffix("/__init__.py").removesuffix(".py")
        name = ".".join([self._package, *stem.split("/")[1:]])
        return importlib.import_module(name)

    def holds(self, path: str, function: str, value: object) -> bool:
        """Return the verdict of a boolean (`holds_…`)."""
        return bool(getattr(self.module(path), f"holds_{function}")(value))

    def violations(self, path: str, function: str, value: object) -> list[Judged]:
        """Return what the collector (`check_…`) finds; that a value is too deep is a violation."""
        found: list[ViolationLike] = []
        try:
            getattr(self.module(path), f"check_{function}")(value, "", found)
        except ValueError as error:
            if type(error).__name__ != "TooDeep" or not hasattr(error, "violations"):
                raise
            found = list(error.violations)
        return [
            Judged(item.rule, item.message, item.path, item.schema_path, dict(item.params))
            for item in found
        ]

    def close(self) -> None:
        """Forget the modules."""
        if self._finder in sys.meta_path:
            sys.meta_path.remove(self._finder)
        for name in [name for name in sys.modules if name.split(".")[0] == self._package]:
            del sys.modules[name]

    def __enter__(self) -> PythonJudge:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
