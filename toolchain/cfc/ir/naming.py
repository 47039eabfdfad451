"""Which words name a place of a contract: from `title`, `$defs` key or property path, in that order.

In: a contract and the registry. Out: words for places, each pair of places with different
words. Exported places (the root, the parts of an operation, definitions and what other
contracts refer to) are settled first, from this contract alone, so that other contracts can
name them without reading the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cfc.contract.model import Contract, Place
from cfc.contract.registry import Registry, operation_schemas
from cfc.ir.names import Namespace, spelled, words
from cfc.text.pointer import Pointer

Words = tuple[str, ...]
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
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


def ordinal(token: str) -> str:
    """Return `first` for index 0; the number itself beyond the ninth."""
    index = int(token) if token.isdecimal() else 0
    return _ORDINALS[index] if index < len(_ORDINALS) else str(index + 1)


class Naming:
    """The words of one contract's places."""

    def __init__(self, contract: Contract, registry: Registry, wanted: Iterable[Pointer]) -> None:
        self._contract, self._registry = contract, registry
        self._taken = Namespace(RESERVED_TYPES)
        self._words: dict[Place, Words] = {}
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
        if place.document == self._contract.uri and not place.pointer:
            yield from self._root_candidates()
        value = self._value(place)
        title = words(value["title"]) if isinstance(value.get("title"), str) else ()
        # A title names a type of its own; the title of a mere property is a label.
        labelled = "properties" in place.pointer[-2:-1]
        if title and len(title) <= _LONGEST_TITLE and not labelled and place.pointer:
            yield title
        own = self._segment(place)
        if place.pointer[-2:-1] in (("$defs",), ("definitions",)):
            yield own
        parent = self._parent(place)
        if parent is not None:
            yield (*self.name(parent), *own)
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

    def _segment(self, place: Place) -> Words:
        pointer = place.pointer
        if not pointer:
            return words(place.document.rsplit("/", 1)[-1].rsplit(".", 1)[0]) or ("document",)
        last = pointer[-1]
        before = pointer[-2] if len(pointer) > 1 else ""
        if pointer[0] == "errors" and last == "schema":
            return words(before) or spelled(before)
        match before:
            case "anyOf" | "oneOf" | "allOf":
                return self._branch(place, "part" if before == "allOf" else "option")
            case "prefixItems":
                return (ordinal(last), "item")
            case "patternProperties":
                return ("matching", *(words(last) or ("value",)))
            case "dependentSchemas":
                return ("with", *(words(last) or spelled(last)))
            case "properties" | "$defs" | "definitions":
                return words(last) or spelled(last)
        single = {
            "items": "item", "contains": "contained", "additionalProperties": "value",
            "unevaluatedProperties": "value", "unevaluatedItems": "item", "propertyNames": "name",
            "if": "condition", "else": "otherwise",
        }  # fmt: skip
        return (single[last],) if last in single else words(last) or spelled(last)

    def _branch(self, place: Place, kind: str) -> Words:
        """Name a branch by the constant that tells it apart, else by its position."""
        properties = self._value(place).get("properties")
        if isinstance(properties, dict):
            for schema in properties.values():
                if isinstance(schema, dict):
                    value = schema.get("const")
                    listed = schema.get("enum")
                    if value is None and isinstance(listed, list) and len(listed) == 1:
                        value = listed[0]
                    if isinstance(value, str) and words(value):
                        return words(value)
        return (ordinal(place.pointer[-1]), kind)


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
