"""The one Node process: functions of JavaScript modules, called with JSON values.

In: a module's file, the name of a function, a value. Out: what it answers, as JSON. It refuses
to know what the modules are for. The process starts with the first call and lives until `close`.
"""

from __future__ import annotations

import json
import math
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple

_DRIVER = Path(__file__).resolve().with_name("driver.mjs")
_OLDEST = 20
# An integer that JSON.parse reads as Infinity: JSON has no other word for it.
_BEYOND = 10**400


class EngineMissing(Exception):
    """There is no Node that could run the modules."""


class EngineTimeout(Exception):
    """A call took longer than its limit; the process was ended."""


class EngineError(Exception):
    """The called function threw. `violations`: those of the error, if it had any."""

    def __init__(self, name: str, message: str, violations: Sequence[object] = ()) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name
        self.violations = tuple(violations)


class Request(NamedTuple):
    """A function of a module, and the value that it is called with."""

    module: Path
    call: str
    value: object


class NodeProcess:
    """A Node process that answers one request after the other.

    `limit` is how many seconds an answer may take. The process is started again when it has
    ended.
    """

    def __init__(self, limit: float = 30.0, executable: str = "node") -> None:
        self._limit = limit
        self._executable = executable
        self._process: subprocess.Popen[str] | None = None
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def __enter__(self) -> NodeProcess:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def call(self, module: Path, function: str, value: object) -> object:
        """Return what the function of the module answers.

        Raises EngineMissing, EngineTimeout, and EngineError when the function throws.
        """
        [answer] = self.call_all([Request(module, function, value)])
        if isinstance(answer, EngineError):
            raise answer
        return answer

    def call_all(self, requests: Iterable[Request]) -> list[object]:
        """Return what each request answers, in order; an EngineError where one has thrown."""
        texts = [request_text(request) for request in requests]
        if not texts:
            return []
        process = self._running()
        stdin = process.stdin
        assert stdin is not None
        # Writing happens beside reading: with many requests both pipes would fill up.
        writer = threading.Thread(target=_write, args=(stdin, texts), daemon=True)
        writer.start()
        answers = [_answer(self._line(process)) for _ in texts]
        writer.join()
        return answers

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None and process.poll() is None:
            process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue

    def _running(self) -> subprocess.Popen[str]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        path = shutil.which(self._executable)
        if path is None:
            raise EngineMissing(
                f"`{self._executable}` was not found: the TypeScript engine needs Node.js "
                f"{_OLDEST} or newer, see https://nodejs.org"
            )
        process = subprocess.Popen(
            [path, str(_DRIVER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        self._process = process
        self._lines = queue.SimpleQueue()
        reader = threading.Thread(target=_read, args=(process.stdout, self._lines), daemon=True)
        reader.start()
        self._require_version(process)
        return process

    def _require_version(self, process: subprocess.Popen[str]) -> None:
        try:
            greeting = json.loads(self._line(process))
            version = str(greeting["node"])
        except (EngineError, ValueError, KeyError, TypeError):
            version = "unknown"
        major = version.partition(".")[0]
        if not major.isdecimal() or int(major) < _OLDEST:
            self.close()
            raise EngineMissing(
                f"`{self._executable}` is of version {version}: the TypeScript engine needs "
                f"Node.js {_OLDEST} or newer, see https://nodejs.org"
            )

    def _line(self, process: subprocess.Popen[str]) -> str:
        try:
            line = self._lines.get(timeout=self._limit)
        except queue.Empty:
            self.close()
            raise EngineTimeout(f"no answer after {self._limit:g} seconds") from None
        if line is None:
            code = process.wait()
            self.close()
            raise EngineError("Error", f"the Node process ended with exit code {code}")
        return line


def request_text(request: Request) -> str:
    """Return a request as one line; characters beyond ASCII are escaped, lone surrogates too."""
    fields = {"module": str(request.module), "call": request.call, "value": request.value}
    try:
        return json.dumps(fields, allow_nan=False) + "\n"
    except ValueError:
        fields["value"] = _finite(request.value)
        return json.dumps(fields, allow_nan=False) + "\n"


def _finite(value: object) -> object:
    """Return the value with infinite numbers (from texts like 1e400) as integers beyond doubles."""
    if isinstance(value, float) and math.isinf(value):
        return _BEYOND if value > 0 else -_BEYOND
    if isinstance(value, dict):
        return {name: _finite(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    return value


def _write(pipe: IO[str], texts: Sequence[str]) -> None:
    try:
        for text in texts:
            pipe.write(text)
        pipe.flush()
    except (OSError, ValueError):
        # The process has ended; the reader says so.
        return


def _read(pipe: IO[str], lines: queue.SimpleQueue[str | None]) -> None:
    try:
        for line in pipe:
            lines.put(line)
    except (OSError, ValueError):
        pass
    lines.put(None)


def _answer(line: str) -> object:
    """Return the result of an answer; the error as a value when it has one."""
    answer = json.loads(line)
    if "error" in answer:
        error = answer["error"]
        violations = error.get("violations") or ()
        return EngineError(str(error["name"]), str(error["message"]), violations)
    return answer["result"]
