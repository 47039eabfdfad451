"""What a template makes of each kind of line, asked once a kind.

In: a template with one form per kind of line, and lines. Out: their text. A form only places
the fields of a line (it has no condition but the kind), so that its layout is learned by one
rendering with marks in place of fields, and every other line of the kind is only filled in: a
compile lays out hundreds of thousands of lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

from cfc.emit.code import Code

if TYPE_CHECKING:
    from jinja2 import Template

_MARK = "\x00"


class AnyLine(Protocol):
    """A line: its kind, and fields that are `Code`."""

    kind: str


class LineLayouts:
    """The layouts of one template; `line` is the class of its lines."""

    def __init__(self, template: Template, line: type[AnyLine]) -> None:
        self._template, self._line = template, line
        self._names = [item.name for item in fields(line) if item.name != "kind"]  # type: ignore[arg-type]
        self._values: Callable[[object], tuple[Code, ...]] = attrgetter(*self._names)
        self._layouts: dict[str, Callable[..., str]] = {}

    def lay_out(self, lines: Iterable[AnyLine]) -> Code:
        """Return the text of the lines; the end of the last one is left to what is around them."""
        layouts, values = self._layouts, self._values
        out: list[str] = []
        for line in lines:
            layout = layouts.get(line.kind)
            if layout is None:
                layout = self._learn(line.kind)
            out.append(layout(*[value.text for value in values(line)]))
        return Code("".join(out).rstrip("\n"))

    def _learn(self, kind: str) -> Callable[..., str]:
        """Return the form of a kind, ready to be filled in, and keep it."""
        marks = {name: Code(f"{_MARK}{index}{_MARK}") for index, name in enumerate(self._names)}
        probe = self._line(kind=kind, **marks)  # type: ignore[call-arg]
        text = self._template.render(lines=[probe])
        parts = text.replace("{", "{{").replace("}", "}}").split(_MARK)
        # Every other part is the number of a field: `{2}` is the third.
        pattern = "".join(f"{{{part}}}" if index % 2 else part for index, part in enumerate(parts))
        self._layouts[kind] = pattern.format
        return self._layouts[kind]
