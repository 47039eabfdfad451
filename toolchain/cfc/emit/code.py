"""Program text that only the typed builder can make, and the template environment that prints nothing else.

A contract's text becomes program text in two ways only: as an identifier (each language's
`identifiers` module) or as a quoted literal (its `literals` module). Both give `Code`;
templates refuse to print anything that is not `Code`, so that no other way exists.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, LiteralString

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(frozen=True, slots=True)
class Code:
    """A piece of program text, safe to print."""

    text: str

    def __str__(self) -> str:
        raise TypeError("Code is printed by templates and joined by `code`, never turned into str")

    def __len__(self) -> int:
        return len(self.text)


EMPTY = Code("")


def code(template: LiteralString, *parts: Code) -> Code:
    """Return the template with each `{}` replaced by a part; `{{` and `}}` stand for braces.

    The template is a literal of our own source (a test holds every call to that).
    """
    return Code(template.format(*(part.text for part in parts)))


def join(separator: LiteralString, parts: Iterable[Code]) -> Code:
    """Return the parts with the separator between them."""
    return Code(separator.join(part.text for part in parts))


def _finalize(value: object) -> str:
    from jinja2 import Undefined

    if isinstance(value, Code):
        return value.text
    if isinstance(value, Undefined):
        value._fail_with_undefined_error()
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
        auto_reload=False,
    )
