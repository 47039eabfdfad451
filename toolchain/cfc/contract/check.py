"""Run every check of a contract that needs no generated code, in one order.

In: the contracts as loaded. Out: findings at the reporter, and the set of contracts that later
passes can use.
"""

from __future__ import annotations

from collections.abc import Sequence

from cfc.contract.checks.identity import check_identity, check_names
from cfc.contract.checks.keywords import check_keywords
from cfc.contract.checks.objects import check_required, check_unions
from cfc.contract.checks.patterns import check_patterns
from cfc.contract.checks.references import check_references
from cfc.contract.checks.samples import check_samples
from cfc.contract.checks.scene import Scene
from cfc.contract.checks.structure import check_structure
from cfc.contract.checks.type_names import check_type_names
from cfc.contract.model import Contract


def check_contract(scene: Scene, contract: Contract) -> bool:
    """Check one contract; return whether its structure lets other passes read it."""
    broken = check_structure(scene, contract)
    check_identity(scene, contract)
    check_keywords(scene, contract)
    check_type_names(scene, contract)
    check_references(scene, contract)
    if broken:
        return False
    check_required(scene, contract)
    check_patterns(scene, contract)
    check_unions(scene, contract)
    check_samples(scene, contract)
    return True


def check_together(scene: Scene, contracts: Sequence[Contract], concerned: frozenset[str]) -> None:
    """Check what only all contracts together can get wrong; `concerned` are document URIs."""
    check_names(scene, contracts, concerned)
