"""Whether an obligation is true of a project's contracts, by the code that is generated from them.

In: settings, obligations. Out: true or false, with what the validator said. A place that is not
there makes an obligation false; it refuses to know which of two versions it looks at.
"""

from __future__ import annotations

from cfc.config.model import Config
from cfc.contract.load import Found, MissingInput
from cfc.diagnostics.catalogue import catalogue
from cfc.diagnostics.reporter import Reporter
from cfc.judges.python import Judged, PythonJudge
from cfc.pipeline.memory import InMemory, compile_in_memory
from cfc.pipeline.selection import select
from cfc.propose.proposal import Obligation


def contracts_of(config: Config) -> dict[str, Found]:
    """Return the contract files of a project by id; raises MissingInput when there are none."""
    return {item.id: item for item in select(config, (), config.project).files}


class Bench:
    """One version of the contracts, each place compiled once."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.files = contracts_of(config)
        self._judges: dict[str, tuple[InMemory, PythonJudge] | str] = {}

    def violations(self, contract: str, fragment: str, value: object) -> list[Judged] | str:
        """Return what is wrong with a value; a text when there is no such place to ask."""
        found = self._judge(contract, fragment)
        if isinstance(found, str):
            return found
        compiled, judge = found
        return judge.violations(compiled.path, compiled.function, value)

    def failure(self, obligation: Obligation) -> str | None:
        """Return why an obligation is not true; None when it is."""
        found = self.violations(obligation.contract, obligation.fragment, obligation.value)
        if isinstance(found, str):
            return found
        if obligation.kind == "accept":
            return f"it is refused: {_told(found[0])}" if found else None
        if obligation.kind == "reject":
            return None if found else "it is accepted"
        return self._invariant(obligation, found)

    def _invariant(self, obligation: Obligation, found: list[Judged]) -> str | None:
        name = obligation.invariant
        compiled = self._judge(obligation.contract, obligation.fragment)
        assert not isinstance(compiled, str)
        front, contract = compiled[0].front, compiled[0].contract
        known = {
            item.id
            for place, listed in front.invariants.items()
            if place.document == contract.uri
            for item in listed
        }
        if name not in known:
            return f"the contract has no invariant `{name}`"
        said = [
            item
            for item in found
            if item.rule.startswith("invariant-") and item.params.get("id") == name
        ]
        skipped = [item for item in found if item.rule == "invariant-skipped"]
        if skipped:
            others = [item for item in found if not item.rule.startswith("invariant-")]
            return f"it is not asked: {_told(others[0] if others else skipped[0])}"
        if obligation.kind == "holds":
            return f"it does not hold: {_told(said[0])}" if said else None
        return None if said else "it holds"

    def _judge(self, contract: str, fragment: str) -> tuple[InMemory, PythonJudge] | str:
        key = contract + fragment
        if key not in self._judges:
            self._judges[key] = self._compiled(contract, fragment)
        return self._judges[key]

    def _compiled(self, contract: str, fragment: str) -> tuple[InMemory, PythonJudge] | str:
        item = self.files.get(contract)
        if item is None:
            return f"there is no contract `{contract}`"
        quiet = Reporter(catalogue())
        try:
            name = f"{item.file}{fragment}"
            found = compile_in_memory(self.config, name, self.config.project, "python", quiet)
        except MissingInput as error:
            return str(error)
        if found is None:
            return "the contract has errors"
        return found, PythonJudge(found.texts)

    def close(self) -> None:
        for found in self._judges.values():
            if not isinstance(found, str):
                found[1].close()
        self._judges.clear()

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _told(item: Judged) -> str:
    where = f"`{item.path}` " if item.path else ""
    return where + item.message
