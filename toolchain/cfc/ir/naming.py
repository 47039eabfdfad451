"""Which words name a place of a contract: `x-name`, `title`, `$defs` key or property path, in that order.

In: a contract and the registry. Out: words for places, each pair of places with different
words. Exported places (the root, the parts of an operation, definitions and what other
contracts refer to) are settled first, from this contract alone, so that other contracts can
name them without reading the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cfc.contract.model import Contract, Place
from cfc.contract.registry import Registry, operation_schemas
from cfc.ir.branch_names import branch_names, pattern_names
from cfc.ir.names import Namespace, ordinal, spelled, spoken, words
from cfc.text.pointer import Pointer

Words = tuple[str, ...]
_LONGEST_TITLE = 5
# Names that generated modules import or define for themselves.
RESERVED_TYPES = (
    "Annotated", "Literal", "Protocol", "Field", "BaseModel", "ConfigDict", "TypeAliasType",
    "Violation", "LinearPattern", "ContractViolation", "ContractModel", "OperationError", "CallerFault",
    "TooDeep",
    "ImplementationFault", "UndeclaredError", "Invariant", "Mapping", "Sequence", "Callable",
    "Awaitable", "Integer", "Number", "JsonValue", "Any", "Object", "Array", "Map", "Set",
    "String", "Boolean", "Symbol", "Error", "Date", "RegExp", "Promise", "Record", "Partial",
    "Readonly", "Pick", "Omit", "StandardSchemaV1", "StandardSchema", "Function", "Infinity",
    "NaN", "Math", "BigInt", "None", "True", "False", "Missing", "Result", "Exclude", "Extract",
    "Required", "Awaited", "Parameters", "ReturnType", "Proxy", "Reflect", "Iterable", "Iterator",
    "Union", "Optional", "List", "Dict", "Tuple", "Exception", "JsonataError", "SafeParse",
    "Equal", "Unique", "OneOf", "MultipleOf", "Invariants", "TypeAdapter", "Decimal", "Pattern",
    "NonObject", "Whole", "TypeGuard", "TypedDict", "NotRequired", "UnsetType",
)  # fmt: skip


class Naming:
    """The words of one contract's places."""

    def __init__(self, contract: Contract, registry: Registry, wanted: Iterable[Pointer]) -> None:
        self._contract, self._registry = contract, registry
        self._taken = Namespace(RESERVED_TYPES)
        self._words: dict[Place, Words] = {}
        self._branches: dict[Place, Mapping[str, Sequence[Words]]] = {}
        self.exported: dict[Pointer, Words] = {}
        root = Place(contract.uri)
        if contract.kind == "operation":
            for tail in (("implementation",), ("async", "implementation")):
                self._taken.claim([(*self.name(root), *tail)])
        for place in (*_own_exports(contract, root), *(Place(contract.uri, p) for p in wanted)):
            if place.pointer not in self.exported:
                self.exported[place.pointer] = self.name(place)

    def name(self, place: Place) -> Words:
        """Return the words of a place, of this contract or of a document it refers to."""
        known = self._words.get(place)
        if known is None:
            known = self._taken.claim(self._candidates(place))
            self._words[place] = known
        return known

    def claim(self, *candidates: Words) -> Words:
        """Return the first of these that is free (the last one spelled out if none is), and take it."""
        last = candidates[-1]
        return self._taken.claim((*candidates, ("the", *last), (*last, *spelled("".join(last)))))

    def _candidates(self, place: Place) -> Iterator[Words]:
        value = self._value(place)
        chosen = value.get("x-name")
        if isinstance(chosen, str):
            yield words(chosen)
        if place.document == self._contract.uri and not place.pointer:
            yield from self._root_candidates()
        title = words(value["title"]) if isinstance(value.get("title"), str) else ()
        # A title names a type of its own; the title of a mere property is a label.
        labelled = "properties" in place.pointer[-2:-1]
        if title and len(title) <= _LONGEST_TITLE and not labelled and place.pointer:
            yield title
        segments = self._segments(place)
        own = segments[0]
        if place.pointer[-2:-1] in (("$defs",), ("definitions",)):
            yield from segments
        parent = self._parent(place)
        if parent is not None:
            for segment in segments:
                yield (*self.name(parent), *segment)
        yield tuple(word for token in place.pointer for word in words(token)) or own
        yield (*own, *spelled("/".join(place.pointer)), *words(place.document))
        yield (*own, *spelled(place.document + "#" + "/".join(place.pointer)))

    def _root_candidates(self) -> Iterator[Words]:
        contract = self._contract
        if contract.name:
            yield words(contract.name)
        value = contract.value if isinstance(contract.value, dict) else {}
        title = value.get("title")
        if contract.kind == "type" and isinstance(title, str):
            found = words(title)
            if 0 < len(found) <= _LONGEST_TITLE:
                yield found
        yield words(contract.id)
        yield ("contract", *words(contract.id))
        yield ("contract", *spelled(contract.id))

    def _value(self, place: Place) -> dict[str, object]:
        try:
            value = self._registry.value(place)
        except LookupError:
            return {}
        return value if isinstance(value, dict) else {}

    def _parent(self, place: Place) -> Place | None:
        """Return the nearest place above whose name this one continues."""
        pointer = place.pointer
        if not pointer:
            return None
        if pointer[0] == "errors" and len(pointer) == 3 and self._contract.kind == "operation":
            return Place(place.document)
        for length in range(len(pointer) - 1, -1, -1):
            above = Place(place.document, pointer[:length])
            if above in self._registry.schemas:
                return above
        return None

    def _segments(self, place: Place) -> Sequence[Words]:
        """Return what a place adds to the name of its parent, best first; at least one."""
        pointer = place.pointer
        if not pointer:
            return (words(place.document.rsplit("/", 1)[-1].rsplit(".", 1)[0]) or ("document",),)
        last = pointer[-1]
        before = pointer[-2] if len(pointer) > 1 else ""
        if pointer[0] == "errors" and last == "schema":
            return (words(before) or spoken(before),)
        match before:
            case "anyOf" | "oneOf" | "allOf" | "patternProperties":
                return self._siblings(Place(place.document, pointer[:-1])).get(last, (("value",),))
            case "prefixItems":
                return ((*ordinal(int(last) if last.isdecimal() else 0), "item"),)
            case "dependentSchemas":
                return (("with", *(words(last) or spoken(last))),)
            case "$defs" | "definitions" if "://" in last:
                return _address_names(last)
            case "properties" | "$defs" | "definitions":
                return (words(last) or spoken(last),)
        single = {
            "items": "item", "contains": "contained", "additionalProperties": "value",
            "unevaluatedProperties": "value", "unevaluatedItems": "item", "propertyNames": "name",
            "if": "condition", "else": "otherwise",
        }  # fmt: skip
        return ((single[last],) if last in single else words(last) or spoken(last),)

    def _siblings(self, above: Place) -> Mapping[str, Sequence[Words]]:
        """Return the names of all branches of a list, or of all patterns of an object, by key."""
        if above not in self._branches:
            *front, keyword = above.pointer
            listed = self._value(Place(above.document, tuple(front))).get(keyword)
            found: dict[str, Sequence[Words]] = {}
            if isinstance(listed, list):
                names = branch_names(listed, "part" if keyword == "allOf" else "option")
                found = {str(index): words for index, words in enumerate(names)}
            elif isinstance(listed, dict):
                found = dict(zip(listed, pattern_names(list(listed)), strict=True))
            self._branches[above] = found
        return self._branches[above]


def _address_names(address: str) -> Sequence[Words]:
    """Return the names of what is called by its address: by its last part, then by more of them."""
    parts = address.split("://", 1)[1].strip("#/").split("/")
    parts[-1] = re.sub(r"\.(json|ya?ml)$", "", parts[-1])
    found = [words("/".join(parts[start:])) for start in range(len(parts) - 1, -1, -1)]
    return [name for name in found if name and not name[0].isdecimal()] or [spoken(address)]


def _own_exports(contract: Contract, root: Place) -> Iterator[Place]:
    yield root
    if isinstance(contract.value, dict):
        if contract.kind == "operation":
            yield from operation_schemas(contract.value, root)
        else:
            for key in ("$defs", "definitions"):
                definitions = contract.value.get(key)
                if isinstance(definitions, dict):
                    for name, schema in definitions.items():
                        if isinstance(schema, (dict, bool)):
                            yield root.child(key, name)
