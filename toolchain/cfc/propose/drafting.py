"""A new page for a change: base, class and evidence are computed, and only the reason is asked for.

In: settings of the project as it is, a contract, operations. Out: the page's id and text;
findings at the reporter when the change cannot be proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cfc.config.model import Config
from cfc.contract.load import Found
from cfc.diagnostics.model import Location, Related, Severity
from cfc.diagnostics.reporter import Reporter
from cfc.pipeline.inspect import check_contracts
from cfc.pipeline.selection import select
from cfc.propose.check import patched_text
from cfc.propose.compatibility import Compatibility
from cfc.propose.effects import Effects, effects
from cfc.propose.judging import Bench
from cfc.propose.page_text import Draft, Evidence, page_text, slug
from cfc.propose.patch import Operation, PatchError
from cfc.propose.proposal import PatchBlock, digest_of
from cfc.propose.trial import trial

MoreEvidence = Callable[[Bench, Bench], Sequence[Evidence]]


@dataclass(frozen=True)
class Wish:
    """What is to be changed, and why."""

    contract: str
    operations: tuple[Operation, ...]
    title: str
    author: str
    reason: str = ""
    counters: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page that is not written yet."""

    id: str
    contract: str
    text: str
    effects: Effects
    evidence: int

    @property
    def level(self) -> str:
        """Return the class that the page states."""
        return self.effects.level(self.contract)

    @property
    def reason(self) -> str:
        return self.effects.reason(self.contract)

    def to_json(self, path: str) -> dict[str, object]:
        """Return what the report says of it."""
        return {
            "proposal": self.id,
            "page": path,
            "compatibility": self.level,
            "dependents": {item.contract: item.to_json() for item in self.effects.dependents},
            "evidence": self.evidence,
        }


def draft(
    before: Config,
    item: Found,
    wish: Wish,
    new_id: Callable[[str], str],
    reporter: Reporter,
    more: MoreEvidence | None = None,
) -> Page | None:
    """Return the page for a wish; None after reporting why there is none."""
    try:
        text = patched_text(item, PatchBlock(wish.contract, wish.operations, 0))
    except PatchError as error:
        reporter.report("patch-does-not-apply", str(error), Location(item.file))
        return None
    with trial(before) as after:
        (after.project / item.file).write_bytes(text.encode("utf-8"))
        if not _sound(after, item, reporter):
            return None
        evidence = [*wish.evidence]
        tried = [(item.reference.removeprefix(wish.contract), item.value) for item in evidence]
        found = effects(before, after, [wish.contract], {wish.contract: tried})
        if more is not None:
            with Bench(before) as base, Bench(after) as result:
                evidence += more(base, result)
        evidence += [
            Evidence(shown.kind, wish.contract + shown.fragment, shown.value)
            for shown in found.own[wish.contract].shown
        ]
    level = found.level(wish.contract)
    identifier = new_id(slug(wish.title))
    page = Draft(
        title=wish.title,
        author=wish.author,
        base={wish.contract: digest_of(item.path.read_bytes())},
        compatibility={wish.contract: level},
        patches={wish.contract: wish.operations},
        evidence=_distinct(evidence),
        rationale=wish.reason,
        impact=_impact(found, wish.contract),
        counters=wish.counters,
        migration="" if level != "major" else "To be written: what users have to change.",
    )
    text = page_text(identifier, page)
    return Page(identifier, wish.contract, text, found, len(page.evidence))


def blank(item: Found, wish: Wish, new_id: Callable[[str], str]) -> Page:
    """Return a page without patch and evidence, which its author has to write."""
    identifier = new_id(slug(wish.title))
    base = {item.id: digest_of(item.path.read_bytes())}
    levels: dict[str, str] = {item.id: "none"}
    page = Draft(wish.title, wish.author, base, levels, {item.id: ()}, rationale=wish.reason)
    nothing = Effects({item.id: Compatibility("none", "the patch is empty")})
    return Page(identifier, item.id, page_text(identifier, page), nothing, 0)


def _impact(found: Effects, contract: str) -> str:
    own = found.own[contract]
    lines = [f"{own.level}: {own.reason}."]
    for item in found.dependents:
        one = item.compatibility
        lines.append(f"`{item.contract}` refers to it; {one.level}: {one.reason}.")
    return "\n\n".join(lines)


def _distinct(evidence: Sequence[Evidence]) -> list[Evidence]:
    kept: dict[str, Evidence] = {}
    for item in evidence:
        kept.setdefault(repr(item), item)
    return list(kept.values())


def _sound(after: Config, item: Found, reporter: Reporter) -> bool:
    found = Reporter(reporter.catalogue)
    check_contracts(after, select(after, (item.file,), after.project), found)
    for one in found.findings():
        if one.severity is Severity.ERROR:
            reporter.report(
                "patched-contract-has-errors",
                f"after the patch: {one.message}",
                Location(item.file),
                why=f"`cfc check` would report `{one.rule}`",
                related=(Related("in the patched contract", one.location),) if one.location else (),
            )
    return not reporter.has_errors
