"""Run somebody's implementation, each in a process of its own, and tell what became of a call.

In: a target (`module:function`, `file.py:function`, `file.mjs#export`, `file.ts#export`) and
values. Out: an `Answer` a value. Whatever the implementation does (exit, hang, print), this
process goes on.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import queue
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

_HERE = Path(__file__).resolve().parent
_BATCH = 32
_START = 20.0
_SCRIPTS = (".mjs", ".js", ".cjs", ".ts", ".mts")
Kind = Literal["returned", "raised", "odd", "hung", "exited"]


class TargetMissing(Exception):
    """The implementation cannot be run here; the message says what is missing."""


class ToolMissing(TargetMissing):
    """The implementation may be sound: what runs it is not installed here."""


@dataclass(frozen=True)
class Answer:
    """What a call came to. `names`: of the error, its class first; `data`: what it carries."""

    kind: Kind
    value: object = None
    has_value: bool = True
    names: tuple[str, ...] = ()
    message: str = ""
    where: str = ""
    data: object = None
    has_data: bool = False
    printed: str = ""

    @property
    def shown(self) -> str:
        """Return what happened in one line."""
        if self.kind == "returned":
            text = json.dumps(self.value, ensure_ascii=False) if self.has_value else "undefined"
            return "returned " + (text if len(text) <= 200 else text[:197] + "...")
        if self.kind == "raised":
            at = f" at {self.where}" if self.where else ""
            message = f": {self.message}" if self.message else ""
            return f"raised {self.names[0]}{message}{at}"
        return self.message


@dataclass(frozen=True)
class Target:
    """Where a function is. `file` is None for a module of Python that is imported by name."""

    text: str
    module: str
    function: str
    file: Path | None

    @property
    def digest(self) -> str:
        """Return a digest of the implementation's own file (of its name, for a module)."""
        data = self.file.read_bytes() if self.file is not None else self.text.encode()
        return hashlib.sha256(data).hexdigest()[:16]


def find_target(text: str, folder: Path) -> Target:
    """Return the target that a text names; raises TargetMissing."""
    path, mark, name = text.rpartition("#")
    if mark and path.endswith(_SCRIPTS) and name:
        return Target(text, path, name, _existing(path, folder))
    path, mark, name = text.rpartition(":")
    if not mark or not name or not path:
        raise TargetMissing(
            f"`{text}` names no implementation; write `package.module:function`, "
            "`file.py:function`, `file.mjs#export` or `file.ts#export`"
        )
    if path.endswith(_SCRIPTS):
        raise TargetMissing(f"`{text}`: an export of a script is written `{path}#{name}`")
    if path.endswith(".py"):
        return Target(text, path, name, _existing(path, folder))
    return Target(text, path, name, None)


def _existing(path: str, folder: Path) -> Path:
    file = folder / path
    if not file.is_file():
        raise TargetMissing(f"there is no file `{path}`")
    return file.resolve()


