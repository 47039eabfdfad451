"""Judge values with generated Python in a process that has nothing but what it needs.

In: JSON lines on stdin: texts of modules by path, a function, values. Out: a line of verdicts
each. It runs by itself, from this file: the packages below, cfc among them, cannot be imported.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import itertools
import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from types import CodeType, ModuleType

BLOCKED = frozenset({"cfc", "jsonschema", "jsonschema_rs", "jsonata", "fastjsonschema"})
_numbers = itertools.count()
_compiled = lru_cache(maxsize=64)(lambda text, path: compile(text, f"<{path}>", "exec"))


class _Blocker(importlib.abc.MetaPathFinder):
    """Refuses the import of validators that are not generated."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] in BLOCKED:
            raise ImportError(f"{fullname} cannot be imported where generated code judges")
        return None


class _Memory(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the modules of one package from texts."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.package = f"generated_{next(_numbers)}"
        self._texts = {self.name(path): (path, text) for path, text in texts.items()}

    def name(self, path: str) -> str:
        stem = path.removesuffix("/__init__.py").removesuffix(".py")
        return ".".join([self.package, *stem.split("/")[1:]])

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname not in self._texts:
            return None
        file = self._texts[fullname][0]
        is_package = file.endswith("__init__.py")
        return importlib.machinery.ModuleSpec(fullname, self, origin=file, is_package=is_package)

    def exec_module(self, module: ModuleType) -> None:
        path, text = self._texts[module.__name__]
        code: CodeType = _compiled(text, path)
        exec(code, module.__dict__)

    def forget(self) -> None:
        sys.meta_path.remove(self)
        for name in [name for name in sys.modules if name.partition(".")[0] == self.package]:
            del sys.modules[name]


def _answer(request: dict[str, object]) -> dict[str, object]:
    texts, module, names, values = (
        request[name] for name in ("texts", "module", "functions", "values")
    )
    assert isinstance(texts, dict)
    assert isinstance(names, list)
    assert isinstance(values, list)
    memory = _Memory({path: text for path, text in texts.items() if path.endswith(".py")})
    sys.meta_path.insert(1, memory)
    try:
        loaded = importlib.import_module(memory.name(str(module)))
        functions: list[Callable[[object], object]] = [getattr(loaded, name) for name in names]
        # A verdict, or a list of violations: what is not true, or not empty, says no.
        return {"verdicts": [[_says_yes(judge(value)) for judge in functions] for value in values]}
    finally:
        memory.forget()


def _says_yes(answer: object) -> bool:
    return answer if isinstance(answer, bool) else not answer


def main() -> None:
    # What a module prints goes where warnings go: the answers have standard output alone.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.meta_path.insert(0, _Blocker())
    for line in sys.stdin:
        try:
            answer = _answer(json.loads(line))
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"[:500]}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
