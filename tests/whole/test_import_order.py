"""Rooms import downward only, function-level imports included."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.sources import PACKAGE, iter_files, name_of, tree_of

# From the lowest to the highest; rooms of one line never import each other.
ORDER = (
    "text", "patterns", "diagnostics", "config", "git", "contract", "invariants", "ir",
    "instances", "emit", "judges", "diff fuzz", "pipeline", "propose", "gates", "cli",
)  # fmt: skip
RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms.split()}
BELOW_ALL = {"resources", "__init__"}
ABOVE_ALL = {"__main__", "bowtie"}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def iter_imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and the room of every import of our own."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module == "cfc":
            names = [f"cfc.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""] if node.level == 0 else ["cfc..relative"]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name.startswith("cfc."):
                yield node.lineno, name.split(".")[1]


def wrong_imports(room: str, tree: ast.AST) -> list[str]:
    """Return what a file of a room may not import."""
    known = RANK.keys() | BELOW_ALL | {"__version__"}
    found = []
    for line, other in iter_imports(tree):
        if other == room or room in ABOVE_ALL:
            continue
        if other not in known or (other in RANK and RANK[other] >= RANK.get(room, -1)):
            found.append(f"line {line}: {room} imports {other}")
    return found


FILES = list(iter_files("toolchain/cfc", suffixes=(".py",)))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_go_downward(path: Path) -> None:
    assert wrong_imports(room_of(path), tree_of(path)) == []


def test_every_room_has_its_place() -> None:
    assert {room_of(path) for path in FILES} - RANK.keys() - BELOW_ALL - ABOVE_ALL == set()


@pytest.mark.parametrize(
    "text",
    [
        "from cfc.cli.app import main",
        "import cfc.cli.app",
        "from cfc import cli",
        "from . import model",
        "def f():\n    from cfc.emit.code import Code",
    ],
)
def test_upward_import_is_seen(text: str) -> None:
    assert len(wrong_imports("config", ast.parse(text))) == 1


def test_rooms_of_one_line_are_kept_apart() -> None:
    assert wrong_imports("fuzz", ast.parse("import cfc.diff.match")) != []
