"""The tour, followed from its first command to its last."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, Reader, page_of
from tests.support.project import execute

STRICT = (sys.executable, "-m", "mypy", "--config-file=", "--strict", "--python-version", "3.11")


def test_tour_is_true(tmp_path: Path) -> None:
    reader = Reader(tmp_path)

    reader.follow(page_of(DOCS / "tour.md"))

    files = sorted(path.name for path in reader.folder.glob("*.py"))
    types = execute([*STRICT, *files], reader.folder, {"MYPYPATH": "generated/python"})
    assert types.code == 0, types.stdout
    if reader.left_out:
        pytest.skip("Node or node_modules is missing: the TypeScript part was not run")
