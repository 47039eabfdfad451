"""Violations in the output formats of JSON Schema: flag, list and hierarchical.

Source: JSON Schema, "Output Formatting". A unit is a schema that refuses a place of the value.
References are followed when the code is printed, so `evaluationPath` is where the schema stands
in its contract, not the way that led there.
"""

from __future__ import annotations

from collections.abc import Sequence

from . import Violation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal


class _Unit:
    def __init__(self, schema: str, instance: str) -> None:
        self.schema, self.instance = schema, instance
        self.errors: dict[str, str] = {}
        self.details: list[_Unit] = []

    def contains(self, other: _Unit) -> bool:
        return _is_under(other.schema, self.schema) and _is_under(other.instance, self.instance)

    def document(self) -> dict[str, object]:
        document: dict[str, object] = {
            "valid": False,
            "evaluationPath": self.schema.partition("#")[2],
            "schemaLocation": self.schema,
            "instanceLocation": self.instance,
        }
        if self.errors:
            document["errors"] = self.errors
        if self.details:
            document["details"] = [item.document() for item in self.details]
        return document


def output(
    violations: Sequence[Violation], form: Literal["flag", "list", "hierarchical"] = "list"
) -> dict[str, object]:
    """Return what `validate_…` found as a document of an output format."""
    if form == "flag" or not violations:
        return {"valid": not violations}
    units: dict[tuple[str, str], _Unit] = {}
    for violation in violations:
        schema, keyword = _keyword_of(violation)
        unit = units.setdefault((schema, violation.path), _Unit(schema, violation.path))
        before = unit.errors.get(keyword)
        message = violation.message
        unit.errors[keyword] = message if before is None else f"{before}; {message}"
    if form == "list":
        return {"valid": False, "details": [unit.document() for unit in units.values()]}
    contract = violations[0].schema_path.partition("#")[0] + "#"
    root = units.pop((contract, ""), _Unit(contract, ""))
    placed: list[_Unit] = []
    for unit in sorted(units.values(), key=lambda item: (len(item.schema), len(item.instance))):
        around = [other for other in placed if other.contains(unit)]
        (around[-1] if around else root).details.append(unit)
        placed.append(unit)
    return root.document()


def _keyword_of(violation: Violation) -> tuple[str, str]:
    """Return the schema that a violation is of, and the keyword of that schema."""
    path = violation.schema_path
    if violation.rule.startswith("invariant-"):
        return path.rpartition("/invariants/")[0], "invariants"
    schema, _, last = path.rpartition("/")
    return (schema, last) if last == violation.rule else (path, violation.rule)


def _is_under(path: str, base: str) -> bool:
    return path == base or path.startswith(base + "/")
