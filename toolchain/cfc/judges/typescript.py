"""Judge values with the generated TypeScript: its JavaScript form, run by Node.

In: the files that the JavaScript target printed. Out: verdicts and violations as JSON values.
It refuses to know contracts: callers name the file and the function.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import cast

from cfc.judges.node import EngineError, NodeProcess, Request

Violation = dict[str, object]


class TypeScriptJudge:
    """Modules in a temporary folder and the process that runs them.

    `process`: one to share with other judges (it is not closed here); None: one of its own.
    """

    def __init__(self, files: Mapping[str, str], process: NodeProcess | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="cfc-")
        self._root = Path(self._folder.name).resolve()
        self._owned = process is None
        self._process = process if process is not None else NodeProcess()
        for path, text in {"package.json": '{"type": "module"}\n', **files}.items():
            file = self._root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")

    def __enter__(self) -> TypeScriptJudge:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove the folder, and end the process if it is the judge's own."""
        if self._owned:
            self._process.close()
        self._folder.cleanup()

    def call(self, contract_file: str, function_name: str, value: object) -> object:
        """Return what a function of a module answers; raises what `NodeProcess.call` raises."""
        return self._process.call(self._root / contract_file, function_name, value)

    def holds(self, contract_file: str, function_name: str, value: object) -> bool:
        """Return the verdict of an `is…` function."""
        return self.call(contract_file, function_name, value) is True

    def validate(self, contract_file: str, function_name: str, value: object) -> list[Violation]:
        """Return the violations that a `validate…` function lists."""
        return cast("list[Violation]", self.call(contract_file, function_name, value))

    def validate_all(
        self, contract_file: str, function_name: str, values: Iterable[object]
    ) -> list[list[Violation] | EngineError]:
        """Return the violations of each value, in order; an error where the function threw."""
        answers = self.call_all([(contract_file, function_name, value) for value in values])
        return cast("list[list[Violation] | EngineError]", answers)

    def call_all(self, calls: Iterable[tuple[str, str, object]]) -> list[object]:
        """Return what each function of a module answers to its value; an error where it threw."""
        requests = [Request(self._root / file, name, value) for file, name, value in calls]
        return self._process.call_all(requests)
