"""Invariants of two versions: which came, went or changed, and which only one version has.

In: compiled invariants. Out: changes, and the ids of conditions that hold in one version only.
Two invariants are the same when their texts are, blanks apart; no implication is ever guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cfc.contract.model import Place
from cfc.diff.model import Change
from cfc.invariants.program import CompiledInvariant
from cfc.text.pointer import from_fragment

# Changes after which no schema is applied where it was not applied before.
_LOCAL = frozenset(
    {
        "type-narrowed", "type-widened", "type-changed", "enum-value-removed", "enum-value-added",
        "enum-introduced", "enum-removed", "const-changed", "bound-tightened", "bound-loosened",
        "length-tightened", "length-loosened", "count-tightened", "count-loosened",
        "multiple-changed", "pattern-changed", "format-changed", "property-became-required",
        "property-became-optional", "annotation-changed",
    }
)  # fmt: skip
_CONDITIONAL = frozenset(
    {
        "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas", "contains",
        "unevaluatedProperties", "unevaluatedItems",
    }
)  # fmt: skip


def text_of(invariant: CompiledInvariant) -> tuple[str, str]:
    """Return what an invariant says, blanks outside of strings apart."""
    return _squeezed(invariant.expression), _squeezed(invariant.when_expression or "")


def _squeezed(text: str) -> str:
    return text.strip() if any(mark in text for mark in "\"'`/") else " ".join(text.split())


def new_conditions(
    inner: Sequence[CompiledInvariant], outer: Sequence[CompiledInvariant]
) -> list[str]:
    """Return the ids of invariants that `outer` asks for and `inner` does not."""
    known = {text_of(item) for item in inner}
    return [item.id for item in outer if text_of(item) not in known]


def inner_conditions(
    inner: Mapping[Place, Sequence[CompiledInvariant]],
    outer: Mapping[Place, Sequence[CompiledInvariant]],
    changes: Sequence[Change],
) -> list[str]:
    """Return the ids of invariants of subschemas that may refuse more than before."""
    found: list[str] = []
    settled = all(_is_local(change) for change in changes)
    for place, listed in outer.items():
        lost = new_conditions(inner.get(place, ()), listed)
        found += lost if settled else [item.id for item in listed]
    return found


def _is_local(change: Change) -> bool:
    if change.kind.startswith("invariant-"):
        return True
    tokens = {*change.old.pointer, *change.new.pointer}
    tokens.update(token for place in change.trail for token in place.pointer)
    return change.kind in _LOCAL and not tokens & _CONDITIONAL


def invariant_changes(
    old: Sequence[CompiledInvariant],
    new: Sequence[CompiledInvariant],
    old_document: str,
    new_document: str,
) -> Iterator[Change]:
    """Yield the changes between two lists of invariants, matched by text, then by id."""
    said = {text_of(item) for item in old}
    kept = {text_of(item) for item in new}
    before = {item.id: item for item in old if text_of(item) not in kept}
    after = {item.id: item for item in new if text_of(item) not in said}
    root = Place(old_document), Place(new_document)
    for name, item in after.items():
        here = _place(new_document, item)
        if name in before:
            was = before[name]
            message = f"`{name}`: `{was.expression}` became `{item.expression}`"
            yield Change("invariant-changed", "changes", _place(old_document, was), here, message)
        else:
            message = f"`{name}` must hold now: `{item.expression}`"
            yield Change("invariant-added", "narrows", root[0], here, message)
    for name, item in before.items():
        if name not in after:
            message = f"`{name}` need not hold any more: `{item.expression}`"
            place = _place(old_document, item)
            yield Change("invariant-removed", "widens", place, root[1], message)


def _place(document: str, item: CompiledInvariant) -> Place:
    return Place(document, from_fragment(item.schema_path.partition("#")[2]))
