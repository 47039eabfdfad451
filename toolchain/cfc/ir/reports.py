"""What a report says no more than: a keyword's value, a type, or the name of a member not there.

In: a report of a program. Out: its parts; None when it says more, and has to be printed whole.
"""

from __future__ import annotations

from cfc.ir.program import Json, Report

_FEW = 4


def keyword_value(report: Report) -> tuple[str, Json] | None:
    """Return the schema's place and its keyword's value, when the report is of these alone."""
    place, _, last = report.schema_path.rpartition("/")
    if last != report.rule or len(report.params) != 1 or report.params[0][0] != last:
        return None
    value = report.params[0][1]
    if isinstance(value, (list, tuple)):
        return (place, value) if len(value) <= _FEW else None
    return None if isinstance(value, dict) else (place, value)


def wrong_type(report: Report) -> tuple[str, str] | None:
    """Return the schema's place and the one type that it wants, when the report is of that alone."""
    asserted = keyword_value(report)
    name = None if asserted is None else asserted[1]
    if asserted is None or report.rule != "type" or not isinstance(name, str):
        return None
    article = "" if name == "null" else "an " if name[0] in "aio" else "a "
    return (asserted[0], name) if report.message == f"must be {article}{name}" else None


def missing_member(report: Report) -> tuple[str, str] | None:
    """Return the schema's place and the member's name, when the report is of one not there."""
    place, _, last = report.schema_path.rpartition("/")
    if last != "required" or report.rule != last or len(report.params) != 1:
        return None
    name = dict(report.params).get("missing")
    if not isinstance(name, str) or report.message != f'must have the property "{name}"':
        return None
    return place, name
