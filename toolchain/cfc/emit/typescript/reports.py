"""Reports of violations as statements of TypeScript, as short as what they say allows.

In: a report of the IR, and where it stands. Out: a `Line`.
"""

from __future__ import annotations

from collections.abc import Callable

from cfc.emit.code import Code, code, join, stacked
from cfc.emit.typescript import literals
from cfc.emit.typescript.lines import WIDTH, Line, margin
from cfc.ir.program import Report
from cfc.ir.reports import keyword_value, missing_member, wrong_type


def report_of(report: Report, place: Code, depth: int, runtime: Callable[[str], Code]) -> Line:
    """Return the statement. `place`: the path, as an expression; `runtime` gives a helper's name."""
    for name, said in (
        ("reportMissing", missing_member(report)),
        ("reportType", wrong_type(report)),
    ):
        if said is not None:
            given = [literals.string(said[1]), place, literals.string(said[0])]
            return _line(depth, runtime(name), given, ())
    asserted = keyword_value(report)
    if asserted is not None:
        schema, value = literals.string(asserted[0]), literals.literal(asserted[1])
        given = [literals.string(report.rule), value, literals.string(report.message)]
        return _line(depth, runtime("reportKeyword"), [*given, place, schema], ())
    given = [literals.string(report.rule), literals.string(report.message), place]
    members = tuple(
        code("{}: {}", literals.value_key(key), literals.literal(value))
        for key, value in report.params
    )
    given.append(literals.string(report.schema_path))
    return _line(depth, runtime("report"), given, members)


def _line(depth: int, name: Code, fields: list[Code], members: tuple[Code, ...]) -> Line:
    """Return the statement that reports a violation, laid out as its length needs.

    `fields`: its arguments behind `found`; `members`: those of its `params`.
    """
    pad, inner = margin(depth), margin(depth + 1)
    head = len(pad) + len(name) + len("(found") + sum(len(text) + 2 for text in fields)
    inside = sum(len(text) + 2 for text in members) + 4 if members else 0
    listed = join(", ", fields)
    if head + inside + 2 <= WIDTH:
        if members:
            listed = code("{}, {{ {} }}", listed, join(", ", members))
        return Line("report", pad, name, listed)
    if members and head + 3 <= WIDTH:
        return Line("report_hug", pad, name, listed, stacked(members, inner))
    every = [Code("found"), *fields]
    if members:
        every.append(code("{{ {} }}", join(", ", members)))
    return Line("report_tall", pad, name, stacked(every, inner))
