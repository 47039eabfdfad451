"""What every check is given: the contracts, their registry, and where to report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cfc.contract.load import Loaded
from cfc.contract.model import Contract, Place
from cfc.contract.registry import Registry
from cfc.diagnostics.model import Location, Related, Severity
from cfc.diagnostics.reporter import Reporter
from cfc.text.pointer import to_text


@dataclass
class Scene:
    """One run's contracts. `assert_formats` and `metaschemas` come from the configuration."""

    loaded: Loaded
    registry: Registry
    reporter: Reporter
    assert_formats: bool = True
    metaschemas: frozenset[str] = frozenset()
    _by_document: dict[str, list[Place]] = field(default_factory=dict)

    def schemas(self, contract: Contract) -> Iterator[tuple[Place, dict[str, object]]]:
        """Yield the schema objects of a contract's own document, in document order."""
        if not self._by_document:
            for place in self.registry.schemas:
                self._by_document.setdefault(place.document, []).append(place)
        for place in self._by_document.get(contract.uri, ()):
            value = self.registry.value(place)
            if isinstance(value, dict) and not self._is_operation_root(contract, place):
                yield place, value

    @staticmethod
    def _is_operation_root(contract: Contract, place: Place) -> bool:
        return contract.kind == "operation" and not place.pointer

    def report(
        self,
        rule: str,
        message: str,
        place: Place,
        *,
        key: bool = False,
        help: str | None = None,
        why: str | None = None,
        severity: Severity | None = None,
        related: tuple[Related, ...] = (),
        location: Location | None = None,
    ) -> None:
        """Report at a place: at its value, or (`key`) at the name of the member."""
        self.reporter.report(
            rule,
            message,
            location or self.loaded.locate(place, key=key),
            pointer=to_text(place.pointer),
            help=help,
            why=why,
            severity=severity,
            related=related,
        )
