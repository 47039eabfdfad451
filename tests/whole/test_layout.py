"""Where things lie: the top of the repository, and how long a file may be."""

from __future__ import annotations

from tests.support.project import REPOSITORY
from tests.support.sources import iter_files, name_of

TOP = {
    "pyproject.toml", "toolchain", "schemas", "generated", "templates", "tests", "proposals",
    "README.md", "docs", "bench", "Makefile", "CHANGELOG.md", "LICENSE", "package.json",
    "package-lock.json", "requirements.lock",
}  # fmt: skip
# What set-up, tests and builds leave behind; git ignores all of it.
MADE = {"node_modules", "dist", "build", "__pycache__"}
LONGEST = 400


def test_top_level_holds_only_what_belongs_there() -> None:
    found = {path.name for path in REPOSITORY.iterdir() if not path.name.startswith(".")}

    assert found - MADE - TOP == set()


def long_files() -> set[str]:
    """Return the files that are too long; what is printed of a contract is as long as it is."""
    suffixes = (".py", ".ts", ".js", ".mjs", ".jinja")
    return {
        name_of(path)
        for path in iter_files("toolchain", "templates", "tests", "bench", suffixes=suffixes)
        if len(path.read_text("utf-8").splitlines()) > LONGEST and path.stem != "golden"
    }


def test_no_file_is_longer_than_can_be_read_at_once() -> None:
    assert long_files() == set()


def test_every_package_says_what_its_room_is_for() -> None:
    silent = [
        name_of(path)
        for path in iter_files("toolchain/cfc", suffixes=(".py",))
        if not path.read_text("utf-8").startswith(('"""', "#!"))
    ]

    assert silent == []
