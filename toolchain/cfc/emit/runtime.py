"""The parts of the printed runtime that a project needs: those that its modules import, and so on.

In: printed modules, and how a part's text is read. Out: names of parts. A file's own imports say
what it is built on, so no list can fall behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from cfc.ir.parts import ALL_PARTS

MAX_DEPTH = 200
"""How often a definition may be inside itself in a value, unless the project says otherwise."""
_ASKED = re.compile(
    r"_runtime\.([a-z]+) import"
    r"|_runtime import ([a-z]+) as _"
    r"|from \"(?:\.{1,2}/)+runtime/([a-z]+)(?:\.[jt]s)?\";"
)
ALWAYS = frozenset({"limits"})
"""The parts that the first file of every runtime is built on."""


def imported_parts(texts: Iterable[str]) -> frozenset[str]:
    """Return the parts that printed modules import, in any language."""
    found = {name for text in texts for names in _ASKED.findall(text) for name in names}
    return ALL_PARTS & found


def with_imported(
    parts: Iterable[str], text_of: Callable[[str], str], imported: re.Pattern[str]
) -> list[str]:
    """Return the parts and all that they import, sorted.

    `imported`: its only group is the name of a part, wherever one is imported.
    """
    found: set[str] = set()
    left = list(parts)
    while left:
        part = left.pop()
        if part not in found:
            found.add(part)
            left += imported.findall(text_of(part))
    return sorted(found)


def limited(text: str, max_depth: int) -> str:
    """Return the part `limits` with the limit of a project."""
    return text.replace(f"MAX_DEPTH = {MAX_DEPTH}", f"MAX_DEPTH = {max_depth}")
