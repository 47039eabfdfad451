"""From schemas to functions: which places get one, how they find each other, what is written out in place.

In: a contract's registry and naming. Out: `Function`s with references resolved, dynamic scopes
specialised and no two alike. A place is judged in a dynamic scope; the pair is a `Node`, and
each node that is judged from more than one place, or needs a name, becomes one function.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from cfc.contract.keywords import KEYWORDS
from cfc.contract.model import Contract, Place
from cfc.contract.registry import Registry, Unresolved
from cfc.ir.names import snake, spelled
from cfc.ir.naming import Naming
from cfc.ir.program import Function, FunctionRef, Holds, Step, Test
from cfc.ir.scalars import Context, as_test, is_scalar_schema
from cfc.ir.variables import Variables
from cfc.ir.walk import Traits
from cfc.text.pointer import to_fragment

Scope = tuple[tuple[str, Place], ...]
# Keywords that a document of an earlier draft does not know, by the start of its dialect.
_LATER: dict[str, tuple[str, ...]] = {
    "https://json-schema.org/draft/2019-09/": ("prefixItems", "$dynamicRef", "$dynamicAnchor"),
}


class Node:
    """A schema as it is judged: its place, and which dynamic anchors bind to what.

    A value, with its hash kept like that of a place.
    """

    __slots__ = ("_hash", "place", "scope")

    def __init__(self, place: Place, scope: Scope = ()) -> None:
        self.place, self.scope = place, scope
        self._hash = hash((place, scope)) if scope else hash(place)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return isinstance(other, Node) and self.place == other.place and self.scope == other.scope

    def __repr__(self) -> str:
        return f"Node({self.place!r}, {self.scope!r})"

    def __reduce__(self) -> tuple[type[Node], tuple[Place, Scope]]:
        return Node, (self.place, self.scope)


@dataclass(frozen=True)
class Frame:
    """What writing the steps of one function needs: its variables."""

    variables: Variables


class Functions:
    """Makes functions on demand; `build` writes them all out.

    `foreign(document)` gives the id and the exported names of another contract, None for a
    document that is no contract. `body` writes the steps of a node (see `ir/bodies.py`).
    """

    def __init__(
        self,
        contract: Contract,
        registry: Registry,
        naming: Naming,
        context: Context,
        foreign: Callable[[str], tuple[str, Naming] | None],
    ) -> None:
        self.contract, self.registry, self.naming, self.context = (
            contract, registry, naming, context,
        )  # fmt: skip
        self._foreign = foreign
        self._names: dict[Node, str] = {}
        self._order: list[Node] = []
        self._active: dict[str, frozenset[str] | None] = {}
        self._schemas: dict[Place, object] = {}
        self._keywords: dict[Place, dict[str, object]] = {}
        self._children: dict[tuple[Node, tuple[str, ...]], Node] = {}
        self._references: dict[tuple[Node, str], Node | None] = {}

    # --- nodes ------------------------------------------------------------------------------

    def enter(self, scope: Scope, place: Place) -> Node:
        """Return the node for a place reached from a scope: its resource's anchors join, last."""
        if not self.registry.has_dynamic_references:
            return Node(place)
        base = self.registry.info(place).base
        bound = dict(scope)
        for (resource, name), target in self.registry.dynamic.items():
            if resource == base:
                bound.setdefault(name, target)
        return Node(place, tuple(sorted(bound.items(), key=lambda item: item[0])))

    def child(self, node: Node, *tokens: str) -> Node:
        key = (node, tokens)
        found = self._children.get(key)
        if found is None:
            found = self.enter(node.scope, node.place.child(*tokens))
            # A document that is read later may bring the first dynamic reference.
            if not self.registry.has_dynamic_references:
                self._children[key] = found
        elif self.registry.has_dynamic_references:
            return self.enter(node.scope, found.place)
        return found

    def schema(self, node: Node) -> object:
        found = self._schemas.get(node.place)
        if found is None:
            found = self._schemas[node.place] = self.registry.value(node.place)
        return found

    def keywords(self, node: Node) -> dict[str, object]:
        """Return the members of a schema object that are keywords of its dialect, in order."""
        found = self._keywords.get(node.place)
        if found is None:
            found = self._keywords[node.place] = self._read_keywords(node)
        return found

    def _read_keywords(self, node: Node) -> dict[str, object]:
        value = self.schema(node)
        if not isinstance(value, dict):
            return {}
        dialect = self.registry.info(node.place).dialect
        if dialect not in self._active:
            self._active[dialect] = self.registry.active_vocabularies(dialect)
        active = self._active[dialect]
        later = next((names for start, names in _LATER.items() if dialect.startswith(start)), ())
        found: dict[str, object] = {}
        for name, item in value.items():
            keyword = KEYWORDS.get(name)
            if keyword is None or name in later:
                continue
            if active is not None and not _is_active(keyword.vocabulary, active):
                continue
            found[name] = item
        return found

    def context_of(self, node: Node) -> Context:
        """Return the context of a node: a metaschema with format-assertion asserts in any case."""
        if self.context.assert_formats:
            return self.context
        active = self._active.get(self.registry.info(node.place).dialect)
        if active is not None and "format-assertion" in active:
            return replace(self.context, assert_formats=True)
        return self.context

    def reference(self, node: Node, keyword: str, reference: object) -> Node | None:
        """Return the node that a `$ref` or `$dynamicRef` leads to; None when it is dangling.

        Source: JSON Schema Core 2020-12, section 8.2.3.2.
        """
        if not isinstance(reference, str):
            return None
        if self.registry.has_dynamic_references:
            return self._referred(node, keyword, reference)
        key = (node, reference)
        if key not in self._references:
            self._references[key] = self._referred(node, keyword, reference)
        return self._references[key]

    def _referred(self, node: Node, keyword: str, reference: str) -> Node | None:
        try:
            target = self.registry.resolve(node.place, reference)
        except Unresolved:
            return None
        if keyword == "$dynamicRef":
            name = reference.rpartition("#")[2]
            info = self.registry.info(target)
            if self.registry.dynamic.get((info.base, name)) == target:
                target = dict(node.scope).get(name, target)
        return self.enter(node.scope, target)

    # --- references to functions ------------------------------------------------------------

    def function(self, node: Node) -> FunctionRef:
        """Return the function that judges a node, of this module or of another contract's."""
        node = self._through(node)
        document = node.place.document
        if document != self.contract.uri:
            other = self._foreign(document)
            if other is not None and node == self.enter((), node.place):
                contract_id, naming = other
                words = naming.exported.get(node.place.pointer)
                if words is not None:
                    return FunctionRef(snake(words), contract_id)
        name = self._names.get(node)
        if name is None:
            name = self._name(node)
            self._names[node] = name
            self._order.append(node)
        return FunctionRef(name)

    def _through(self, node: Node) -> Node:
        """Follow a schema that is nothing but a reference, so that no function only calls another."""
        seen = {node}
        while True:
            words = self.keywords(node)
            judging = [name for name in words if KEYWORDS[name].role in ("assertion", "applicator")]
            if len(judging) != 1 or judging[0] not in ("$ref", "$dynamicRef"):
                return node
            if (
                node.place.pointer in self.naming.exported
                and node.place.document == self.contract.uri
            ):
                return node
            target = self.reference(node, judging[0], words[judging[0]])
            if target is None or target in seen:
                return node
            seen.add(target)
            node = target

    def _name(self, node: Node) -> str:
        words = self.naming.name(node.place)
        if node == self.enter((), node.place):
            return snake(words)
        # The same place in another dynamic scope: named after what the scope binds.
        bound = sorted({self.naming.name(target) for _, target in node.scope})
        extra = tuple(word for target in bound for word in target)
        spelt = tuple(word for _, target in node.scope for word in spelled(str(target)))
        return snake(self.naming.claim((*words, "in", *extra), (*words, "in", *extra, *spelt)))

    def holds(self, node: Node, var: str) -> Test:
        """Return the condition that a node puts on a variable: written out if it is simple."""
        if self.is_simple(node):
            return as_test(self._simple(node), var, self.context_of(node))
        return Holds(self.function(node), var)

    def is_simple(self, node: Node) -> bool:
        """Tell whether the node is judged in place, without a function of its own."""
        value = self._simple(node)
        return is_scalar_schema(value)

    def _simple(self, node: Node) -> object:
        value = self.schema(node)
        return self.keywords(node) if isinstance(value, dict) else value

    # --- writing out ------------------------------------------------------------------------

    def build(self, body: Callable[[Node, Variables], tuple[Step, ...]]) -> list[Function]:
        """Return every function asked for so far and all they ask for, in that order."""
        done: list[Function] = []
        index = 0
        while index < len(self._order):
            node = self._order[index]
            index += 1
            exported = (
                node.place.document == self.contract.uri
                and node.place.pointer in self.naming.exported
                and node == self.enter((), node.place)
            )
            steps = body(node, Variables())
            done.append(
                Function(self._names[node], self.pointer_text(node.place), steps, exported=exported)
            )
        return done

    def pointer_text(self, place: Place) -> str:
        """Return how a place is called in comments: a fragment, after its document if foreign."""
        if place.document == self.contract.uri:
            return to_fragment(place.pointer)
        return self.schema_path(place)

    def schema_path(self, place: Place) -> str:
        """Return how a place is called in violations, whoever reads them: `contract-id#/…`."""
        return self.name_of(place.document) + to_fragment(place.pointer)

    def name_of(self, document: str) -> str:
        """Return the id of a contract; a document that is none is called by its URI."""
        if document == self.contract.uri:
            return self.contract.id
        other = self._foreign(document)
        return other[0] if other else document


