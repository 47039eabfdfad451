"""The one shape of a finding.

A finding is a value: complete when it is made, so that every output format prints the same
thing and none has to open a file again.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from cfc.text.source import SourceFile, Span


class Severity(enum.IntEnum):
    """How bad a finding is; ordered, so that `--fail-on` is a comparison."""

    HINT = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Location:
    """Where a finding stands: lines and columns count from 1, columns in code points.

    `end_column` is the column behind the last code point. `excerpt` is the text of the first
    line. A location without a line is a whole file.
    """

    file: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    excerpt: str = ""

    @classmethod
    def of(cls, source: SourceFile, span: Span) -> Location:
        start, end = source.position(span.start), source.position(span.end)
        return cls(
            source.path, start.line, start.column, end.line, end.column, source.line(start.line)
        )


@dataclass(frozen=True)
class Related:
    """Another place that belongs to the finding, and what it has to do with it."""

    message: str
    location: Location


@dataclass(frozen=True)
class Finding:
    """One finding. `pointer` is a JSON Pointer into the file, `witness` any JSON document."""

    rule: str
    code: str
    severity: Severity
    message: str
    location: Location | None = None
    pointer: str | None = None
    why: str | None = None
    help: str | None = None
    related: tuple[Related, ...] = ()
    witness: object = None
    properties: Mapping[str, object] | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        where = self.location
        if where is None:
            return ("", 0, 0, self.rule, self.message)
        return (where.file, where.line, where.column, self.rule, self.message)
