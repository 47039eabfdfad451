"""The entry to the checks of one invariant against its schema."""

from __future__ import annotations

from cfc.invariants.inference import check_invariant

__all__ = ["check_invariant"]