def _is_active(vocabulary: str, active: frozenset[str]) -> bool:
    if vocabulary in ("core", "contract"):
        return True
    if vocabulary == "format-annotation":
        return "format-annotation" in active or "format-assertion" in active
    return vocabulary in active


def marked(
    functions: list[Function], traits: dict[str, Traits], public: set[str], records: set[str]
) -> list[Function]:
    """Return the functions that anything needs, each with its flags set.

    `traits`: what each mentions. `public`: names that public validators call; `records`: names
    that judge records.
    """
    called = {name: found.called for name, found in traits.items()}
    asked = {name: found.asked for name, found in traits.items()}
    roots = public | {item.name for item in functions if item.exported}
    collected, of_records = _reached(called, roots), _reached(called, records)
    used, used_by_records = _reached(asked, roots), _reached(asked, records)
    return [
        replace(
            item,
            collected=item.name in collected,
            of_records=item.name in of_records,
            is_public=item.name in used,
        )
        for item in functions
        if item.name in used or item.name in used_by_records
    ]


def _reached(edges: dict[str, set[str]], roots: set[str]) -> set[str]:
    reached: set[str] = set()
    pending = [name for name in roots if name in edges]
    while pending:
        name = pending.pop()
        if name not in reached and name in edges:
            reached.add(name)
            pending.extend(edges[name])
    return reached
