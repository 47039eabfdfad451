"""What is to be changed, from what somebody has asked for or found.

In: a request, a saved failure, an edit. Out: an `Order`: the contract and the wish that a page is
drafted for. Raises RequestError and PatchError.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cfc.contract.load import Found
from cfc.fuzz.failures import Saved
from cfc.propose.difference import difference
from cfc.propose.drafting import MoreEvidence, Wish
from cfc.propose.excluding import exclusion, place_of
from cfc.propose.page_text import Evidence
from cfc.propose.patch import Operation, PatchError, read_operations
from cfc.propose.requests import Request, boundary_evidence, find_target, meaning
from cfc.text.json_reader import read
from cfc.text.pointer import to_fragment


@dataclass(frozen=True)
class Order:
    """A wish for a contract. `more` finds evidence that needs both versions."""

    item: Found
    wish: Wish
    more: MoreEvidence | None = None


def requested(
    request: Request, files: Mapping[str, Found], aliases: Mapping[str, str],
    title: str | None, author: str, counters: str | None = None,
) -> Order:  # fmt: skip
    """Return what a request asks for."""
    item = find_target(request.target, files, aliases)
    found = meaning(request, item)
    change = f"`{request.proposed}`"
    if request.current:
        change += f" instead of `{request.current}`"
    wish = Wish(
        item.id,
        found.operations,
        title or request.reason[:100],
        author,
        f"{request.reason}\n\nAsked for: {change}.",
        counters,
    )
    return Order(item, wish, lambda base, result: boundary_evidence(item.id, found, base, result))


def excluded(
    saved: Saved, item: Found, operations: tuple[Operation, ...] | None,
    title: str | None, author: str, reason: str,
) -> Order:  # fmt: skip
    """Return the wish that a failing value be refused: by these operations, else exactly it."""
    place = place_of(item)
    fragment = to_fragment(place) if place else ""
    subject = f" of `{saved.target}`" if saved.target else ""
    wish = Wish(
        item.id,
        exclusion(item, saved.value) if operations is None else operations,
        title or f"What {item.id} need not take",
        author,
        reason or f"Fuzzing{subject} failed on this value: {saved.message}",
        evidence=(Evidence("reject", item.id + fragment, saved.value),),
    )
    return Order(item, wish)


def edit_of(before: bytes, item: Found) -> tuple[Operation, ...]:
    """Return the operations that lead from an older text of a contract to the present one."""
    old = read(before.decode("utf-8", "replace"))
    new = read(item.path.read_bytes().decode("utf-8", "replace"))
    if not old.is_readable or not new.is_readable:
        raise PatchError(f"`{item.file}` is no JSON document; `cfc check` says where")
    return difference(old.value, new.value)


def operations_in(data: bytes) -> tuple[Operation, ...]:
    """Return the operations of a JSON Patch file."""
    document = read(data.decode("utf-8", "replace"))
    if document.problems:
        raise PatchError(document.problems[0].message)
    return read_operations(document.value)


def is_object(data: bytes) -> bool:
    """Tell whether a file holds an object, as a request does, and no list of operations."""
    return isinstance(read(data.decode("utf-8", "replace")).value, dict)
