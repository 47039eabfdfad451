"""Generated modules of either language in a process of their own, which has no other validator.

In: texts of modules, the functions that judge, values. Out: what each function says of each
value. It refuses to know schemas: callers print.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from cfc.judges.node import EngineError, NodeProcess
from cfc.judges.typescript import TypeScriptJudge

_SERVER = Path(__file__).resolve().with_name("serve_modules.py")
Answers = list[list[bool]]


class Sandbox(Protocol):
    """Runs printed modules."""

    def answers(
        self,
        texts: Mapping[str, str],
        module: str,
        functions: Sequence[str],
        values: Sequence[object],
    ) -> Answers:
        """Return, per value, what each function says; raises EngineError when one cannot say.

        A function that lists violations says yes when there are none.
        """

    def close(self) -> None:
        """End the process."""


class PythonSandbox:
    """A Python that can import what generated code needs, and no validator."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def answers(
        self,
        texts: Mapping[str, str],
        module: str,
        functions: Sequence[str],
        values: Sequence[object],
    ) -> Answers:
        request = {"texts": dict(texts), "module": module}
        line = json.dumps({**request, "functions": list(functions), "values": list(values)})
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(line + "\n")
            process.stdin.flush()
            text = process.stdout.readline()
        except OSError:
            text = ""
        if not text:
            self.close()
            raise EngineError("Error", "the Python process has ended")
        answer = json.loads(text)
        if "error" in answer:
            raise EngineError("Error", str(answer["error"]))
        found: Answers = answer["verdicts"]
        return found

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-I", str(_SERVER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )
        return self._process

    def close(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue


class NodeSandbox:
    """A Node whose modules lie in a folder without packages."""

    def __init__(self) -> None:
        self._node = NodeProcess()

    def answers(
        self,
        texts: Mapping[str, str],
        module: str,
        functions: Sequence[str],
        values: Sequence[object],
    ) -> Answers:
        with TypeScriptJudge(texts, self._node) as judge:
            asked = [(value, name) for value in values for name in functions]
            found = judge.call_all([(module, name, value) for value, name in asked])
        for answer in found:
            if isinstance(answer, EngineError):
                raise answer
        said = [answer if isinstance(answer, bool) else not answer for answer in found]
        size = len(functions)
        return [said[at * size : (at + 1) * size] for at in range(len(values))]

    def close(self) -> None:
        self._node.close()
