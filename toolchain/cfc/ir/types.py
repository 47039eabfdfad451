"""From schemas to shapes: the declarations of a contract, decided once for every language.

In: a contract's functions (which know its nodes) and naming. Out: records and aliases. A shape
is never narrower than its schema: whatever a type cannot say is left to the validator and noted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cfc.contract.model import Place
from cfc.ir.facts import ALL_TYPES, Facts, facts_of, judges
from cfc.ir.functions import Functions, Node
from cfc.ir.names import pascal
from cfc.ir.naming import Naming
from cfc.ir.shapes import (
    Alias,
    Anything,
    ArrayOf,
    Declaration,
    Documentation,
    Field,
    JsonScalar,
    Literals,
    MapOf,
    Named,
    Nothing,
    Record,
    Scalar,
    Shape,
    TupleOf,
    UnionOf,
)

_LONGEST_TUPLE = 20
_MOST_LITERALS = 400


class Types:
    """Makes declarations on demand, in the order they are asked for."""

    def __init__(
        self,
        functions: Functions,
        naming: Naming,
        foreign: Callable[[str], tuple[str, Naming] | None],
    ) -> None:
        self.functions, self.naming, self._foreign = functions, naming, foreign
        self.declarations: dict[str, Declaration] = {}
        self._shapes: dict[tuple[Node, ...], Shape] = {}
        self.records: dict[str, Node] = {}

    def declare(self, place: Place) -> Named:
        """Return the name of an exported place of this contract, declared."""
        node = self.functions.enter((), place)
        return self._declared(node, pascal(self.naming.name(place)))

    def _declared(self, node: Node, name: str) -> Named:
        if name not in self.declarations:
            # Entered first, so that a recursive type finds itself.
            self.declarations[name] = Alias(name, "", Anything())
            facts = facts_of(self.functions, [node])
            pointer = self.functions.pointer_text(node.place)
            doc = documentation(self.functions.schema(node))
            if _is_record(facts):
                self.declarations[name] = self._record(name, pointer, facts, doc, node.place)
                self.records[name] = node
            else:
                shape = self._of_keywords(node, node.place)
                self.declarations[name] = Alias(name, pointer, shape, doc)
        return Named(name)

    # --- shapes -----------------------------------------------------------------------------

    def shape(self, nodes: Sequence[Node], here: Place) -> Shape:
        """Return the shape of a value that all the nodes judge; `here` names it if it needs a name."""
        judging = [node for node in nodes if judges(self.functions.schema(node))]
        if not judging:
            return Anything()
        key = tuple(judging)
        if key not in self._shapes:
            # Entered first: a shape within itself that has no name is left open.
            self._shapes[key] = Anything()
            self._shapes[key] = self._shape(judging, here)
        return self._shapes[key]

    def _shape(self, nodes: list[Node], here: Place) -> Shape:
        if len(nodes) == 1:
            named = self._reference(nodes[0])
            if named is not None:
                return named
            here = nodes[0].place
        facts = facts_of(self.functions, nodes)
        if _is_record(facts):
            return self._inline_record(nodes, facts, here)
        return self._from_facts(facts, here)

    def _of_keywords(self, node: Node, here: Place) -> Shape:
        """Return the shape of a declared place: a bare reference stays one."""
        named = self._reference(node)
        if named is not None:
            return named
        return self._from_facts(facts_of(self.functions, [node]), here)

    def _reference(self, node: Node) -> Shape | None:
        """Return the named type behind a schema that is a reference and nothing that adds to it."""
        keywords = self.functions.keywords(node)
        if "$ref" not in keywords or any(
            name in keywords
            for name in ("properties", "allOf", "anyOf", "oneOf", "type", "items", "enum", "const",
                         "additionalProperties", "unevaluatedProperties", "required")
        ):  # fmt: skip
            return None
        target = self.functions.reference(node, "$ref", keywords["$ref"])
        if target is None:
            return Anything()
        return self.named(target)

    def named(self, target: Node) -> Shape:
        """Return the name of what a reference leads to: here, or in another contract's module."""
        document = target.place.document
        default = target == self.functions.enter((), target.place)
        own = document == self.functions.contract.uri
        other = None if own else self._foreign(document)
        if other is not None and default:
            contract_id, naming = other
            words = naming.exported.get(target.place.pointer)
            if words is not None:
                return Named(pascal(words), contract_id)
        if not judges(self.functions.schema(target)):
            return Anything()
        return self._declared(target, pascal(self.naming.name(target.place)))

    def _inline_record(self, nodes: list[Node], facts: Facts, here: Place) -> Shape:
        name = pascal(self.naming.name(here))
        if name not in self.declarations:
            self.declarations[name] = Alias(name, "", Anything())
            pointer = self.functions.pointer_text(here)
            doc = documentation(self.functions.schema(nodes[0]))
            self.declarations[name] = self._record(name, pointer, facts, doc, here)
            if len(nodes) == 1:
                self.records[name] = nodes[0]
        return Named(name)

    def _record(
        self, name: str, pointer: str, facts: Facts, doc: Documentation, here: Place
    ) -> Record:
        fields: list[Field] = []
        for key in (*facts.members, *(key for key in facts.required if key not in facts.members)):
            if facts.closed_to is not None and key not in facts.closed_to:
                continue
            nodes = facts.members.get(key, [])
            place = nodes[0].place if nodes else here.child("properties", key)
            shape = self.shape(nodes, place) if nodes else self._undeclared(facts, here)
            note = documentation(self.functions.schema(nodes[0])) if nodes else Documentation()
            fields.append(Field(key, shape, key in facts.required, note))
        extra: Shape | None = Anything()
        if facts.closed_to is not None:
            extra = None
        elif facts.extra and not facts.unions:
            options = [self.shape([node], node.place) for node in (*facts.extra, *facts.patterned)]
            extra = union(options)
        return Record(name, pointer, tuple(fields), extra, doc)

    def _undeclared(self, facts: Facts, here: Place) -> Shape:
        return Anything()

    def _from_facts(self, facts: Facts, here: Place) -> Shape:
        if facts.impossible or not facts.types:
            return Nothing()
        if facts.literals is not None:
            kept = [item for item in facts.literals if _fits(item, facts.types)]
            if not kept:
                return Nothing()
            if len(kept) <= _MOST_LITERALS and all(_is_literal(item) for item in kept):
                return Literals(tuple(dict.fromkeys(kept)) if _one_kind(kept) else tuple(kept))
            facts.types &= {_kind(item) for item in kept} | {"number"}
        if not facts.typed and facts.literals is None:
            # Without `type` every keyword of one type lets all other types through.
            return self._branches(facts)
        shapes: list[Shape] = []
        for name in ("null", "boolean", "integer", "number", "string"):
            if name in facts.types and not (name == "integer" and "number" in facts.types):
                shapes.append(Scalar(name))
        if "array" in facts.types:
            shapes.append(self._array(facts, here))
        if "object" in facts.types:
            shapes.append(self._map(facts, here))
        whole = union(shapes)
        branches = self._branches(facts)
        if isinstance(branches, Anything) or facts.types & {"object", "array"} == facts.types:
            narrower = isinstance(branches, UnionOf) and _all_structured(branches)
            plain = isinstance(whole, (MapOf, ArrayOf)) and _is_plain(whole)
            return branches if narrower and plain else whole
        return branches if isinstance(branches, UnionOf) and len(shapes) > 1 else whole

    def _branches(self, facts: Facts) -> Shape:
        """Return the first list of alternatives as a union; the other lists are left to the validator."""
        for nodes in facts.unions:
            options = [self.shape([node], node.place) for node in nodes]
            whole = union(options)
            if not isinstance(whole, Anything):
                return whole
        return Anything()

    def _array(self, facts: Facts, here: Place) -> Shape:
        rest: Shape | None = Anything()
        if facts.items:
            closed = any(self.functions.schema(node) is False for node in facts.items)
            rest = None if closed else self.shape(facts.items, facts.items[0].place)
        if not facts.prefix or len(facts.prefix) > _LONGEST_TUPLE:
            return ArrayOf(rest if rest is not None and not facts.prefix else Anything())
        items = tuple(self.shape(nodes, nodes[0].place) for nodes in facts.prefix if nodes)
        return TupleOf(items, min(facts.min_items, len(items)), rest)

    def _map(self, facts: Facts, here: Place) -> Shape:
        options = [self.shape([node], node.place) for node in (*facts.extra, *facts.patterned)]
        # Patterns alone leave every other name free.
        if not facts.extra and facts.closed_to is None:
            return MapOf(Anything())
        return MapOf(union(options)) if options else MapOf(Anything())


