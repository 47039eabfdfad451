"""Program text that only the typed builder can make, and the template environment that prints nothing else.

A contract's text becomes program text in two ways only: as an identifier (each language's
`identifiers` module) or as a quoted literal (its `literals` module). Both give `Code`;
templates refuse to print anything that is not `Code`, so that no other way exists.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, LiteralString

if TYPE_CHECKING:
    from jinja2 import Environment


class Code:
    """A piece of program text, safe to print. A value: nothing changes it once it is made."""

    # No dataclass: a compile makes a million of them, and a frozen one costs three times as much.
    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Code) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Code({self.text!r})"

    def __str__(self) -> str:
        raise TypeError("Code is printed by templates and joined by `code`, never turned into str")

    def __len__(self) -> int:
        return len(self.text)


EMPTY = Code("")


def code(template: LiteralString, *parts: Code) -> Code:
    """Return the template with each `{}` replaced by a part; `{{` and `}}` stand for braces.

    The template is a literal of our own source (a test holds every call to that).
    """
    return Code(template.format(*[part.text for part in parts]))


def join(separator: LiteralString, parts: Iterable[Code]) -> Code:
    """Return the parts with the separator between them."""
    return Code(separator.join([part.text for part in parts]))


def stacked(parts: Iterable[Code], margin: Code) -> Code:
    """Return the parts one a line behind a margin, each with a comma."""
    return Code("\n".join([f"{margin.text}{part.text}," for part in parts]))


def chained(parts: Iterable[Code], operator: Code, margin: Code) -> Code:
    """Return the operands one a line behind a margin, the operator before each but the first."""
    between = f"\n{margin.text}{operator.text} "
    return Code(margin.text + between.join([part.text for part in parts]))


def _finalize(value: object) -> str:
    if type(value) is Code:
        return value.text
    if type(value).__name__ == "StrictUndefined":
        return str(value)  # which raises, naming what is undefined
    raise TypeError(f"a template may print only Code, not {type(value).__name__}")


@lru_cache(maxsize=4)
def environment(*folders: Path) -> Environment:
    """Return the environment that reads templates from these folders, the first one winning."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        undefined=StrictUndefined,
        finalize=_finalize,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=len(folders) > 1,
    )
