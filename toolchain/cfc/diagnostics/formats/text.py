"""Findings for people: the message, the line with a mark under the place, and what to do.

In: findings that are complete. Out: text, with colours when asked. It opens no file: the line
is in the finding's location.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Sequence

from cfc.diagnostics.model import Finding, Location, Severity

Paint = Callable[..., str]

_WIDEST = 120
_BEFORE = 40
_TAB = 4
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}


def render(findings: Sequence[Finding], *, color: bool) -> str:
    """Return all findings, an empty line between them; empty when there are none."""
    paint = _styled if color else _plain
    return "\n".join(_finding(finding, paint) for finding in findings)


def _finding(finding: Finding, paint: Paint) -> str:
    colour = _COLOURS[finding.severity]
    head = paint(f"{finding.severity.word}[{finding.rule}]", fg=colour, bold=True)
    lines = [f"{head}: {paint(_one_line(finding.message), bold=True)}"]
    where = finding.location
    margin = " " * (len(str(where.line)) if where is not None and where.line else 0)
    bar = paint("|", fg="blue")
    if where is not None:
        lines.append(f"{margin} {paint('-->', fg='blue')} {place(where)}")
        if where.line and where.excerpt.strip():
            excerpt, mark = _excerpt(where)
            lines.append(f"{margin}  {bar}")
            lines.append(f" {paint(str(where.line), fg='blue')} {bar} {excerpt}")
            lines.append(f"{margin}  {bar} {paint(mark, fg=colour)}")
    margin += "  " if margin else " "
    for label, text in _notes(finding):
        first, *rest = _clean(text).split("\n")
        equals = paint("=", fg="blue")
        lines.append(
            f"{margin}{equals} {paint(label + ':', bold=True)}{' ' * (5 - len(label))}{first}"
        )
        lines += [f"{margin}        {line}" for line in rest]
    return "\n".join(lines) + "\n"


def _notes(finding: Finding) -> list[tuple[str, str]]:
    notes = [("at", finding.pointer)] if finding.pointer else []
    for related in finding.related:
        notes.append(("see", f"{place(related.location)}: {related.message}"))
    if finding.witness is not None:
        notes.append(("seen", json.dumps(finding.witness, ensure_ascii=False)))
    notes += [("why", finding.why)] if finding.why else []
    notes += [("help", finding.help)] if finding.help else []
    notes.append(("rule", f"{finding.code} (run `cfc explain {finding.rule}`)"))
    return [(label, text) for label, text in notes if text is not None]


def place(where: Location) -> str:
    """Return a location as `file:line:column`, without what it lacks."""
    file = _one_line(where.file)
    return f"{file}:{where.line}:{where.column}" if where.line else file


def _excerpt(where: Location) -> tuple[str, str]:
    """Return the line as it is shown, and the blanks and carets that belong under it."""
    start = min(where.column - 1, len(where.excerpt))
    end = where.end_column - 1 if where.end_line == where.line else len(where.excerpt.rstrip())
    end = max(min(end, len(where.excerpt)), start)
    first, last, head, tail = 0, len(where.excerpt), "", ""
    if len(where.excerpt) > _WIDEST or _width(where.excerpt) > _WIDEST:
        first = max(0, start - _BEFORE)
        last = min(last, max(first + _WIDEST, min(end, first + _WIDEST)))
        head = "…" if first else ""
        tail = "…" if last < len(where.excerpt) else ""
        end = min(end, last)
    shown = head + _expand(where.excerpt[first:last]) + tail
    if not first:
        shown = shown.rstrip()
    before = _width(head + where.excerpt[first:start])
    marked = _width(where.excerpt[first:end]) + len(head) - before
    return shown, " " * before + "^" * max(marked, 1)


def _expand(text: str) -> str:
    return "".join(
        " " * _TAB if char == "\t" else char if _is_shown(char) else "\ufffd" for char in text
    )


def _width(text: str) -> int:
    """Return how many cells of a terminal the text fills."""
    if text.isascii():
        return len(text) + text.count("\t") * (_TAB - 1)
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if char == "\t":
        return _TAB
    if not _is_shown(char):
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _is_shown(char: str) -> bool:
    # A contract's text must not move the cursor, hide itself, or turn the line around.
    return char == "\u200d" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _clean(text: str) -> str:
    return "\n".join(_expand(line) for line in text.splitlines()) if text else text


def _one_line(text: str) -> str:
    return " ".join(_clean(text).split("\n"))


def _plain(text: str, **_style: object) -> str:
    return text


def _styled(text: str, *, fg: str | None = None, bold: bool | None = None) -> str:
    from click import style

    return style(text, fg=fg, bold=bold)
