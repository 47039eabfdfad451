"""What a change does beyond the contract that it patches: to each one that refers to it, too.

In: both sides of a change, the patched contracts. Out: `Effects`, the class of every contract
concerned, and the class that a page has to state: the greatest of a contract and its dependents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cfc.config.model import Config
from cfc.propose.compatibility import Compatibility, Side, compatibility
from cfc.propose.proposal import LEVELS


@dataclass(frozen=True)
class Dependent:
    """A contract that refers to patched ones (`through`), and is not patched itself."""

    contract: str
    file: str
    through: tuple[str, ...]
    compatibility: Compatibility

    def to_json(self) -> dict[str, object]:
        found = self.compatibility
        return {"refers_to": list(self.through), "level": found.level, "reason": found.reason}


@dataclass(frozen=True)
class Effects:
    """The class of each patched contract by id (`own`), and of what depends on them."""

    own: Mapping[str, Compatibility] = field(default_factory=dict)
    dependents: tuple[Dependent, ...] = ()

    def reaching(self, contract: str) -> list[Dependent]:
        """Return what depends on one of the patched contracts."""
        return [item for item in self.dependents if contract in item.through]

    def greatest(self, contract: str) -> tuple[str, Compatibility]:
        """Return the greatest class of a patched contract and its dependents, and whose it is.

        A break that is shown says more than one that is only not excluded.
        """
        every = [(contract, self.own[contract])]
        every += [(item.contract, item.compatibility) for item in self.reaching(contract)]
        return max(every, key=lambda one: (LEVELS.index(one[1].level), not one[1].is_unknown))

    def level(self, contract: str) -> str:
        """Return the class that a page has to state of a patched contract."""
        return self.greatest(contract)[1].level

    def reason(self, contract: str) -> str:
        """Return why it is that class, and in which contract when that is another one."""
        name, found = self.greatest(contract)
        if name == contract:
            return found.reason
        return f"in `{name}`, which refers to `{contract}`, {found.reason}"


def effects(
    before: Config,
    after: Config,
    patched: Sequence[str],
    tried: Mapping[str, Sequence[tuple[str, object]]],
) -> Effects:
    """Return the effects of a change. `tried`: by contract, values that may show a break."""
    old, new = Side(before), Side(after)
    reading = {**new.reading(patched), **old.reading(patched)}
    own = {name: compatibility(old, new, name, tried.get(name, ())) for name in patched}
    dependents = [
        Dependent(name, old.file(name), through, compatibility(old, new, name, tried.get(name, ())))
        for name, through in sorted(reading.items())
    ]
    return Effects(own, tuple(dependents))
