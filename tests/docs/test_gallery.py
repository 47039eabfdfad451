"""The gallery shows what is printed today."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.gallery import PIECES, page, pieces
from tests.docs.pages import DOCS, has_node
from tests.support.project import REPOSITORY

HAS_PEERS = (
    has_node()
    and (REPOSITORY / "node_modules" / "json-schema-to-typescript").is_dir()
    and importlib.util.find_spec("datamodel_code_generator") is not None
)


@pytest.mark.skipif(not HAS_PEERS, reason="a peer is not installed")
def test_gallery_is_fresh(golden: Callable[[Path, str], None]) -> None:
    golden(DOCS / "gallery.md", page())


def test_every_construct_says_what_differs() -> None:
    found = pieces()

    assert len(found) == len(list(PIECES.iterdir())) == 12
    assert [name for name, piece in found.items() if not piece["differs"]] == []
