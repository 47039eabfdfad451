"""Set-up and checks: one command, the flags of the tests, no host of a registry."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.support.project import REPOSITORY, environment
from tests.support.typescript import STRICT


def make(*arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=REPOSITORY,
        env=environment(extra),
        capture_output=True,
        text=True,
        check=False,
    )


def test_generated_typescript_is_checked_with_the_flags_of_the_tests() -> None:
    settings = json.loads((REPOSITORY / "tests/support/tsconfig.json").read_text("utf-8"))

    ours = {**settings["compilerOptions"], "newLine": "lf"}
    assert ours == {**STRICT, "newLine": "lf", "noEmit": True}


@pytest.mark.parametrize("name", ["requirements.lock", "package-lock.json", "package.json"])
def test_locks_name_no_host(name: str) -> None:
    assert re.findall(r"https?://\S*(?:registry|pypi|pythonhosted|npmjs)\S*",
                      (REPOSITORY / name).read_text("utf-8")) == []  # fmt: skip


def test_every_locked_package_has_hashes() -> None:
    text = (REPOSITORY / "requirements.lock").read_text("utf-8")
    locked = re.findall(r"^[a-z0-9].*==.*$", text, re.MULTILINE)

    assert locked
    assert [line for line in locked if not line.endswith("\\")] == []


def old_program(folder: Path, name: str, answer: str) -> str:
    """Write a program that is too old: it says its version, and no to every question."""
    file = folder / name
    file.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "{answer}" && exit 0\nexit 1\n')
    file.chmod(0o755)
    return str(file)


def test_old_python_is_refused_by_name(tmp_path: Path) -> None:
    python = old_program(tmp_path, "python3", "Python 3.9.2")

    run = make("--always-make", "compile", f"PYTHON={python}")

    assert run.returncode != 0
    assert f"cfc needs Python 3.11 or newer; '{python}' is Python 3.9.2." in run.stderr


def test_old_node_is_refused_by_name(tmp_path: Path) -> None:
    node = old_program(tmp_path, "node", "v16.1.0")

    run = make("--always-make", "node_modules/.ready", f"NODE={node}")

    assert run.returncode != 0
    assert f"need Node 20 or newer; '{node}' is v16.1.0" in run.stderr


def test_missing_python_is_refused(tmp_path: Path) -> None:
    run = make("--always-make", "compile", f"PYTHON={tmp_path / 'nothing'}")

    assert run.returncode != 0
    assert "cfc needs Python 3.11 or newer" in run.stderr


def test_ci_runs_what_everyone_runs() -> None:
    script = REPOSITORY / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert "\nmake --no-print-directory test " in script.read_text("utf-8")
