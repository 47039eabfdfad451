"""The journal: killed at any step, a change is finished or undone, and nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from cfc.propose import journal

CHANGES: dict[str, bytes | None] = {"a.json": b"new a", "deep/b.py": b"new b", "gone.py": None}
OLD = {"a.json": b"old a", "gone.py": b"old gone"}
NEW = {"a.json": b"new a", "deep/b.py": b"new b"}
MOST = 40


def write_old(project: Path) -> None:
    for name, content in OLD.items():
        (project / name).write_bytes(content)


def contents(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in project.rglob("*")
        if path.is_file() and ".cfc_cache" not in path.parts
    }


def killed_after(project: Path, steps: int, act: Callable[[], object]) -> bool:
    """Do it in a child that is killed at its next change of the disk after so many."""
    child = os.fork()
    if child == 0:
        left = steps

        def stop(event: str, _: object) -> None:
            nonlocal left
            if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"):
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(stop)
        act()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_killed_at_any_step_it_is_all_or_nothing(tmp_path: Path) -> None:
    outcomes = []
    for steps in range(MOST):
        project = tmp_path / str(steps)
        project.mkdir()
        write_old(project)
        was_killed = killed_after(project, steps, partial(journal.commit, project, "it", CHANGES))
        journal.recover(project)
        assert contents(project) in (OLD, NEW), f"killed after {steps} steps"
        assert not journal.is_pending(project)
        outcomes.append((was_killed, contents(project) == NEW))

    assert {(True, False), (True, True), (False, True)} == set(outcomes)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_recovery_may_be_killed_at_any_step_too(tmp_path: Path) -> None:
    finished = 0
    for first in range(8, 20):
        for second in range(0, 20, 2):
            project = tmp_path / f"{first}-{second}"
            project.mkdir()
            write_old(project)
            killed_after(project, first, partial(journal.commit, project, "it", CHANGES))
            promised = (project / journal.JOURNAL).is_file()
            killed_after(project, second, partial(journal.recover, project))
            journal.recover(project)
            found = contents(project)
            assert found == NEW if promised else found in (OLD, NEW), f"{first}, {second}"
            finished += promised

    assert finished


def test_file_that_was_edited_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    write_old(tmp_path)
    for steps in range(MOST):
        killed_after(tmp_path, steps, lambda: journal.commit(tmp_path, "it", CHANGES))
        if (tmp_path / journal.JOURNAL).is_file():
            break
        journal.recover(tmp_path)
    (tmp_path / "a.json").write_bytes(b"mine")

    with pytest.raises(journal.Interfered, match=r"`a\.json` was changed"):
        journal.recover(tmp_path)

    assert (tmp_path / "a.json").read_bytes() == b"mine"
    assert journal.is_pending(tmp_path)


def test_only_one_process_holds_the_lock(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from cfc.propose import journal\n"
        "with journal.locked(Path(sys.argv[1])): print('in', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == "in\n"
        with pytest.raises(journal.Busy), journal.locked(tmp_path):
            pass
        other.kill()

    with journal.locked(tmp_path):
        pass