class Implementation:
    """A function in a process of its own, which is started again when it has ended.

    `limit`: how many seconds a call may take. Raises TargetMissing when it cannot be loaded.
    """

    def __init__(self, target: Target, folder: Path, limit: float = 5.0) -> None:
        self.target = target
        self._folder, self._limit = folder, limit
        self._built: tempfile.TemporaryDirectory[str] | None = None
        self._command = self._command_of(target)
        self._process: subprocess.Popen[str] | None = None
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._token = ""
        self.calls = 0

    def __enter__(self) -> Implementation:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(self, value: object, *, bare: bool = False) -> Answer:
        """Return what one call came to."""
        return self.call_all([value], bare=bare)[0]

    def call_all(self, values: Sequence[object], *, bare: bool = False) -> list[Answer]:
        """Return what each call came to, in order. `bare`: without an argument."""
        found: list[Answer] = []
        while len(found) < len(values):
            batch = values[len(found) : len(found) + _BATCH]
            found += self._batch(batch, bare)
        self.calls += len(values)
        return found

    def close(self) -> None:
        """End the process; remove what was built for it."""
        self._stop()
        if self._built is not None:
            self._built.cleanup()
            self._built = None

    # --- calls ------------------------------------------------------------------------------

    def _batch(self, values: Sequence[object], bare: bool) -> list[Answer]:
        """Return answers up to the first call that ended the process."""
        process = self._running()
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            for value in values:
                process.stdin.write(
                    '{"bare": true}\n' if bare else f'{{"value": {json.dumps(value)}}}\n'
                )
            process.stdin.flush()
        found: list[Answer] = []
        for _ in values:
            answer = self._answer(self._limit)
            found.append(answer)
            if answer.kind in ("hung", "exited"):
                break
        return found

    def _answer(self, limit: float) -> Answer:
        printed: list[str] = []
        while True:
            try:
                line = self._lines.get(timeout=limit)
            except queue.Empty:
                self._stop()
                text = f"gave no answer within {limit:g} seconds"
                return Answer("hung", message=text, printed="\n".join(printed))
            if line is None:
                code = self._process.wait() if self._process is not None else 0
                self._stop()
                text = f"ended its process with exit code {code}"
                return Answer("exited", message=text, printed="\n".join(printed))
            if line.startswith(self._token):
                return _read(json.loads(line[len(self._token) :]), "\n".join(printed))
            if line.strip():
                printed.append(line.rstrip("\n")[:500])

    def _running(self) -> subprocess.Popen[str]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._stop()
        self._token = f"cfc-{secrets.token_hex(8)} "
        self._lines = queue.SimpleQueue()
        process = subprocess.Popen(
            self._command,
            cwd=self._folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            errors="surrogateescape",
        )
        self._process = process
        threading.Thread(target=_listen, args=(process.stdout, self._lines), daemon=True).start()
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            process.stdin.write(self._token.strip() + "\n")
            process.stdin.flush()
        self._token = self._token.strip()
        started = self._answer(_START)
        if started.kind != "returned":
            raise TargetMissing(f"`{self.target.text}` cannot be loaded: {started.message}")
        return process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.poll() is None:
            process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    # --- how it is started ------------------------------------------------------------------

    def _command_of(self, target: Target) -> list[str]:
        if target.file is None or target.file.suffix == ".py":
            place = target.module if target.file is None else str(target.file)
            return [_python(), str(_HERE / "serve_python.py"), place, target.function]
        node = shutil.which("node")
        if node is None:
            raise ToolMissing(f"`{target.text}` needs Node.js 20 or newer: no `node` is found")
        serve = str(_HERE / "serve.mjs")
        if target.file.suffix not in (".ts", ".mts"):
            return [node, serve, str(target.file), target.function]
        return self._typescript(node, serve, target.file, target.function)

    def _typescript(self, node: str, serve: str, file: Path, function: str) -> list[str]:
        """Run a TypeScript file by Node's own type stripping, else by a tool of its project."""
        asked = "process.stdout.write(String(process.features.typescript ?? false))"
        done = subprocess.run([node, "-e", asked], capture_output=True, text=True, check=False)
        if done.stdout.strip() not in ("", "false"):
            return [node, "--no-warnings", serve, str(file), function]
        tool = _beside(file, "esbuild", self._folder.resolve())
        if tool is not None:
            return [node, serve, str(self._bundled(tool, file)), function]
        tool = _beside(file, "tsx", self._folder.resolve())
        if tool is not None:
            return [tool, serve, str(file), function]
        tool = _beside(file, "tsc", self._folder.resolve())
        if tool is not None:
            return [node, serve, str(self._compiled(tool, file)), function]
        raise ToolMissing(
            f"`{self.target.text}`: this Node cannot strip types (22.18 and newer can), and "
            "neither esbuild, tsx nor tsc is installed beside the file's project; "
            "`npm install --save-dev esbuild` helps"
        )

    def _bundled(self, tool: str, file: Path) -> Path:
        folder = self._room()
        out = folder / "implementation.mjs"
        self._build(
            [tool, str(file), "--bundle", "--platform=node", "--format=esm", f"--outfile={out}",
             "--log-level=error"]
        )  # fmt: skip
        return out

    def _compiled(self, tool: str, file: Path) -> Path:
        folder = self._room()
        self._build(
            [tool, str(file), "--outDir", str(folder), "--module", "es2022", "--target", "es2022",
             "--moduleResolution", "bundler", "--skipLibCheck", "--noCheck"]
        )  # fmt: skip
        (folder / "package.json").write_text('{"type": "module"}\n', "utf-8")
        found = sorted(folder.rglob(f"{file.stem}.*js"))
        if not found:
            raise TargetMissing(f"`{self.target.text}`: tsc wrote no JavaScript for it")
        return found[0]

    def _room(self) -> Path:
        self._built = tempfile.TemporaryDirectory(prefix="cfc-implementation-")
        return Path(self._built.name).resolve()

    def _build(self, command: Sequence[str]) -> None:
        done = subprocess.run(
            list(command), cwd=self._folder, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            said = (done.stderr or done.stdout).strip().splitlines()
            raise TargetMissing(
                f"`{self.target.text}` cannot be built: {said[0] if said else 'no reason given'}"
            )


def _python() -> str:
    """Return the Python that implementations run in: that of an active environment, else ours."""
    active = os.environ.get("VIRTUAL_ENV")
    found = shutil.which("python", path=os.path.join(active, "bin")) if active else None
    return found or sys.executable


def _beside(file: Path, name: str, here: Path) -> str | None:
    """Return a tool of the nearest `node_modules` above a file, or above the working folder."""
    for folder in (*file.parents, here, *here.parents):
        tool = folder / "node_modules" / ".bin" / name
        if tool.exists():
            return str(tool)
    return None


def _listen(pipe: IO[str] | None, lines: queue.SimpleQueue[str | None]) -> None:
    try:
        for line in pipe or ():
            lines.put(line)
    except (OSError, ValueError):
        pass
    lines.put(None)


def _read(answer: dict[str, object], printed: str) -> Answer:
    if "refused" in answer:
        return Answer("exited", message=str(answer["refused"]), printed=printed)
    if "odd" in answer:
        text = f"returned no JSON value: {answer['odd']}"
        return Answer("odd", message=text, printed=printed)
    error = answer.get("error")
    if isinstance(error, dict):
        return Answer(
            "raised",
            names=tuple(str(name) for name in error["names"]),
            message=str(error["message"]),
            where=str(error["where"]),
            data=error.get("data"),
            has_data="data" in error,
            printed=printed,
        )
    return Answer("returned", answer.get("result"), has_value="result" in answer, printed=printed)
