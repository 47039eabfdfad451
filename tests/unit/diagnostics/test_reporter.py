"""The reporter: what pages, settings and suppressions make of a finding."""

from __future__ import annotations

import pytest
from cfc.diagnostics.catalogue import catalogue
from cfc.diagnostics.model import Location, Severity
from cfc.diagnostics.reporter import Reporter, Suppression


def place(file: str = "schemas/a.json", line: int = 1, column: int = 1) -> Location:
    return Location(file, line, column, line, column + 1)


def test_a_finding_is_completed_from_its_page() -> None:
    reporter = Reporter(catalogue())

    reporter.report("duplicate-key", "`a` stands twice", place(), pointer="/a")

    (finding,) = reporter.findings()
    assert (finding.rule, finding.code, finding.severity) == (
        "duplicate-key",
        "CFC-L102",
        Severity.ERROR,
    )
    assert finding.help == "keep one of the two"
    assert finding.why is not None


def test_what_is_given_wins_over_the_page() -> None:
    reporter = Reporter(catalogue())

    reporter.report("duplicate-key", "m", why="w", help="h", severity=Severity.HINT)

    (finding,) = reporter.findings()
    assert (finding.why, finding.help, finding.severity) == ("w", "h", Severity.HINT)


@pytest.mark.parametrize("rule", ["duplicate-key", "CFC-L102"])
def test_the_configuration_has_the_last_word_on_severity(rule: str) -> None:
    reporter = Reporter(catalogue(), {rule: Severity.WARNING})

    reporter.report("duplicate-key", "m", severity=Severity.ERROR)

    assert [finding.severity for finding in reporter.findings()] == [Severity.WARNING]
    assert not reporter.has_errors


def test_a_rule_can_be_off() -> None:
    reporter = Reporter(catalogue(), {"CFC-L102": None})

    reporter.report("duplicate-key", "m")

    assert reporter.findings() == ()


def test_findings_are_sorted_by_path_line_column_and_name() -> None:
    reporter = Reporter(catalogue())

    reporter.report("not-json", "5", place("b.json"))
    reporter.report("not-json", "4", place("a.json", 10))
    reporter.report("not-json", "3", place("a.json", 9, 2))
    reporter.report("duplicate-key", "2", place("a.json", 9, 2))
    reporter.report("not-json", "1")

    assert [finding.message for finding in reporter.findings()] == ["1", "2", "3", "4", "5"]


def test_exact_duplicates_are_merged_and_others_kept() -> None:
    reporter = Reporter(catalogue())

    for witness in (1, 1, True, 1.0, [1]):
        reporter.report("not-json", "m", place(), witness=witness)

    assert [finding.witness for finding in reporter.findings()] == [1, True, 1.0, [1]]


@pytest.mark.parametrize(
    ("suppression", "is_covered"),
    [
        (Suppression("duplicate-key", "r"), True),
        (Suppression("CFC-L102", "r"), True),
        (Suppression("not-json", "r"), False),
        (Suppression("duplicate-key", "r", path="schemas/x/*.json"), True),
        (Suppression("duplicate-key", "r", path="schemas/*.json"), False),
        (Suppression("duplicate-key", "r", path="schemas/**/*.json"), True),
        (Suppression("duplicate-key", "r", path="**/a.json"), True),
        (Suppression("duplicate-key", "r", path="**"), True),
        (Suppression("duplicate-key", "r", path="schemas/x/?.json"), True),
        (Suppression("duplicate-key", "r", path="schemas/x"), False),
        (Suppression("duplicate-key", "r", pointer="/p"), True),
        (Suppression("duplicate-key", "r", pointer="/p/q"), True),
        (Suppression("duplicate-key", "r", pointer=""), True),
        (Suppression("duplicate-key", "r", pointer="/p/q/r"), False),
        (Suppression("duplicate-key", "r", pointer="/p/qq"), False),
        (Suppression("duplicate-key", "r", path="schemas/x/a.json", pointer="/x"), False),
    ],
)
def test_a_suppression_covers_its_rule_at_its_place(
    suppression: Suppression, is_covered: bool
) -> None:
    reporter = Reporter(catalogue(), suppressions=[suppression])

    reporter.report("duplicate-key", "m", place("schemas/x/a.json"), pointer="/p/q")

    assert (reporter.findings() == ()) is is_covered
    assert reporter.unused_suppressions() == (() if is_covered else (suppression,))


def test_settings_that_name_no_rule_are_refused() -> None:
    with pytest.raises(LookupError):
        Reporter(catalogue(), {"no-such-rule": None})


def test_findings_are_counted_by_severity() -> None:
    reporter = Reporter(catalogue())

    reporter.report("not-json", "m", place())
    reporter.report("not-json", "m", place())
    reporter.report("integer-precision", "m", place())

    assert [reporter.count(severity) for severity in Severity] == [0, 1, 1]
    assert reporter.has_errors
