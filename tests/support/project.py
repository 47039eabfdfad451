"""A temporary project: write files, run cfc in it, keep what it answered.

A run within this process is fast and sees the same command line; a run of its own also sees
start-up, streams and the real exit code.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cfc.cli.app import main

REPOSITORY = Path(__file__).resolve().parents[2]
CFC = (sys.executable, "-m", "cfc")


@dataclass(frozen=True)
class Run:
    """What a program left behind."""

    code: int
    stdout: str
    stderr: str

    @property
    def envelope(self) -> dict[str, object]:
        """The answer of `--format json`."""
        found = json.loads(self.stdout)
        assert isinstance(found, dict)
        return found

    @property
    def findings(self) -> list[dict[str, object]]:
        """The findings of `--format json`."""
        found = self.envelope["findings"]
        assert isinstance(found, list)
        return found

    @property
    def rules(self) -> list[str]:
        """The rules of the findings of `--format json`, in order."""
        return [str(item["rule"]) for item in self.findings]


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this process's environment without what git, make and colour settings would change."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "PRE_COMMIT", "MAKE", "MFLAGS"))
        and name not in ("FORCE_COLOR", "NO_COLOR")
    }
    bin_folder = str(Path(sys.executable).parent)
    kept["PATH"] = bin_folder + os.pathsep + kept.get("PATH", "")
    return {**kept, **(extra or {})}


def execute(arguments: Sequence[str], folder: Path, extra: Mapping[str, str] | None = None) -> Run:
    """Run a program in a folder; its stdin is closed."""
    done = subprocess.run(
        list(arguments),
        cwd=folder,
        env=environment(extra),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Project:
    """A folder, and cfc run in it."""

    folder: Path

    def write(self, path: str, content: object) -> Path:
        """Write a file: a text or bytes as they are, anything else as JSON."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            file.write_bytes(content)
        elif isinstance(content, str):
            file.write_text(content, "utf-8")
        else:
            file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")
        return file

    def read(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that is there once."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} is in {path} {text.count(old)} times"
        self.write(path, text.replace(old, new))

    def files(self) -> list[str]:
        """Return the paths of all files, hidden folders left out, sorted."""
        return sorted(
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*")
            if path.is_file()
            and not any(part.startswith(".") for part in path.relative_to(self.folder).parts[:-1])
        )

    def cfc(self, *arguments: str, cwd: str = ".") -> Run:
        """Run cfc within this process."""
        out, err = io.StringIO(), io.StringIO()
        with (
            _variables(environment()),
            contextlib.chdir(self.folder / cwd),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                main(arguments)
                code: object = 0
            except SystemExit as stop:
                code = stop.code
        return Run(code if isinstance(code, int) else 0, out.getvalue(), err.getvalue())

    def process(self, *arguments: str, cwd: str = ".", **extra: str) -> Run:
        """Run cfc as a process of its own."""
        return execute([*CFC, *arguments], self.folder / cwd, extra)

    def git(self, *arguments: str, **extra: str) -> Run:
        """Run git; the tests are the only author."""
        names = {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "tests",
            "GIT_AUTHOR_EMAIL": "tests@localhost",
            "GIT_COMMITTER_NAME": "tests",
            "GIT_COMMITTER_EMAIL": "tests@localhost",
        }
        return execute(["git", *arguments], self.folder, {**names, **extra})


@contextlib.contextmanager
def _variables(wanted: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(wanted)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
