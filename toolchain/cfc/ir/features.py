"""What a module needs of the optional runtime files."""

from __future__ import annotations

from cfc.ir.module import ContractModule
from cfc.ir.program import HasFormat


def features_of(module: ContractModule) -> list[str]:
    """Return which optional runtime files a module needs."""
    found = ["formats"] if any(_has_format(item.steps) for item in module.functions) else []
    return [*found, "invariants"] if module.invariants else found


def _has_format(value: object) -> bool:
    if isinstance(value, HasFormat):
        return True
    if isinstance(value, tuple):
        return any(_has_format(item) for item in value)
    fields = getattr(value, "__dataclass_fields__", None)
    return fields is not None and any(_has_format(getattr(value, name)) for name in fields)
