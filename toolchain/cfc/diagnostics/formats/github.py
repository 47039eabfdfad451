"""Findings as annotations of GitHub's workflow commands.

In: findings. Out: a line for each. A column is given only when the finding starts and ends on
one line: GitHub refuses it otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from cfc.diagnostics.model import Finding, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def render(findings: Sequence[Finding]) -> str:
    """Return a workflow command for each finding; empty when there are none."""
    return "".join(_command(finding) for finding in findings)


def _command(finding: Finding) -> str:
    properties: dict[str, object] = {}
    where = finding.location
    if where is not None:
        properties["file"] = where.file
        if where.line:
            properties["line"] = where.line
            properties["endLine"] = where.end_line or where.line
            if where.column and properties["endLine"] == where.line:
                properties["col"] = where.column
                # GitHub's end column is that of the last character, ours that behind it.
                properties["endColumn"] = max(where.column, where.end_column - 1)
    properties["title"] = f"{finding.rule} ({finding.code})"
    given = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    parts = [finding.message]
    parts += [f"at {finding.pointer}"] if finding.pointer else []
    parts += [f"why: {finding.why}"] if finding.why else []
    parts += [f"help: {finding.help}"] if finding.help else []
    return f"::{_COMMANDS[finding.severity]} {given}::{_data(chr(10).join(parts))}\n"


def _data(text: str) -> str:
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
