"""Findings as JUnit XML, for services that show test results.

In: findings. Out: one suite, a case for each finding; a hint is a case that passes with output.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from cfc.diagnostics.formats.text import place
from cfc.diagnostics.model import Finding, Severity


def render(findings: Sequence[Finding], command: str = "check") -> str:
    """Return the XML document; without findings it has one case that passes."""
    cases = [_case(finding) for finding in findings]
    cases = cases or [f'    <testcase classname={_attribute(f"cfc.{command}")} name="contracts"/>']
    failures = sum(finding.severity is not Severity.HINT for finding in findings)
    name = _attribute(f"cfc {command}")
    counts = f'tests="{len(cases)}" failures="{failures}"'
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f"<testsuites {counts}>",
        f"  <testsuite name={name} {counts}>",
        *cases,
        "  </testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _case(finding: Finding) -> str:
    where = place(finding.location) if finding.location is not None else "-"
    head = f"    <testcase classname={_attribute(finding.rule)} name={_attribute(where)}"
    if finding.location is not None:
        head += f" file={_attribute(finding.location.file)}"
        if finding.location.line:
            head += f' line="{finding.location.line}"'
    parts = [f"{where}: {finding.message}"]
    parts += [f"at: {finding.pointer}"] if finding.pointer else []
    parts += [f"why: {finding.why}"] if finding.why else []
    parts += [f"help: {finding.help}"] if finding.help else []
    body = escape(_legal("\n".join(parts)))
    if finding.severity is Severity.HINT:
        return f"{head}>\n      <system-out>{body}</system-out>\n    </testcase>"
    message, kind = _attribute(finding.message), _attribute(finding.severity.word)
    return (
        f"{head}>\n      <failure message={message} type={kind}>{body}</failure>\n    </testcase>"
    )


def _attribute(text: str) -> str:
    return quoteattr(_legal(text).replace("\n", " "))


def _legal(text: str) -> str:
    """Return the text without the characters that XML cannot hold."""
    return "".join(
        char
        if char in "\t\n"
        or " " <= char <= "\ud7ff"
        or "\ue000" <= char <= "\ufffd"
        or char > "\uffff"
        else "\ufffd"
        for char in text
    )
