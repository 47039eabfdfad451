"""Variants of schemas with `readOnly` and `writeOnly` members: what is written, and what is read.

In: contracts and the registry they are entered in. Out: the same contracts with a definition more
for each variant, `…Writable` without members that are only read and `…Readable` without those that
are only written, and a registry of them. To every later pass a variant is a definition like those
that the author wrote. Invariants speak of the whole document, and stay with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace

from cfc.contract.keywords import KEYWORDS
from cfc.contract.model import Contract, Place
from cfc.contract.registry import Registry, Unresolved, subschemas
from cfc.ir.names import pascal
from cfc.ir.naming import Naming
from cfc.text.pointer import Pointer, to_fragment

_VARIANTS = (("readOnly", "writable"), ("writeOnly", "readable"))
# What names a schema or holds others, and what is said of the whole document.
_LEFT_OUT = frozenset(
    ("$schema", "$id", "$anchor", "$dynamicAnchor", "$vocabulary", "$defs", "definitions")
) | {"contractVersion", "invariants", "x-name"}
_REFERENCES = ("$ref", "$dynamicRef")
Names = frozenset[str]


def with_variants(
    contracts: Sequence[Contract], registry: Registry, naming: Callable[[str], Naming]
) -> tuple[list[Contract], Registry]:
    """Return the contracts with their variants, and a registry that knows them."""
    values: dict[str, dict[str, object]] = {}
    for mark, word in _VARIANTS:
        variants = _Variants(registry, mark, word, naming, {item.uri for item in contracts})
        for uri, definitions in variants.of(contracts).items():
            values.setdefault(uri, {}).update(definitions)
    if not values:
        return list(contracts), registry
    # Other documents stay as they are: metaschemas, above all.
    known = copy(registry)
    known.documents, known.schemas = dict(registry.documents), dict(registry.schemas)
    known.resources, known.anchors = dict(registry.resources), dict(registry.anchors)
    known.dynamic, known.duplicates = dict(registry.dynamic), list(registry.duplicates)
    known.forget_references()
    found: list[Contract] = []
    for item in contracts:
        if item.uri in values and isinstance(item.value, dict):
            own = item.value.get("$defs")
            listed = {**(own if isinstance(own, dict) else {}), **values[item.uri]}
            item = replace(item, value={**item.value, "$defs": listed})
            known.add_contract(item)
        found.append(item)
    return found, known


@dataclass
class _Variants:
    """The variants that leave out what has one mark."""

    registry: Registry
    mark: str
    word: str
    naming: Callable[[str], Naming]
    documents: set[str]
    needed: set[Place] = field(default_factory=set)
    keys: dict[Place, str] = field(default_factory=dict)
    pending: list[Place] = field(default_factory=list)
    used: dict[str, set[str]] = field(default_factory=dict)

    def of(self, contracts: Sequence[Contract]) -> dict[str, dict[str, object]]:
        """Return the definitions that are new, by document."""
        self.needed = self._reaching()
        for contract in contracts:
            for pointer in self.naming(contract.uri).exported:
                if _is_type(contract, pointer):
                    self._key(Place(contract.uri, pointer))
        found: dict[str, dict[str, object]] = {}
        while self.pending:
            place = self.pending.pop(0)
            copied = self._copied(self.registry.value(place), place, self._names(place))
            assert isinstance(copied, dict)
            name = pascal((*self.naming(place.document).name(place), self.word))
            found.setdefault(place.document, {})[self.keys[place]] = {"x-name": name, **copied}
        return found

    def _key(self, place: Place) -> str | None:
        """Return the key of the variant of a place; None when there is nothing to leave out."""
        if place not in self.needed:
            return None
        if place not in self.keys:
            used = self.used.setdefault(place.document, self._definitions(place.document))
            key = pascal((*self.naming(place.document).name(place), self.word))
            while key in used:
                key += "_"
            used.add(key)
            self.keys[place] = key
            self.pending.append(place)
        return self.keys[place]

    def _definitions(self, document: str) -> set[str]:
        value = self.registry.documents[document]
        listed = value.get("$defs") if isinstance(value, dict) else None
        return set(listed) if isinstance(listed, dict) else set()

    # --- where something is left out --------------------------------------------------------

    def _reaching(self) -> set[Place]:
        """Return the places in which, or behind whose references, a member is left out."""
        above: dict[Place, list[Place]] = {}
        pending: list[Place] = []
        for place in list(self.registry.schemas):
            value = self.registry.value(place)
            if place.document not in self.documents or not isinstance(value, dict):
                continue
            for child in self._inside(value, place):
                above.setdefault(child, []).append(place)
            if any(self._own_names(value, place)):
                pending.append(place)
        found: set[Place] = set()
        while pending:
            place = pending.pop()
            if place not in found:
                found.add(place)
                pending += above.get(place, ())
        return found

    def _inside(self, value: dict[str, object], place: Place) -> Iterator[Place]:
        """Yield what a schema judges by: its subschemas but definitions, and what it refers to."""
        depth = len(place.pointer)
        for child, _ in subschemas(value, place):
            if child.pointer[depth] not in _LEFT_OUT:
                yield child
        yield from self._targets(value, place)

    def _targets(self, value: dict[str, object], place: Place) -> Iterator[Place]:
        for name in _REFERENCES:
            target = self._target(place, value.get(name))
            if target is not None:
                yield target

    def _target(self, place: Place, reference: object) -> Place | None:
        if not isinstance(reference, str):
            return None
        try:
            target = self.registry.resolve(place, reference)
        except Unresolved:
            return None
        return target if target.document in self.documents else None

    def _own_names(self, value: dict[str, object], place: Place) -> Iterator[str]:
        members = value.get("properties")
        for name, member in members.items() if isinstance(members, dict) else ():
            if self._is_marked(member, place.child("properties", name)):
                yield name

    def _is_marked(self, value: object, place: Place) -> bool:
        """Tell whether a member, or what it refers to, has the mark."""
        seen: set[Place] = set()
        while isinstance(value, dict) and place not in seen:
            if value.get(self.mark) is True:
                return True
            seen.add(place)
            target = self._target(place, value.get("$ref"))
            if target is None:
                return False
            place, value = target, self.registry.value(target)
        return False

    def _names(self, place: Place) -> Names:
        """Return the members that are left out of the values that a schema judges."""
        names: set[str] = set()
        seen: set[Place] = set()
        pending = [place]
        while pending:
            here = pending.pop()
            value = self.registry.value(here)
            if here in seen or not isinstance(value, dict):
                continue
            seen.add(here)
            names.update(self._own_names(value, here))
            pending += self._targets(value, here)
            depth = len(here.pointer)
            for child, _ in subschemas(value, here):
                keyword = KEYWORDS[child.pointer[depth]]
                pending += [child] if keyword.in_place else []
        return frozenset(names)

    # --- the schema without it --------------------------------------------------------------

    def _copied(self, value: object, place: Place, names: Names) -> object:
        """Return a schema without the members of these names; its references do not depend on it."""
        if not isinstance(value, dict):
            return value
        found: dict[str, object] = {}
        for name, item in value.items():
            if name not in _LEFT_OUT:
                found[name] = self._keyword(name, item, place, names)
        return found

    def _keyword(self, name: str, item: object, place: Place, names: Names) -> object:
        keyword = KEYWORDS.get(name)
        if name in _REFERENCES:
            return self._reference(place, item)
        if name == "required" and isinstance(item, list):
            return [member for member in item if member not in names]
        if isinstance(item, dict) and name in ("properties", "dependentRequired"):
            item = {key: value for key, value in item.items() if key not in names}
        if name == "dependentRequired" and isinstance(item, dict):
            return {
                key: [other for other in value if other not in names]
                for key, value in item.items()
                if isinstance(value, list)
            }
        if keyword is None or keyword.subschemas == "none":
            return item

        def inside(value: object, here: Place) -> object:
            below = names if keyword.in_place else self._names(here)
            return self._copied(value, here, below)

        if keyword.subschemas == "list" and isinstance(item, list):
            return [inside(v, place.child(name, str(i))) for i, v in enumerate(item)]
        if keyword.subschemas == "map" and isinstance(item, dict):
            return {key: inside(v, place.child(name, key)) for key, v in item.items()}
        return inside(item, place.child(name))

    def _reference(self, place: Place, reference: object) -> object:
        """Return a reference to the variant, else to the same place, from wherever it stands."""
        target = self._target(place, reference)
        if target is None:
            return reference
        key = self._key(target)
        pointer: Pointer = target.pointer if key is None else ("$defs", key)
        return target.document + to_fragment(pointer)


def _is_type(contract: Contract, pointer: Pointer) -> bool:
    """Tell whether a place is a type of its own, and no part of an operation."""
    if not pointer:
        return contract.kind == "type"
    return len(pointer) == 2 and pointer[0] in ("$defs", "definitions")
