"""Collect what the passes find, and judge it by the user's settings.

In: findings, one at a time, by rule name; what the configuration says of severities and
suppressions. Out: the findings, sorted and merged. It refuses to know how they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from cfc.diagnostics.catalogue import Catalogue
from cfc.diagnostics.model import Finding, Location, Related, Severity


@dataclass(frozen=True)
class Suppression:
    """Findings that the user accepts: of one rule (name or code), with a reason.

    `path` is a glob (`*` stays within a folder, `**` does not), `pointer` the place in the
    file that it holds for, with all below it; None means everywhere.
    """

    rule: str
    reason: str
    path: str | None = None
    pointer: str | None = None

    def covers(self, finding: Finding) -> bool:
        """Return whether the finding stands where the suppression holds; its rule is not asked."""
        if self.path is not None:
            where = finding.location
            if where is None or not _glob(self.path).fullmatch(where.file):
                return False
        if self.pointer is not None:
            if finding.pointer is None:
                return False
            return (finding.pointer + "/").startswith(self.pointer.rstrip("/") + "/")
        return True


class Reporter:
    """Collects findings. Rules in `severities` (None: off) and suppressions are names or codes.

    Raises LookupError when one of them is no rule: the configuration is checked before.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        severities: Mapping[str, Severity | None] | None = None,
        suppressions: Sequence[Suppression] = (),
    ) -> None:
        self.catalogue = catalogue
        self._severities = {
            catalogue.name(rule): severity for rule, severity in (severities or {}).items()
        }
        self._suppressions = tuple((catalogue.name(each.rule), each) for each in suppressions)
        self.listener: Callable[[Finding], None] | None = None
        """Told of every finding before the settings are asked: what a cache has to keep."""
        self._used: set[int] = set()
        self._found: list[Finding] = []
        self._sorted: tuple[Finding, ...] | None = None

    def child(self) -> Reporter:
        """Return an empty reporter under the same settings."""
        child = Reporter(self.catalogue)
        child._severities, child._suppressions = self._severities, self._suppressions
        return child

    def report(
        self,
        rule: str,
        message: str,
        location: Location | None = None,
        *,
        pointer: str | None = None,
        why: str | None = None,
        help: str | None = None,
        related: Sequence[Related] = (),
        witness: object = None,
        severity: Severity | None = None,
        properties: Mapping[str, object] | None = None,
    ) -> None:
        """Note one finding; what is not given comes from the rule's page.

        A severity in the configuration wins over the one given here.
        """
        page = self.catalogue.rule(rule)
        self.add(
            Finding(
                rule=page.name,
                code=page.code,
                severity=page.severity if severity is None else severity,
                message=message,
                location=location,
                pointer=pointer,
                why=page.why if why is None else why,
                help=page.help if help is None else help,
                related=tuple(related),
                witness=witness,
                properties=properties,
            )
        )

    def add(self, finding: Finding) -> None:
        """Note a finding that is already complete, under the same settings."""
        if self.listener is not None:
            self.listener(finding)
        if finding.rule in self._severities:
            severity = self._severities[finding.rule]
            if severity is None:
                return
            finding = replace(finding, severity=severity)
        covered = False
        for index, (rule, suppression) in enumerate(self._suppressions):
            if rule == finding.rule and suppression.covers(finding):
                self._used.add(index)
                covered = True
        if not covered:
            self._found.append(finding)
            self._sorted = None

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings by path, line, column and name; exact duplicates are merged."""
        if self._sorted is None:
            kept: list[Finding] = []
            for finding in sorted(self._found, key=lambda each: each.sort_key):
                same_place = len(kept) - 1
                while same_place >= 0 and kept[same_place].sort_key == finding.sort_key:
                    if _is_same(kept[same_place], finding):
                        break
                    same_place -= 1
                else:
                    kept.append(finding)
            self._sorted = tuple(kept)
        return self._sorted

    def unused_suppressions(self) -> tuple[Suppression, ...]:
        """Return the suppressions that no finding has met so far, in order."""
        return tuple(
            suppression
            for index, (_, suppression) in enumerate(self._suppressions)
            if index not in self._used
        )

    def count(self, severity: Severity) -> int:
        """Return how many findings have exactly this severity."""
        return sum(finding.severity is severity for finding in self.findings())

    @property
    def has_errors(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self._found)


def _is_same(left: Finding, right: Finding) -> bool:
    # Python's `1 == True` must not merge two witnesses; their texts differ.
    return left == right and repr(left.witness) == repr(right.witness)


@cache
def _glob(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern.replace("\\", "/").removeprefix("./"))
    meaning = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meaning.get(part, re.escape(part)) for part in parts), re.DOTALL)
