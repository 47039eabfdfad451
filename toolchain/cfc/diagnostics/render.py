"""Findings to text, in the format that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from cfc.diagnostics.catalogue import Catalogue
from cfc.diagnostics.model import Finding, Severity

Format = Literal["text", "concise", "json", "sarif", "github", "junit"]
FORMATS: tuple[str, ...] = get_args(Format)


def render(
    findings: Sequence[Finding],
    format: Format,
    *,
    color: bool = False,
    catalogue: Catalogue,
    command: str = "check",
) -> str:
    """Return the findings as text, in their order.

    A command that answers more than findings makes its own JSON envelope; the one here knows
    only them, and takes an error for exit 1.
    """
    if format == "text":
        from cfc.diagnostics.formats import text

        return text.render(findings, color=color)
    if format == "concise":
        from cfc.diagnostics.formats import concise

        return concise.render(findings)
    if format == "json":
        from cfc.diagnostics.formats import json_report

        failed = any(finding.severity is Severity.ERROR for finding in findings)
        return json_report.to_text(json_report.envelope(command, not failed, int(failed), findings))
    if format == "sarif":
        from cfc.diagnostics.formats import sarif

        return sarif.render(findings, catalogue)
    if format == "github":
        from cfc.diagnostics.formats import github

        return github.render(findings)
    from cfc.diagnostics.formats import junit

    return junit.render(findings, command)
