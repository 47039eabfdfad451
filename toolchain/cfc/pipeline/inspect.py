"""`cfc check`: the first half of the flow, for its findings alone."""

from __future__ import annotations

from cfc.config.model import Config
from cfc.diagnostics.model import Location
from cfc.diagnostics.reporter import Reporter
from cfc.pipeline.examples import check_examples
from cfc.pipeline.front import check, check_all, read, read_invariants
from cfc.pipeline.selection import Selection


def check_contracts(config: Config, selection: Selection, reporter: Reporter) -> int:
    """Report everything about the selected contracts; return how many files were looked at."""
    selected = selection.selected if selection.partial else None
    front = read(config, selection.files, reporter, selected)
    contracts = [item for item in front.loaded.contracts if item.file in selection.selected]
    check(front, contracts, lambda contract: None)
    check_all(front, contracts)
    if not reporter.has_errors:
        # The examples may need contracts that were not selected.
        for contract in front.loaded.contracts:
            if contract not in contracts:
                read_invariants(front, contract)
        for contract in contracts:
            check_examples(front, contract)
    if not selection.partial:
        report_unused(config, reporter)
    return len(selection.selected)


def report_unused(config: Config, reporter: Reporter) -> None:
    """Report the suppressions that hide nothing."""
    for item in reporter.unused_suppressions():
        reporter.report(
            "unused-suppression",
            f"the suppression of `{item.rule}` ({item.reason}) matches nothing",
            Location(config.file or "cfc.toml"),
        )
