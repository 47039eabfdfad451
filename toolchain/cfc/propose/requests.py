"""A request in one line ("age < 150 instead of age < 120") to the operations that it means.

In: the text of a request, contracts. Out: a `Request`, then operations on the keyword that a
comparison stands for, or on the invariant with that text. Raises RequestError.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cfc.contract.load import Found
from cfc.propose.comparisons import SIBLINGS, TYPES, Comparison, read_comparison
from cfc.propose.judging import Bench
from cfc.propose.page_text import Evidence
from cfc.propose.patch import Operation, same
from cfc.text.json_reader import read
from cfc.text.pointer import Pointer, find, from_fragment, to_fragment, to_text

LARGEST = 1_000_000
_LONGEST = 500
_SIZED = ("minLength", "maxLength", "minItems", "maxItems")
TYPE = "NEGOTIATION_REQUEST"
_KEYS = ("type", "target", "current_invariant", "proposed_invariant", "reason")


class RequestError(Exception):
    """The request cannot be read, or means nothing for this contract."""


@dataclass(frozen=True)
class Request:
    """A request as written. `current` is empty when it names no present rule."""

    target: str
    current: str
    proposed: str
    reason: str


@dataclass(frozen=True)
class Meaning:
    """What a request means. `place`: the schema that it changes; None for an invariant."""

    operations: tuple[Operation, ...]
    place: Pointer | None
    comparisons: tuple[Comparison, ...] = ()


def read_request(data: bytes) -> Request:
    """Return the request in a file."""
    if len(data) > LARGEST:
        raise RequestError(f"it has {len(data):,} bytes; {LARGEST:,} are the limit")
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        raise RequestError("it is no JSON document") from None
    if not isinstance(body, dict):
        raise RequestError("a request is an object")
    if body.get("type") != TYPE:
        raise RequestError(f"`type` must be `{TYPE}`")
    for key, value in body.items():
        if key not in _KEYS:
            raise RequestError(f"a request has no `{key}` ({', '.join(_KEYS)})")
        if not isinstance(value, str):
            raise RequestError(f"`{key}` is a text")
    for key in ("target", "proposed_invariant", "reason"):
        if not body.get(key, "").strip():
            raise RequestError(f"a request wants `{key}`")
    return Request(
        body["target"],
        body.get("current_invariant", ""),
        body["proposed_invariant"],
        body["reason"],
    )


def find_target(target: str, files: Mapping[str, Found], aliases: Mapping[str, str]) -> Found:
    """Return the contract that a request names: by file, id or alias."""
    if target in aliases:
        target = aliases[target]
    for identifier, item in files.items():
        if target in (identifier, item.file, item.relative):
            return item
    import difflib

    near = difflib.get_close_matches(target, [*files, *aliases], 1)
    hint = f"; did you mean `{near[0]}`?" if near else ""
    raise RequestError(f"`{target}` is no contract of this project, and no alias{hint}")


def meaning(request: Request, item: Found) -> Meaning:
    """Return the operations that make a contract say what is proposed."""
    document = read(item.path.read_bytes().decode("utf-8"))
    contract = document.value
    if not isinstance(contract, dict):
        raise RequestError(f"`{item.file}` cannot be read")
    wanted = read_comparison(request.proposed)
    present = read_comparison(request.current)
    if wanted is not None and (present is None or present.path == wanted.path):
        place = _property(contract, wanted.path)
        if place is not None and _applies(contract, place, wanted):
            found = _keywords(contract, place, present, wanted, request)
            if found is not None:
                both = tuple(each for each in (present, wanted) if each is not None)
                return Meaning(found, place, both)
    if request.current:
        return Meaning(_invariant(contract, request, item), None)
    text = request.proposed.strip()
    if "invariants" in contract:
        return Meaning((Operation("add", ("invariants", "-"), (), {"expr": text}),), None)
    return Meaning((Operation("add", ("invariants",), (), [{"expr": text}]),), None)


def _applies(contract: object, place: Pointer, wanted: Comparison) -> bool:
    """Tell whether a keyword says something of what stands at a place."""
    schema = find(contract, place)
    kinds = schema.get("type") if isinstance(schema, dict) else None
    listed = [kinds] if isinstance(kinds, str) else kinds
    wants = TYPES.get(wanted.keyword)
    if wants is None or not isinstance(listed, list):
        return isinstance(schema, dict)
    return any(kind in wants for kind in listed)


def _keywords(
    contract: object,
    place: Pointer,
    present: Comparison | None,
    wanted: Comparison,
    request: Request,
) -> tuple[Operation, ...] | None:
    schema = find(contract, place)
    assert isinstance(schema, dict)
    at = (*place, wanted.keyword)
    if present is None:
        if request.current:
            return None
        if wanted.keyword in schema:
            return (
                Operation("test", at, (), schema[wanted.keyword]),
                Operation("replace", at, (), wanted.value),
            )
        other = SIBLINGS.get(wanted.keyword)
        if other is None or other not in schema:
            return (Operation("add", at, (), wanted.value),)
        was = (*place, other)
        guard = Operation("test", was, (), schema[other])
        return guard, Operation("remove", was), Operation("add", at, (), wanted.value)
    if present.keyword not in schema:
        return None
    was = (*place, present.keyword)
    if not same(schema[present.keyword], present.value):
        raise RequestError(
            f"the contract does not say `{request.current}`: its `{present.keyword}` at "
            f"`{to_text(place)}` is {json.dumps(schema[present.keyword])}"
        )
    guard = Operation("test", was, (), schema[present.keyword])
    if present.keyword == wanted.keyword:
        return guard, Operation("replace", was, (), wanted.value)
    change = "replace" if wanted.keyword in schema else "add"
    return guard, Operation("remove", was), Operation(change, at, (), wanted.value)


def _invariant(
    contract: Mapping[str, object], request: Request, item: Found
) -> tuple[Operation, ...]:
    listed = contract.get("invariants")
    for index, entry in enumerate(listed if isinstance(listed, list) else ()):
        text = entry.get("expr") if isinstance(entry, dict) else None
        if isinstance(text, str) and _plain(text) == _plain(request.current):
            at = ("invariants", str(index), "expr")
            proposed = request.proposed.strip()
            return Operation("test", at, (), text), Operation("replace", at, (), proposed)
    raise RequestError(
        f"`{item.file}` does not say `{request.current}`, neither by a keyword of a property nor "
        "by an invariant with that text"
    )


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text).replace("$.", "")


def _property(contract: Mapping[str, object], path: Sequence[str]) -> Pointer | None:
    """Return where the schema of a property stands."""
    if "input" not in contract and "output" not in contract:
        return _down(contract, (), path)
    if not path:
        return None
    if path[0] in ("input", "output"):
        return _down(contract, (path[0],), path[1:])
    found = [
        place
        for side in ("input", "output")
        if (place := _down(contract, (side,), path)) is not None
    ]
    if len(found) > 1:
        name = ".".join(path)
        raise RequestError(f"`{name}` is on both sides; write `input.{name}` or `output.{name}`")
    return found[0] if found else None


def _down(contract: object, place: Pointer, path: Sequence[str]) -> Pointer | None:
    for name in (*path, None):
        for _ in range(16):
            try:
                schema = find(contract, place)
            except LookupError:
                return None
            reference = schema.get("$ref") if isinstance(schema, dict) else None
            if not isinstance(reference, str):
                break
            if not reference.startswith("#/"):
                return None
            place = from_fragment(reference[1:])
        if not isinstance(schema, dict):
            return None
        if name is not None:
            place = (*place, "properties", name)
    return place


def boundary_evidence(contract: str, found: Meaning, base: Bench, result: Bench) -> list[Evidence]:
    """Return values around the limits that show the change where it was made."""
    if found.place is None:
        return []
    fragment = to_fragment(found.place) if found.place else ""
    values = [value for each in found.comparisons for value in _around(each)]
    kinds: dict[tuple[bool, bool], object] = {}
    for value in values:
        before = base.violations(contract, fragment, value)
        after = result.violations(contract, fragment, value)
        if not isinstance(before, str) and not isinstance(after, str):
            kinds.setdefault((not before, not after), value)
    evidence: list[Evidence] = []
    if (False, True) in kinds:
        evidence.append(Evidence("accept", contract + fragment, kinds[(False, True)]))
    if (True, False) in kinds:
        evidence.append(Evidence("reject", contract + fragment, kinds[(True, False)]))
    if (False, False) in kinds:
        evidence.append(Evidence("reject", contract + fragment, kinds[(False, False)]))
    return evidence


def _around(comparison: Comparison) -> list[object]:
    """Return values at a limit and beside it."""
    value = comparison.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return [value]
    if comparison.keyword not in _SIZED:
        return [value, value - 1, value + 1]
    sizes = [int(value) + step for step in (0, -1, 1) if 0 <= int(value) + step <= _LONGEST]
    if comparison.keyword.endswith("Length"):
        return ["a" * size for size in sizes]
    fillers: list[list[object]] = [
        [f"a{index}" for index in range(_LONGEST)], list(range(1, _LONGEST)), [{}] * _LONGEST,
    ]  # fmt: skip
    return [filler[:size] for filler in fillers for size in sizes]
