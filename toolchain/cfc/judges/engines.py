"""The three engines behind one face: generated Python, generated TypeScript, the reference.

In: a contract compiled in memory, or documents. Out: violations of one value at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from cfc.judges.node import EngineError
from cfc.judges.python import Judged, PythonJudge
from cfc.judges.typescript import TypeScriptJudge


class Engine(Protocol):
    """Says how a value breaks a contract."""

    def violations(self, value: object) -> list[Judged]:
        """Return the violations, in the engine's order."""

    def close(self) -> None:
        """Let go of processes, files and modules."""


class PythonEngine:
    """Generated Python, in this process."""

    def __init__(self, texts: Mapping[str, str], path: str, function: str) -> None:
        self._judge, self._path, self._function = PythonJudge(texts), path, function

    def violations(self, value: object) -> list[Judged]:
        return self._judge.violations(self._path, self._function, value)

    def close(self) -> None:
        self._judge.close()


class TypeScriptEngine:
    """Generated TypeScript in its JavaScript form, run by Node. Raises EngineMissing."""

    def __init__(self, texts: Mapping[str, str], path: str, type_name: str) -> None:
        self._judge = TypeScriptJudge(texts)
        self._path, self._name = path, "validate" + type_name

    def violations(self, value: object) -> list[Judged]:
        found: Sequence[Mapping[str, object]]
        try:
            found = self._judge.validate(self._path, self._name, value)
        except EngineError as error:
            if error.name != "TooDeep":
                raise
            found = [item for item in error.violations if isinstance(item, Mapping)]
        return [
            Judged(
                str(item["rule"]),
                str(item["message"]),
                str(item["path"]),
                str(item["schemaPath"]),
                dict(params) if isinstance(params := item.get("params"), Mapping) else {},
            )
            for item in found
        ]

    def close(self) -> None:
        self._judge.close()
