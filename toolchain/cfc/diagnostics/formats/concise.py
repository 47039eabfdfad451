"""Findings as a line each, for editors and `grep`: `file:line:column: severity[name] message`."""

from __future__ import annotations

from collections.abc import Sequence

from cfc.diagnostics.formats.text import place
from cfc.diagnostics.model import Finding


def render(findings: Sequence[Finding]) -> str:
    """Return a line for each finding; empty when there are none."""
    return "".join(_line(finding) for finding in findings)


def _line(finding: Finding) -> str:
    where = "" if finding.location is None else f"{place(finding.location)}: "
    message = " ".join(finding.message.split())
    shown = "".join(char if char.isprintable() else "\ufffd" for char in message)
    return f"{where}{finding.severity.word}[{finding.rule}] {shown}\n"
