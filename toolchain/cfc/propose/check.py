"""Execute a page: its base, its patches, what comes of them, its evidence, and what it claims.

In: settings, a proposal. Out: a `Checked`; findings at the reporter. Everything happens in a
copy of the project; nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cfc.config.model import Config
from cfc.contract.load import Found
from cfc.diagnostics.model import Location, Related, Severity
from cfc.diagnostics.reporter import Reporter
from cfc.pipeline.inspect import check_contracts
from cfc.pipeline.selection import select
from cfc.propose.effects import Effects, effects
from cfc.propose.judging import Bench, contracts_of
from cfc.propose.lifecycle import applied_record
from cfc.propose.patch import PatchError, apply_to_text
from cfc.propose.proposal import Obligation, PatchBlock, Proposal, digest_of
from cfc.propose.second_opinion import confirm
from cfc.propose.trial import trial

YAML = (".yaml", ".yml")


@dataclass
class Checked:
    """What executing a page gave. `texts`: the patched contracts by file, as far as it came."""

    proposal: Proposal
    texts: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    effects: Effects = field(default_factory=Effects)
    true_on_result: int = 0
    false_on_base: int = 0

    def to_json(self) -> dict[str, object]:
        """Return what the report says of the page."""
        levels = {name: self.effects.level(name) for name in self.effects.own}
        others = self.effects.dependents
        count = len(self.proposal.obligations)
        told = [f"`{name}` {level}" for name, level in levels.items()]
        told += [f"`{item.contract}` with it {item.compatibility.level}" for item in others]
        summary = ", ".join(told) or "not decided"
        summary += f"; evidence: {self.true_on_result} of {count} true, {self.false_on_base} new"
        return {
            "compatibility": levels,
            "dependents": {item.contract: item.to_json() for item in others},
            "evidence": count,
            "summary": summary,
        }


def check_proposal(config: Config, proposal: Proposal, reporter: Reporter) -> Checked:
    """Report everything on the page that is not so. Raises MissingInput without contracts."""
    checked = Checked(proposal)
    page = _Page(proposal, reporter)
    known = contracts_of(config)
    if not _base(page, known, checked) or not _patched(page, known, checked):
        return checked
    with trial(config) as after:
        for file, text in checked.texts.items():
            (after.project / file).write_bytes(text.encode("utf-8"))
        if not _sound(config, after, page, checked):
            return checked
        _evidence(config, after, page, checked)
        checked.effects = effects(config, after, list(checked.files), _values(proposal))
        for contract in checked.files:
            _claim(page, contract, proposal.compatibility[contract], checked.effects)
    return checked


class _Page:
    """Reports on one page."""

    def __init__(self, proposal: Proposal, reporter: Reporter) -> None:
        self.proposal, self.reporter = proposal, reporter

    def at(self, line: int = 1) -> Location:
        return (
            Location(self.proposal.path, line, 1, line, 1) if line else Location(self.proposal.path)
        )

    def report(self, rule: str, message: str, line: int = 1, **more: object) -> None:
        self.reporter.report(rule, message, self.at(line), **more)  # type: ignore[arg-type]


def _base(page: _Page, known: Mapping[str, Found], checked: Checked) -> bool:
    import difflib

    fine = True
    for name, digest in page.proposal.base.items():
        item = known.get(name)
        if item is None:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"did you mean `{near[0]}`?" if near else None
            page.report(
                "proposal-names-no-contract", f"`{name}` is no contract of this project", help=hint
            )
            fine = False
            continue
        present = digest_of(item.path.read_bytes())
        checked.files[name] = item.file
        if present != digest:
            page.report(
                "proposal-stale",
                f"`{name}` is at {present[:19]}…, and the page was written for {digest[:19]}…",
            )
            fine = False
    for obligation in page.proposal.obligations:
        if obligation.contract not in known:
            message = f"`{obligation.contract}` is no contract of this project"
            page.report("proposal-names-no-contract", message, obligation.line)
            fine = False
    return fine


def _patched(page: _Page, known: Mapping[str, Found], checked: Checked) -> bool:
    fine = True
    for block in page.proposal.patches:
        file = checked.files[block.contract]
        try:
            checked.texts[file] = patched_text(
                known[block.contract], block, checked.texts.get(file)
            )
        except PatchError as error:
            page.report("patch-does-not-apply", str(error), block.line)
            fine = False
    return fine


def patched_text(item: Found, block: PatchBlock, text: str | None = None) -> str:
    """Return a contract's text after a patch; raises PatchError.

    `text`: what an earlier patch of the same page has made of it.
    """
    if item.file.endswith(YAML):
        raise PatchError(f"`{item.file}` is YAML; only JSON contracts can be patched")
    for index, operation in enumerate(block.operations):
        if operation.path[:1] == ("contractVersion",) and operation.op != "test":
            raise PatchError("`contractVersion` is computed when the proposal is applied", index)
    if text is None:
        text = item.path.read_bytes().decode("utf-8")
    after = apply_to_text(text, block.operations)
    confirm(text, block.operations, after)
    return after


def _sound(config: Config, after: Config, page: _Page, checked: Checked) -> bool:
    """Report what `cfc check` finds in the result and did not find before."""
    before, found = Reporter(page.reporter.catalogue), Reporter(page.reporter.catalogue)
    check_contracts(config, select(config, (), config.project), before)
    check_contracts(after, select(after, (), after.project), found)
    known = {(item.rule, item.message, item.pointer) for item in before.findings()}
    line = {checked.files[block.contract]: block.line for block in page.proposal.patches}
    for item in found.findings():
        if item.severity is not Severity.ERROR:
            continue
        file = item.location.file if item.location else ""
        if (item.rule, item.message, item.pointer) in known and file not in line:
            continue
        related = (Related("in the patched contract", item.location),) if item.location else ()
        page.report(
            "patched-contract-has-errors",
            f"after the patch: {item.message}",
            line.get(file, 1),
            why=f"`cfc check` would report `{item.rule}`",
            related=related,
        )
    return not any(item.rule == "patched-contract-has-errors" for item in page.reporter.findings())


def _evidence(config: Config, after: Config, page: _Page, checked: Checked) -> None:
    with Bench(config) as base, Bench(after) as result:
        for obligation in page.proposal.obligations:
            failure = result.failure(obligation)
            if failure is None:
                checked.true_on_result += 1
            else:
                message = f"{_said(obligation)}: {failure}"
                page.report("evidence-not-true", message, obligation.line, witness=obligation.value)
            if base.failure(obligation) is not None:
                checked.false_on_base += 1
    if not page.proposal.obligations:
        page.report("evidence-shows-nothing", "the page has no evidence")
    elif not checked.false_on_base:
        count = len(page.proposal.obligations)
        page.report(
            "evidence-shows-nothing",
            f"all evidence ({count}) is true without the patch, too",
            page.proposal.obligations[0].line,
        )


def _said(obligation: Obligation) -> str:
    verb = {
        "accept": "must accept this value",
        "reject": "must reject this value",
        "holds": "must hold for this value",
        "breaks": "must not hold for this value",
    }[obligation.kind]
    return f"{obligation.subject} {verb}"


def _values(proposal: Proposal) -> dict[str, list[tuple[str, object]]]:
    found: dict[str, list[tuple[str, object]]] = {}
    for item in proposal.obligations:
        found.setdefault(item.contract, []).append((item.fragment, item.value))
    return found


def _claim(page: _Page, contract: str, stated: str, effects: Effects) -> None:
    _, found = effects.greatest(contract)
    reason = effects.reason(contract)
    if found.is_unknown and stated == "major":
        page.report(
            "compatibility-not-decided",
            f"`{contract}`: whether this breaks anybody is not decided: {reason}",
        )
    elif found.is_unknown:
        page.report(
            "compatibility-misstated",
            f"`{contract}`: the page says {stated}, and that is not proved: {reason}",
            help="state `major`, which is what an open question counts as",
        )
    elif stated != found.level:
        page.report(
            "compatibility-misstated",
            f"`{contract}`: the page says {stated}, and the change is {found.level}: {reason}",
            witness=found.witness[0] if found.witness else None,
        )


def check_applied(config: Config, proposal: Proposal, reporter: Reporter) -> None:
    """Report an applied page that is not the one that was applied. Raises BadRecord."""
    record = applied_record(config, proposal.id) or {}
    if record.get("page") != proposal.digest:
        reporter.report(
            "applied-page-edited",
            "the page was edited after it had been applied",
            Location(proposal.path, 1, 1, 1, 1),
        )
