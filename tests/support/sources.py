"""The repository's own files, for tests that have it as their subject."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.support.project import REPOSITORY

PACKAGE = REPOSITORY / "toolchain" / "cfc"
TEMPLATES = REPOSITORY / "templates"


def iter_files(*folders: str, suffixes: tuple[str, ...]) -> Iterator[Path]:
    """Yield files below folders of the repository, sorted; caches are passed over."""
    for folder in folders:
        for path in sorted((REPOSITORY / folder).rglob("*")):
            if path.is_file() and path.suffix in suffixes and "__pycache__" not in path.parts:
                yield path


def name_of(path: object) -> str:
    """Return a path as findings show it."""
    assert isinstance(path, Path)
    return path.relative_to(REPOSITORY).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def called(node: ast.Call) -> str:
    """Return the last word of what is called."""
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
