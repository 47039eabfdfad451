"""Why the `jsonschema` package says otherwise of a value than everybody else.

In: documents, a reference, a value, the verdict of the others. Out: the cause, found by taking
the package's own format checks away one kind after the other; None when it lies elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cfc.contract.schema_engine import schema_judge
from cfc.judges.reference import ReferenceJudge

FORMATS = (
    "date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname",
    "ipv4", "ipv6", "uri", "uri-reference", "iri", "iri-reference", "uuid", "uri-template",
    "json-pointer", "relative-json-pointer", "regex",
)  # fmt: skip
_FORMAT = "urn:cfc:format"


class Dialect:
    """Explains the verdicts of one schema."""

    def __init__(self, documents: Mapping[str, object], reference: str) -> None:
        self._documents, self._reference = documents, reference
        self._refused: set[str] = set()
        self._judges: dict[bool, ReferenceJudge] = {}

    def cause(self, value: object, others: bool) -> str | None:
        """Return why the package's verdict is not that of the others."""
        if self._verdict(value, whole=False) == others:
            named = ", ".join(f"`{name}`" for name in sorted(self._refused))
            return f"jsonschema does not check {named} without its extra `format`"
        if self._verdict(value, whole=True) == others:
            named = ", ".join(f"`{name}`" for name in sorted(self._refused))
            return f"jsonschema has another reading of formats ({named or 'laxer ones'})"
        return None

    def _verdict(self, value: object, *, whole: bool) -> bool:
        """Judge again, the missing formats (`whole`: all of them) checked by the other engine."""
        if whole not in self._judges:
            self._judges[whole] = ReferenceJudge(
                self._documents, self._reference, checks=self._checks(whole=whole)
            )
        self._refused.clear()
        return not self._judges[whole].violations(value)

    def _checks(self, *, whole: bool) -> dict[str, Callable[[object], bool]]:
        from jsonschema import FormatChecker

        known = FormatChecker().checkers
        return {name: self._check(name) for name in FORMATS if whole or name not in known}

    def _check(self, name: str) -> Callable[[object], bool]:
        judge = schema_judge({_FORMAT: {"format": name}}, _FORMAT, assert_formats=True)

        def holds(value: object) -> bool:
            if judge is None or judge.is_valid(value):
                return True
            self._refused.add(name)
            return False

        return holds
