"""The rungs by name, in the order in which they are climbed."""

from __future__ import annotations

from cfc.gates.contracts import freshness, integrity
from cfc.gates.implementations import fixtures
from cfc.gates.judged import compatibility, fuzz
from cfc.gates.ladder import Rung
from cfc.gates.types import types

RUNGS: dict[str, Rung] = {
    "integrity": integrity,
    "freshness": freshness,
    "types": types,
    "compatibility": compatibility,
    "fuzz": fuzz,
    "fixtures": fixtures,
}
