"""TSDoc comments from what authors say.

In: `Documentation`, untrusted. Out: the lines of a comment as `Code`, without the indent.
"""

from __future__ import annotations

import re

from cfc.emit.code import Code
from cfc.emit.layout import wrapped
from cfc.emit.typescript import literals
from cfc.ir.documents import paragraphs
from cfc.ir.shapes import Documentation

_WIDTH = 100
_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")


def doc_lines(doc: Documentation, indent: int = 0) -> tuple[Code, ...]:
    """Return the comment, one item per line; none when there is nothing to say."""
    found = paragraphs(doc, limits=True)
    if doc.deprecated:
        found.append("@deprecated")
    if not found:
        return ()
    room = _WIDTH - indent - 3
    lines: list[str] = []
    for paragraph in found:
        if lines:
            lines.append("")
        for line in _LINE_END.split(paragraph):
            shown = literals.comment(line.rstrip().expandtabs(2)).text
            lines += [shown] if len(shown) <= room else wrapped(shown, max(room, 20))
    if len(lines) == 1 and len(lines[0]) <= room - 4:
        return (Code(f"/** {lines[0]} */"),)
    # A line that starts with a slash would end the comment together with the star before it:
    # the space between them prevents that.
    body = (Code(f" * {line}" if line else " *") for line in lines)
    return (Code("/**"), *body, Code(" */"))
