"""Findings as SARIF 2.1.0, for code scanning services.

In: findings and the catalogue they come from. Out: one log with one run. Paths are relative to
`SRCROOT`, columns count code points.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from cfc import __version__
from cfc.diagnostics.catalogue import EXAMPLE_SECTIONS, Catalogue, Rule
from cfc.diagnostics.formats.json_report import to_text
from cfc.diagnostics.model import Finding, Location, Related, Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LONGEST_SNIPPET = 400
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def log_value(findings: Sequence[Finding], catalogue: Catalogue) -> dict[str, object]:
    """Return the log as a JSON object."""
    names = sorted({finding.rule for finding in findings})
    index = {name: number for number, name in enumerate(names)}
    prints = _fingerprints(findings)
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "cfc",
                        "semanticVersion": __version__,
                        "rules": [_rule(name, findings, catalogue) for name in names],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {
                    "SRCROOT": {"description": {"text": "The root of the project."}}
                },
                "results": [
                    _result(finding, index[finding.rule], fingerprint)
                    for finding, fingerprint in zip(findings, prints, strict=True)
                ],
            }
        ],
    }


def render(findings: Sequence[Finding], catalogue: Catalogue) -> str:
    """Return the text of the log."""
    return to_text(log_value(findings, catalogue))


def _rule(name: str, findings: Sequence[Finding], catalogue: Catalogue) -> dict[str, object]:
    try:
        rule = catalogue.rule(name)
    except LookupError:
        # A finding from generated code may carry a rule of its own, without a page.
        code = next(finding.code for finding in findings if finding.rule == name)
        return {"id": code, "name": name, "shortDescription": {"text": name}}
    summary = rule.summary or name
    prose = _prose(rule)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": f"{summary} {_sentence(rule.why)}".strip()},
        "help": {"text": prose, "markdown": prose},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _prose(rule: Rule) -> str:
    """Return the page as a reader of a report needs it: without settings and examples."""
    parts = [rule.page.sections[""]]
    for heading, text in rule.page.sections.items():
        if heading and heading not in EXAMPLE_SECTIONS:
            parts.append(f"## {heading}\n{text}")
    return "\n\n".join(parts)


def _sentence(text: str | None) -> str:
    return "" if not text else text[0].upper() + text[1:].rstrip(".") + "."


def _result(finding: Finding, rule_index: int, fingerprint: str) -> dict[str, object]:
    text = finding.message
    if finding.help:
        text = f"{text} ({finding.help})"
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
    }
    if finding.location is not None:
        place: dict[str, object] = {"physicalLocation": _physical(finding.location)}
        if finding.pointer:
            place["logicalLocations"] = [{"fullyQualifiedName": finding.pointer, "kind": "member"}]
        result["locations"] = [place]
    if finding.related:
        result["relatedLocations"] = [
            _related(number, related) for number, related in enumerate(finding.related)
        ]
    result["partialFingerprints"] = {"cfc/v1": fingerprint}
    properties = dict(finding.properties or {})
    if finding.pointer is not None:
        properties["pointer"] = finding.pointer
    if finding.why is not None:
        properties["why"] = finding.why
    if finding.witness is not None:
        properties["witness"] = finding.witness
    if properties:
        result["properties"] = properties
    return result


def _related(number: int, related: Related) -> dict[str, object]:
    return {
        "id": number,
        "message": {"text": related.message},
        "physicalLocation": _physical(related.location),
    }


def _physical(where: Location) -> dict[str, object]:
    path = quote(where.file.replace("\\", "/"), safe="/!$&'()*+,;=:@~", errors="replace")
    if ":" in path.partition("/")[0]:
        path = "./" + path
    physical: dict[str, object] = {"artifactLocation": {"uri": path, "uriBaseId": "SRCROOT"}}
    if where.line:
        region: dict[str, object] = {"startLine": where.line}
        if where.column:
            region["startColumn"] = where.column
        if where.end_line:
            region["endLine"] = where.end_line
            region["endColumn"] = where.end_column
        if 0 < len(where.excerpt) <= _LONGEST_SNIPPET:
            region["snippet"] = {"text": where.excerpt}
        physical["region"] = region
    return physical


def _fingerprints(findings: Sequence[Finding]) -> list[str]:
    """Return a mark for each finding that stays when lines above it are added or removed."""
    seen: dict[str, int] = {}
    prints = []
    for finding in findings:
        where = finding.location
        parts: Mapping[str, object] = {
            "rule": finding.rule,
            "file": None if where is None else where.file,
            "pointer": finding.pointer,
            "message": finding.message,
        }
        text = json.dumps(parts, sort_keys=True)
        number = seen.get(text, 0)
        seen[text] = number + 1
        prints.append(hashlib.sha256(f"{text}#{number}".encode()).hexdigest()[:32])
    return prints
