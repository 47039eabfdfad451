"""Import statements of a Python module, sorted and laid out as a formatter would.

In: modules and names. Out: `ImportView`s for the template. It refuses to know why a name is needed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import LiteralString

from cfc.emit.code import Code, join
from cfc.ir.parts import PART_OF_NAME

_WIDTH = 100


@dataclass(frozen=True)
class ImportView:
    """`from source import names`, over lines when `tall`."""

    source: Code
    names: tuple[Code, ...]
    inline: Code
    tall: bool


def import_views(source: LiteralString, names: Collection[str]) -> tuple[ImportView, ...]:
    """Return the statement that imports the names of a module, if there are any."""
    return (import_view(Code(source), sorted(names)),) if names else ()


def runtime_imports(root: Code, names: Iterable[str]) -> list[ImportView]:
    """Return the statements that import names of the runtime, by the part that holds them.

    `root`: the dots that lead to the package.
    """
    of_parts: dict[str, set[str]] = {}
    for name in names:
        part = PART_OF_NAME.get(name)
        of_parts.setdefault(f"_runtime.{part}" if part else "_runtime", set()).add(name)
    return [
        import_view(Code(root.text + source), sorted(found)) for source, found in of_parts.items()
    ]


def module_key(view: ImportView) -> tuple[int, str, bool]:
    """Sort by module; what is imported under another name comes behind, on a line of its own."""
    name = view.source.text.lstrip(".")
    return (len(name) - len(view.source.text), name, " as " in view.inline.text)


def _import_key(name: str) -> tuple[int, str]:
    """Sort as isort does: constants, classes, then functions."""
    return (0 if name.isupper() else 1 if name[:1].isupper() else 2, name.lower())


def sorted_names(names: Iterable[str]) -> tuple[Code, ...]:
    """Return the names as a statement lists them."""
    return tuple(Code(name) for name in sorted(names, key=_import_key))


def import_view(source: Code, names: Sequence[str], margin: int = 0) -> ImportView:
    """Return an import statement, `margin` from the edge, its names sorted as a formatter would."""
    listed = sorted_names(names)
    inline = join(", ", listed)
    tall = margin + len(source) + len(inline) + 13 > _WIDTH
    return ImportView(source, listed, inline, tall)
