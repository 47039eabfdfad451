"""Run a page of the documentation as a reader would, block by block.

A fence says what its block is:

- a language and a path (`json schemas/a.json`): a file, written as it stands;
- a language and `in:` a path: lines that stand in that file (from the repository, if the path
  starts with a slash), which is compared;
- `console`: commands after `$ `, then lines that their output has, in this order (indent does not
  count); `...` stands for lines that are left out, `[exit 1]` for an exit code other than 0. A command that names
  `node` or `tsc`, or the word `node` on the fence, needs Node.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cfc.text.page import Block, Page, read_page

from tests.support.project import REPOSITORY, environment

DOCS = REPOSITORY / "docs"
BIN = REPOSITORY / "node_modules" / ".bin"


def page_of(path: Path) -> Page:
    return read_page(path.read_text("utf-8"))


def all_pages() -> list[Path]:
    """Return the pages of the documentation and the README."""
    return [REPOSITORY / "README.md", *sorted(DOCS.rglob("*.md"))]


def has_node() -> bool:
    return shutil.which("node") is not None and (BIN / "tsc").exists()


@dataclass(frozen=True)
class Command:
    """One command with what the page says of it."""

    text: str
    expected: tuple[str, ...]
    code: int


def commands(block: Block) -> Iterator[Command]:
    """Yield the commands of a console block; a backslash at the end of a line goes on."""
    text, expected, code = "", list[str](), 0
    continued = False
    for line in block.text.splitlines():
        if continued:
            text += "\n" + line
        elif line.startswith("$ "):
            if text:
                yield Command(text, tuple(expected), code)
            text, expected, code = line[2:], [], 0
        elif line.startswith("[exit "):
            code = int(line.removeprefix("[exit ").rstrip("]"))
        elif line.strip() not in ("", "..."):
            expected.append(line.strip())
        continued = (continued or line.startswith("$ ")) and line.endswith("\\")
    if text:
        yield Command(text, tuple(expected), code)


@dataclass
class Reader:
    """Follows a page in a folder. `left_out`: lines of blocks that need Node, which is missing."""

    folder: Path
    left_out: list[int] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Do what each block says; raises AssertionError where the page is wrong."""
        for block in page.blocks:
            word = block.words[0] if block.words else ""
            if block.language == "console":
                if "node" in block.words and not has_node():
                    self.left_out.append(block.line)
                else:
                    self._run(block)
            elif word.startswith("in:"):
                place = word.removeprefix("in:")
                base = REPOSITORY if place.startswith("/") else self.folder
                text = (base / place.removeprefix("/")).read_text("utf-8")
                assert block.text in text, f"line {block.line}: {word} does not say this"
            elif word and word != "shape":
                file = self.folder / word
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(block.text, "utf-8")

    def _run(self, block: Block) -> None:
        for command in commands(block):
            if command.text.startswith("cd "):
                self.folder = self.folder / command.text.removeprefix("cd ")
                continue
            code, output = self._execute(command.text)
            where = f"line {block.line}: `{command.text}`"
            assert code == command.code, f"{where} ended with {code}:\n{output}"
            lines = iter([line.strip() for line in output.splitlines()])
            for line in command.expected:
                assert line in lines, f"{where} has no line\n{line}\nin its turn:\n{output}"

    def _execute(self, text: str) -> tuple[int, str]:
        variables = environment()
        variables["PATH"] += f":{BIN}"
        done = subprocess.run(
            ["sh", "-c", text],
            cwd=self.folder,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout
