"""Changes of single keywords: type, constants, bounds, lengths, counts, patterns.

In: two schema objects. Out: what differs, keyword by keyword, without looking into subschemas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cfc.contract.keywords import ASSERTIONS
from cfc.diff.model import Effect
from cfc.diff.texts import canonical_text, shown

# What accepts and refuses nothing: annotations, names, and texts that only tools read.
SILENT = frozenset(
    {
        "$schema", "$comment", "$defs", "definitions", "title", "description", "default",
        "deprecated", "readOnly", "writeOnly", "examples", "contractVersion", "contentEncoding",
        "contentMediaType", "$vocabulary", "name", "semantics",
    }
)  # fmt: skip
_TYPES = ("null", "boolean", "integer", "number", "string", "array", "object")
_LOWER = {"minimum": "bound", "exclusiveMinimum": "bound", "minLength": "length",
          "minItems": "count", "minProperties": "count", "minContains": "count"}  # fmt: skip
_UPPER = {"maximum": "bound", "exclusiveMaximum": "bound", "maxLength": "length",
          "maxItems": "count", "maxProperties": "count", "maxContains": "count"}  # fmt: skip


@dataclass(frozen=True)
class FacetChange:
    """One changed keyword."""

    keyword: str
    kind: str
    effect: Effect
    message: str


def members(value: Mapping[str, object], keyword: str) -> dict[str, object]:
    """Return a keyword's map; empty when there is none."""
    found = value.get(keyword)
    return found if isinstance(found, dict) else {}


def names(value: Mapping[str, object], keyword: str) -> list[str]:
    """Return a keyword's list of names; empty when there is none."""
    found = value.get(keyword)
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []


def bare(value: object) -> object:
    """Return a schema without what accepts and refuses nothing, at its top."""
    return bare_of(value) if isinstance(value, dict) else value


def bare_of(value: Mapping[str, object]) -> dict[str, object]:
    """Return the keywords of a schema object that accept or refuse something."""
    return {name: item for name, item in value.items() if name not in SILENT}


def scalar_changes(old: Mapping[str, object], new: Mapping[str, object]) -> list[FacetChange]:
    """Return the changes of keywords that hold no subschema."""
    found = [*_type(old, new), *_constants(old, new)]
    for keyword, what in {**_LOWER, **_UPPER}.items():
        found += _limit(keyword, what, old, new)
    for keyword, kind in (
        ("multipleOf", "multiple-changed"),
        ("pattern", "pattern-changed"),
        ("format", "format-changed"),
    ):
        found += _opaque(keyword, kind, old, new)
    found += _unique(old, new)
    found += _dependent(old, new)
    known = ASSERTIONS | SILENT
    for keyword in (*new, *(name for name in old if name not in new)):
        if keyword not in known and not keyword.startswith("$"):
            if _differs(old.get(keyword), new.get(keyword)):
                message = f"`{keyword}` is no keyword of JSON Schema, and changed"
                found.append(FacetChange(keyword, "annotation-changed", "none", message))
        elif (
            keyword in SILENT
            and keyword not in ("$defs", "definitions", "contractVersion")
            and _differs(old.get(keyword), new.get(keyword))
        ):
            message = f"`{keyword}` changed"
            found.append(FacetChange(keyword, "annotation-changed", "none", message))
    return found


def _differs(old: object, new: object) -> bool:
    return canonical_text(old) != canonical_text(new)


def types_of(value: Mapping[str, object]) -> frozenset[str]:
    """Return the types that a schema allows; `number` includes `integer`."""
    listed = value.get("type")
    named = [listed] if isinstance(listed, str) else listed
    allowed = frozenset(named) if isinstance(named, list) else frozenset(_TYPES)
    return allowed | {"integer"} if "number" in allowed else allowed


def _type(old: Mapping[str, object], new: Mapping[str, object]) -> list[FacetChange]:
    before, after = types_of(old), types_of(new)
    if before == after:
        return []
    gone = ", ".join(name for name in _TYPES if name in before - after)
    come = ", ".join(name for name in _TYPES if name in after - before)
    if before > after:
        if "type" not in old:
            return [
                FacetChange("type", "type-narrowed", "narrows", f"must now be {shown(new['type'])}")
            ]
        return [FacetChange("type", "type-narrowed", "narrows", f"may no longer be {gone}")]
    if before < after:
        return [FacetChange("type", "type-widened", "widens", f"may now be {come}, too")]
    return [FacetChange("type", "type-changed", "changes", f"was {gone}, and is now {come}")]