def _is_record(facts: Facts) -> bool:
    return (
        facts.types == {"object"} and bool(facts.members) and not facts.impossible
        and facts.literals is None
    )  # fmt: skip


def _all_structured(shape: UnionOf) -> bool:
    return all(isinstance(option, (Named, MapOf, ArrayOf, TupleOf)) for option in shape.options)


def _is_plain(shape: Shape) -> bool:
    return (isinstance(shape, MapOf) and isinstance(shape.value, Anything)) or (
        isinstance(shape, ArrayOf) and isinstance(shape.item, Anything)
    )


def _fits(value: JsonScalar, types: set[str]) -> bool:
    if types == ALL_TYPES:
        return True
    kind = _kind(value)
    return kind in types or (
        kind == "number" and float(value or 0).is_integer() and "integer" in types
    )


def _kind(value: JsonScalar) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    return "integer" if isinstance(value, int) else "number"


def _is_literal(value: JsonScalar) -> bool:
    # A literal type compares exactly; 1.0 and 1 are one number in JSON Schema.
    return not isinstance(value, float) and not (
        isinstance(value, int) and not isinstance(value, bool)
    )


def _one_kind(values: Sequence[JsonScalar]) -> bool:
    return len({type(item) for item in values}) == 1


def union(options: Sequence[Shape]) -> Shape:
    """Return the union, flattened, without doubles; anything swallows the rest."""
    # A dictionary, as there may be very many: each is looked up, not compared with all before it.
    parts: dict[Shape, None] = {}
    for option in options:
        for part in option.options if isinstance(option, UnionOf) else (option,):
            if isinstance(part, Anything):
                return part
            if not isinstance(part, Nothing):
                parts[part] = None
    flat = list(parts)
    if not flat:
        return Nothing()
    literals = [value for part in flat if isinstance(part, Literals) for value in part.values]
    if sum(isinstance(part, Literals) for part in flat) > 1:
        first = next(i for i, part in enumerate(flat) if isinstance(part, Literals))
        flat[first] = Literals(tuple(literals))
        flat = [p for i, p in enumerate(flat) if i == first or not isinstance(p, Literals)]
    return flat[0] if len(flat) == 1 else UnionOf(tuple(flat))


def documentation(schema: object) -> Documentation:
    """Return what the author says of a schema: title and description, and whether it is deprecated."""
    if not isinstance(schema, dict):
        return Documentation()
    parts = [schema.get("title"), schema.get("description")]
    texts = [part.strip() for part in parts if isinstance(part, str) and part.strip()]
    if len(texts) == 2 and texts[1].startswith(texts[0]):
        texts = texts[1:]
    return Documentation("\n\n".join(texts), (), schema.get("deprecated") is True)
