"""The story, followed from its first command to its last."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, Reader, page_of


def test_story_is_true(tmp_path: Path) -> None:
    page = page_of(DOCS / "story.md")
    builds = [block for block in page.blocks if block.text.startswith("$ make ")]
    assert len(builds) == 2, "a build that stops and a build that passes"
    has_make = shutil.which("make") is not None
    blocks = tuple(block for block in page.blocks if has_make or block not in builds)

    Reader(tmp_path).follow(replace(page, blocks=blocks))

    if not has_make:
        pytest.skip("make is missing: the builds were not run")
