"""The tour, followed from its first command to its last."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import DOCS, Reader, page_of


def test_tour_is_true(tmp_path: Path) -> None:
    reader = Reader(tmp_path)

    reader.follow(page_of(DOCS / "tour.md"))

    if reader.left_out:
        pytest.skip("Node or node_modules is missing: the TypeScript part was not run")
