"""Judge the instances of `cfc validate`: read them with places, judge, report at the place.

In: texts and an engine. Out: findings; how many values were judged and how many were valid.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from cfc.contract.load import open_text
from cfc.diagnostics.model import Location
from cfc.diagnostics.reporter import Reporter
from cfc.judges.engines import Engine
from cfc.judges.python import Judged
from cfc.text import json_reader
from cfc.text.document import Document
from cfc.text.pointer import from_text
from cfc.text.source import SourceFile, Span


@dataclass(frozen=True)
class Instance:
    """One value. `text` is its own text, which starts at `offset` of the source."""

    source: SourceFile
    value: object
    text: str
    offset: int = 0

    def locate(self, path: str) -> Location:
        """Return the place of a JSON Pointer, or of its nearest parent."""
        document: Document = json_reader.read(self.text)
        pointer = from_text(path)
        while True:
            span = document.value_span(pointer)
            if span is not None:
                moved = Span(span.start + self.offset, span.end + self.offset)
                return Location.of(self.source, moved)
            if not pointer:
                return Location.of(self.source, Span(self.offset, self.offset))
            pointer = pointer[:-1]


def read_instances(name: str, text: str, reporter: Reporter) -> Iterator[Instance]:
    """Yield the values of a text: one document, or (JSON Lines) one a line."""
    source = SourceFile(name, text)
    lines = name.endswith((".jsonl", ".ndjson")) or (name == "-" and _is_lines(text))
    if not lines:
        opened = open_text(name, text, reporter)
        if opened is not None and _is_strict(source, text, 0, reporter):
            yield Instance(source, opened.value, text)
        return
    offset = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            opened = open_text(name, line, Reporter(reporter.catalogue))
            if opened is None:
                _report_line(source, line, offset, reporter)
            elif _is_strict(source, line, offset, reporter):
                yield Instance(source, opened.value, line, offset)
        offset += len(line)


def _is_strict(source: SourceFile, text: str, offset: int, reporter: Reporter) -> bool:
    """Report what only contracts may have: comments and trailing commas."""
    if source.path.endswith((".yaml", ".yml")):
        return True
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        at = offset + error.pos
        message = "comments and trailing commas are for contracts: this is no JSON document"
        reporter.report("not-json", message, Location.of(source, Span(at, at + 1)))
        return False
    return True


def _report_line(source: SourceFile, line: str, offset: int, reporter: Reporter) -> None:
    for problem in json_reader.read(line).problems:
        span = Span(problem.span.start + offset, problem.span.end + offset)
        reporter.report("not-json", problem.message, Location.of(source, span), help=problem.help)


def _is_lines(text: str) -> bool:
    """Tell whether a text is more than one line of JSON, and not one document."""
    return len(text.strip().splitlines()) > 1 and not json_reader.read(text).is_readable


def judge(instance: Instance, engine: Engine, reporter: Reporter) -> bool:
    """Report every violation of one value; return whether it is valid."""
    found = engine.violations(instance.value)
    for violation in found:
        _report(instance, violation, reporter)
    return not found


def _report(instance: Instance, violation: Judged, reporter: Reporter) -> None:
    subject = f"`{violation.path}` " if violation.path else "the value "
    if violation.rule.startswith("invariant-"):
        subject = ""
    reporter.report(
        "invalid-instance",
        subject + violation.message,
        instance.locate(violation.path),
        pointer=violation.path,
        why=f"`{violation.rule}` at `{violation.schema_path}` does not hold",
        properties={
            "keyword": violation.rule,
            "schemaPath": violation.schema_path,
            "params": dict(violation.params),
        },
    )
