"""The parts of the printed runtime that a project needs: those asked for, and those they import.

In: names of parts, and how a part's text is read. Out: names of parts. A file's own imports say
what it is built on, so no list can fall behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable


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
