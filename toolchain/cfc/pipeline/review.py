"""A comparison to findings: which rule tells of which change, whom it breaks, and what proves it.

In: compared contracts. Out: findings at the reporter, and one line for each contract. The
verdict decides how bad a finding is; a rule only explains.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cfc.contract.model import Place
from cfc.diagnostics.model import Location, Related, Severity
from cfc.diagnostics.reporter import Reporter
from cfc.diff.model import Bump, Change, PartReport, Verdict
from cfc.diff.semver import declared_bump, is_lower, next_version, scaled
from cfc.diff.texts import shown
from cfc.pipeline.compare import Compared
from cfc.pipeline.versions import Version
from cfc.text.pointer import to_text

_MOST_USERS = 3
_DIRECTIONS = {
    "old_in_new": ("the old version accepts this document, the new one refuses it", "narrowed"),
    "new_in_old": ("the new version accepts this document, the old one refuses it", "widened"),
}


@dataclass(frozen=True)
class Review:
    """One contract in two versions; one of them is None when it was added or removed."""

    id: str
    old: Version | None
    new: Version | None
    compared: Compared | None

    @property
    def versions(self) -> tuple[str | None, str | None]:
        return (
            self.old.contract.version if self.old is not None else None,
            self.new.contract.version if self.new is not None else None,
        )

    @property
    def bump(self) -> Bump:
        """The bump that the contract needs, counted from its old version."""
        if self.compared is not None:
            return self.compared.bump
        if self.old is not None:
            return scaled(Bump.MAJOR, self.old.contract.version)
        return Bump.MINOR

    @property
    def breaking(self) -> str:
        """`breaking`, `unknown` or `compatible`."""
        if self.compared is None:
            return "breaking" if self.new is None else "compatible"
        demanded = [verdict for part in self.compared.parts for verdict in part.demanded]
        if self.compared.errors_added or any(v.answer == "not-included" for v in demanded):
            return "breaking"
        return "unknown" if any(v.answer == "unknown" for v in demanded) else "compatible"

    @property
    def is_undecided(self) -> bool:
        """Whether a verdict that compatibility asks for is unknown, whatever else breaks."""
        parts = self.compared.parts if self.compared is not None else ()
        return any(verdict.answer == "unknown" for part in parts for verdict in part.demanded)

    @property
    def is_admitted(self) -> bool:
        """Whether the declared versions admit the difference."""
        if self.old is None or self.new is None:
            return self.old is None
        declared = declared_bump(*self.versions)
        return self.bump is Bump.NONE or (declared is not None and declared >= self.bump)

    def value(self) -> dict[str, object]:
        """Return the review as the JSON answer has it."""
        parts = self.compared.parts if self.compared is not None else ()
        return {
            "id": self.id,
            "old": self.old.contract.file if self.old is not None else None,
            "new": self.new.contract.file if self.new is not None else None,
            "bump": self.bump.word,
            "class": self.breaking,
            "admitted": self.is_admitted,
            "declared": list(self.versions),
            "verdicts": {
                part.part: {
                    "old_in_new": part.old_in_new.value(),
                    "new_in_old": part.new_in_old.value(),
                    "asked": list(part.must),
                }
                for part in parts
            },
        }

    def line(self) -> str:
        """Return one line: what breaks, and for whom."""
        before, after = self.versions
        steps = f" {before or '?'} -> {after or '?'}" if before or after else ""
        if self.compared is None:
            return f"{self.id}{steps}: " + ("removed, major" if self.new is None else "new, minor")
        said = [text for part in self.compared.parts for text in _said(part)]
        said += [
            f"breaks callers: `{name}` is an error that they do not know"
            for name in self.compared.errors_added
        ]
        if self.bump is Bump.NONE:
            return f"{self.id}{steps}: no difference"
        return f"{self.id}{steps}: {'; '.join(said or ['compatible'])}; {self._needed()}"

    def _needed(self) -> str:
        """Return the bump that the change needs, beside the declared one where it is too small."""
        said = f"least bump {self.bump.word}"
        declared = declared_bump(*self.versions)
        if self.is_admitted or declared is None:
            return said
        return f"{said} (declared: {declared.word})"


def _said(part: PartReport) -> list[str]:
    found: list[str] = []
    for name, verdict in zip(part.must, part.demanded, strict=True):
        where = "it" if part.part == "document" else f"`{part.part}`"
        if verdict.answer == "not-included":
            narrows = name == "old_in_new"
            causes = sum(_is_cause(part.changes[index], name) for index in part.own)
            count = "a change" if causes < 2 else f"{causes} changes"
            verb = ("narrow" if narrows else "widen") + ("s" if causes < 2 else "")
            refuser = "is refused now" if narrows else "is new to them"
            found.append(
                f"breaks {part.breaks}: {count} {verb} {where}: "
                f"{shown(verdict.witness[0])} {refuser}: {verdict.why}"
            )
        elif verdict.answer == "unknown":
            found.append(f"unknown whether it breaks {part.breaks}: {where} could not be decided")
    return found


def _is_cause(change: Change, direction: str) -> bool:
    return change.effect != ("widens" if direction == "old_in_new" else "narrows")


def report_review(review: Review, reporter: Reporter, *, unbumped: bool = False) -> None:
    """Report one contract. `unbumped`: the declared versions say what is an error.

    Then a break that they admit is none, and what is unknown is one unless they admit a break.
    """
    break_severity = Severity.WARNING if unbumped and review.is_admitted else Severity.ERROR
    stops = unbumped and not review.is_admitted
    unknown_severity = Severity.ERROR if stops else Severity.WARNING
    common: dict[str, object] = {"contract": review.id, "admitted": review.is_admitted}
    if review.compared is None or review.old is None or review.new is None:
        _existence(review, reporter, break_severity, common)
        return
    for part in review.compared.parts:
        _part(review, part, reporter, break_severity, unknown_severity, common)
    _errors(review, reporter, break_severity, common)
    _versions(review, reporter, common)


def _existence(
    review: Review, reporter: Reporter, severity: Severity, common: Mapping[str, object]
) -> None:
    if review.new is None and review.old is not None:
        reporter.report(
            "contract-removed",
            f"`{review.id}` is gone",
            _locate(review.old, Place(review.old.contract.uri)),
            severity=severity,
            properties={**common, "class": "breaking", "breaks": "everyone who uses it"},
        )
    elif review.new is not None:
        reporter.report(
            "contract-added",
            f"`{review.id}` is new",
            _locate(review.new, Place(review.new.contract.uri)),
            properties={**common, "class": "compatible"},
        )


def _part(
    review: Review,
    part: PartReport,
    reporter: Reporter,
    severity: Severity,
    unknown_severity: Severity,
    common: Mapping[str, object],
) -> None:
    old, new = review.old, review.new
    if old is None or new is None:
        return
    facts = {**common, "part": part.part, "breaks": part.breaks}
    broken = [
        (name, verdict)
        for name, verdict in zip(part.must, part.demanded, strict=True)
        if verdict.answer == "not-included"
    ]
    unknown = [verdict for verdict in part.demanded if verdict.answer == "unknown"]
    for index, change in enumerate(part.changes):
        own = part.own.get(index)
        alone = _breaks_alone(change, part)
        where = _locate(new, change.new, key=change.is_key)
        was = _locate(old, change.old, key=change.is_key)
        related = [Related("in the old version", was)] if was is not None else []
        related += _users(new, change)
        shared = {"related": tuple(related), "pointer": to_text(change.new.pointer)}
        if own is not None:
            reporter.report(
                change.kind,
                change.message,
                where,
                why=f"breaks {part.breaks}: {own.why}",
                severity=severity,
                witness=own.value,
                properties={**facts, "class": "breaking", "effect": change.effect},
                **shared,  # type: ignore[arg-type]
            )
        elif alone and (broken or unknown):
            word = "no document was found that it alone refuses" if broken else unknown[0].reason
            reporter.report(
                change.kind,
                change.message,
                where,
                why=f"may break {part.breaks}; {word}",
                severity=Severity.WARNING,
                properties={**facts, "class": "unknown", "effect": change.effect},
                **shared,  # type: ignore[arg-type]
            )
        else:
            why = "compatible"
            if alone:
                why = "by itself it would break; the whole was compared, and proved compatible"
            reporter.report(
                change.kind,
                change.message,
                where,
                why=why,
                help="nothing has to be done",
                severity=Severity.HINT,
                properties={**facts, "class": "compatible", "effect": change.effect},
                **shared,  # type: ignore[arg-type]
            )
    for name, verdict in broken:
        if not part.own:
            _whole(review, part, name, verdict, reporter, severity, facts)
    for verdict in unknown:
        reporter.report(
            "compatibility-unknown",
            f"whether `{part.part}` is compatible could not be decided",
            _locate(new, part.new),
            pointer=to_text(part.new.pointer),
            why=verdict.reason,
            severity=unknown_severity,
            properties={**facts, "class": "unknown"},
        )


def _whole(
    review: Review,
    part: PartReport,
    direction: str,
    verdict: Verdict,
    reporter: Reporter,
    severity: Severity,
    facts: Mapping[str, object],
) -> None:
    old, new = review.old, review.new
    if old is None or new is None:
        return
    text, word = _DIRECTIONS[direction]
    was = _locate(old, part.old)
    reporter.report(
        "schema-narrowed" if word == "narrowed" else "schema-widened",
        f"`{part.part}` {word}: {shown(verdict.witness[0])}",
        _locate(new, part.new),
        pointer=to_text(part.new.pointer),
        why=f"breaks {part.breaks}: {text}: {verdict.why}",
        severity=severity,
        witness=verdict.witness[0],
        related=(Related("in the old version", was),) if was is not None else (),
        properties={**facts, "class": "breaking", "refusedAt": list(verdict.refused_at)},
    )


def _users(version: Version, change: Change) -> list[Related]:
    """Return where the definition that a change stands in is used, when that is more than once."""
    if len(change.users) < 2:
        return []
    found: list[Related] = []
    for place in change.users[:_MOST_USERS]:
        where = _locate(version, place)
        if where is not None:
            found.append(Related("used here", where))
    if len(change.users) > _MOST_USERS and found:
        more = len(change.users) - _MOST_USERS
        found[-1] = Related(f"used here, and at {more} more places", found[-1].location)
    return found


def _breaks_alone(change: Change, part: PartReport) -> bool:
    if change.effect == "none":
        return False
    if change.effect == "changes" or len(part.must) > 1:
        return True
    return change.effect == ("narrows" if part.must[0] == "old_in_new" else "widens")


def _errors(
    review: Review, reporter: Reporter, severity: Severity, common: Mapping[str, object]
) -> None:
    old, new, compared = review.old, review.new, review.compared
    if old is None or new is None or compared is None:
        return
    for name in compared.errors_added:
        place = Place(new.contract.uri, ("errors", name))
        reporter.report(
            "error-added",
            f"the operation may now answer with the error `{name}`",
            _locate(new, place, key=True),
            pointer=to_text(place.pointer),
            severity=severity,
            witness={"error": name},
            properties={**common, "class": "breaking", "breaks": "callers"},
        )
    for name in compared.errors_removed:
        place = Place(old.contract.uri, ("errors", name))
        reporter.report(
            "error-removed",
            f"the operation no longer answers with the error `{name}`",
            _locate(old, place, key=True),
            pointer=to_text(place.pointer),
            properties={**common, "class": "compatible"},
        )


def _versions(review: Review, reporter: Reporter, common: Mapping[str, object]) -> None:
    if review.new is None:
        return
    before, after = review.versions
    place = Place(review.new.contract.uri, ("contractVersion",))
    where = _locate(review.new, place)
    facts = {**common, "class": "version"}
    if is_lower(before, after):
        reporter.report(
            "version-decreased",
            f"the version went down, from {before} to {after}",
            where,
            pointer="/contractVersion",
            properties=facts,
        )
    elif not review.is_admitted and (before or after):
        wanted = next_version(before, review.bump)
        told = f"{before} -> {after}" if before and after else "no version on both sides"
        reporter.report(
            "version-not-bumped",
            f"the change is {review.bump.word}, and the versions do not say so ({told})",
            where,
            pointer="/contractVersion",
            help=f"set `contractVersion` to {wanted}" if wanted else "declare `contractVersion`",
            properties=facts,
        )


def _locate(version: Version, place: Place, *, key: bool = False) -> Location | None:
    return version.front.loaded.locate(place, key=key)