def _constants(old: Mapping[str, object], new: Mapping[str, object]) -> list[FacetChange]:
    found: list[FacetChange] = []
    before, after = _values(old), _values(new)
    if before is None and after is None:
        return found
    keyword = next(name for name in ("enum", "const") if name in new or name in old)
    if after is None:
        return [FacetChange(keyword, "enum-removed", "widens", "any value is allowed now")]
    if before is None:
        return [
            FacetChange(keyword, "enum-introduced", "narrows", "only listed values are allowed now")
        ]
    gone = [item for text, item in before.items() if text not in after]
    come = [item for text, item in after.items() if text not in before]
    if gone and come and len(before) == len(after) == 1:
        message = f"{shown(gone[0])} became {shown(come[0])}"
        return [FacetChange(keyword, "const-changed", "changes", message)]
    if gone:
        message = f"{_listed(gone)} no longer allowed"
        found.append(FacetChange(keyword, "enum-value-removed", "narrows", message))
    if come:
        message = f"{_listed(come)} now allowed"
        found.append(FacetChange(keyword, "enum-value-added", "widens", message))
    return found


def _listed(values: list[object]) -> str:
    texts = [shown(item) for item in values[:3]]
    more = f" and {len(values) - 3} more" if len(values) > 3 else ""
    return ", ".join(texts) + more + (" are" if len(values) > 1 else " is")


def _values(value: Mapping[str, object]) -> dict[str, object] | None:
    if "const" in value:
        return {canonical_text(value["const"]): value["const"]}
    listed = value.get("enum")
    return {canonical_text(item): item for item in listed} if isinstance(listed, list) else None


def _limit(
    keyword: str, what: str, old: Mapping[str, object], new: Mapping[str, object]
) -> list[FacetChange]:
    before, after = _number(old.get(keyword)), _number(new.get(keyword))
    if before == after:
        return []
    if before is None or after is None:
        tighter = before is None
        step = "is new" if tighter else "is gone"
        message = f"`{keyword}` {shown(after if tighter else before)} {step}"
    else:
        tighter = (after > before) == (keyword in _LOWER)
        message = f"`{keyword}` went from {shown(before)} to {shown(after)}"
    kind = f"{what}-tightened" if tighter else f"{what}-loosened"
    return [FacetChange(keyword, kind, "narrows" if tighter else "widens", message)]


def _number(value: object) -> int | float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else None  # type: ignore[return-value]


def _opaque(
    keyword: str, kind: str, old: Mapping[str, object], new: Mapping[str, object]
) -> list[FacetChange]:
    before, after = old.get(keyword), new.get(keyword)
    if not _differs(before, after):
        return []
    if before is None:
        return [FacetChange(keyword, kind, "narrows", f"{shown(after)} is asked for now")]
    if after is None:
        return [FacetChange(keyword, kind, "widens", f"{shown(before)} is no longer asked for")]
    return [FacetChange(keyword, kind, "changes", f"{shown(before)} became {shown(after)}")]


def _unique(old: Mapping[str, object], new: Mapping[str, object]) -> list[FacetChange]:
    before, after = old.get("uniqueItems") is True, new.get("uniqueItems") is True
    if before == after:
        return []
    if after:
        return [FacetChange("uniqueItems", "count-tightened", "narrows", "items must now differ")]
    return [FacetChange("uniqueItems", "count-loosened", "widens", "items may now be equal")]


def _dependent(old: Mapping[str, object], new: Mapping[str, object]) -> list[FacetChange]:
    before, after = members(old, "dependentRequired"), members(new, "dependentRequired")
    found: list[FacetChange] = []
    for name in sorted({*before, *after}):
        was, now = names(before, name), names(after, name)
        for other in now:
            if other not in was:
                message = f"`{other}` must now be present beside `{name}`"
                found.append(
                    FacetChange("dependentRequired", "property-became-required", "narrows", message)
                )
        for other in was:
            if other not in now:
                message = f"`{other}` may now be absent beside `{name}`"
                found.append(
                    FacetChange("dependentRequired", "property-became-optional", "widens", message)
                )
    return found
