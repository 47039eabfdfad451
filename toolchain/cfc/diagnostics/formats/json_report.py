"""Findings for programs: one JSON object with a version, the same for every command.

In: findings and what the command has to say beside them. Out: plain values, and their text.
Members that a finding lacks are null, so that a reader needs no special cases.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from cfc.diagnostics.model import Finding, Location

VERSION = 1


def finding_value(finding: Finding) -> dict[str, object]:
    """Return the finding as a JSON object."""
    value: dict[str, object] = {
        "rule": finding.rule,
        "code": finding.code,
        "severity": finding.severity.word,
        "message": finding.message,
        **_place(finding.location),
        "pointer": finding.pointer,
        "why": finding.why,
        "help": finding.help,
        "related": [
            {"message": related.message, **_place(related.location)} for related in finding.related
        ],
        "witness": finding.witness,
    }
    if finding.properties:
        value["properties"] = dict(finding.properties)
    return value


def envelope(
    command: str,
    ok: bool,
    exit: int,
    findings: Sequence[Finding],
    result: Mapping[str, object] | None = None,
    next: Sequence[str] = (),
) -> dict[str, object]:
    """Return what a command answers; `next` are commands that would make sense now."""
    return {
        "cfc": VERSION,
        "command": command,
        "ok": ok,
        "exit": exit,
        "findings": [finding_value(finding) for finding in findings],
        "result": dict(result or {}),
        "next": list(next),
    }


def to_text(value: Mapping[str, object]) -> str:
    """Return the value as text that any terminal and any JSON reader takes."""
    text = json.dumps(_finite(value), ensure_ascii=False, indent=2)
    if any("\ud800" <= char <= "\udfff" for char in text):
        text = json.dumps(_finite(value), indent=2)
    return text + "\n"


def _place(where: Location | None) -> dict[str, object]:
    if where is None:
        return {"file": None, "line": None, "column": None, "endLine": None, "endColumn": None}
    return {
        "file": where.file,
        "line": where.line or None,
        "column": where.column or None,
        "endLine": where.end_line or None,
        "endColumn": where.end_column or None,
    }


def _finite(value: object) -> object:
    """Return the value with NaN and infinities, which JSON lacks, as their names."""
    if isinstance(value, float) and value - value != 0:
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _finite(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return value
