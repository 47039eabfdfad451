"""From schemas to shapes: the declarations of a contract, decided once for every language.

In: a contract's functions (which know its nodes) and naming. Out: records and aliases. A shape
is never narrower than its schema: whatever a type cannot say is left to the validator and noted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from cfc.contract.keywords import FORMATS
from cfc.contract.model import Place
from cfc.ir.alternatives import Split, split_of, tag_of
from cfc.ir.documents import documentation, unsaid
from cfc.ir.equal_records import without_doubles
from cfc.ir.facts import (
    JUDGING,
    NOTHING_SKIPPED,
    OF_STRINGS,
    Alternatives,
    Facts,
    Given,
    Skipped,
    facts_of,
    judges,
    kind_of,
)
from cfc.ir.functions import Functions, Node
from cfc.ir.implied import telling
from cfc.ir.names import pascal, spelled
from cfc.ir.naming import Naming, Words
from cfc.ir.records import Records, has_patterns, is_whole
from cfc.ir.scalar_shapes import constant, fits, is_of, limits_of, scalar
from cfc.ir.shape_unions import distinct, union
from cfc.ir.shapes import (
    Alias,
    Anything,
    ArrayOf,
    Declaration,
    Literals,
    MapOf,
    Named,
    NoObject,
    Nothing,
    Scalar,
    Shape,
    Text,
    TupleOf,
)
from cfc.patterns.matcher import shortcut_of
from cfc.patterns.skeleton import skeleton

_OF_TEXTS = frozenset(("type", "enum", "const"))
_LONGEST_TUPLE = 20
_MOST_LITERALS = 400
# How many fields the records of a union may have together that repeat those of one record.
_MOST_REPEATED = 120
_MOST_OPTIONS = 60
# How many alternatives may be looked at inside each other: their options multiply.
_DEEPEST = 3
Key = tuple[tuple[Node, ...], Skipped]


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
        self._shapes: dict[Key, Shape] = {}
        self._active: dict[Key, int] = {}
        self._exported: set[str] = set()
        self._keys: dict[str, Key] = {}
        self._names: dict[tuple[Key, Place], str] = {}
        self.records: dict[str, Node] = {}
        self.aliases: dict[str, Node] = {}
        self.members = Records(self, functions)

    def declare(self, place: Place) -> Named:
        """Return the name of an exported place of this contract, declared."""
        node = self.functions.enter((), place)
        named = self._declared(node, self._name(((node,), NOTHING_SKIPPED), place))
        self._exported.add(named.name)
        return named

    def keep(self, name: str) -> None:
        """Note that others call the type by this name."""
        self._exported.add(name)

    def leave_out_doubles(self) -> None:
        """Let records that are the same be one type."""
        self.declarations = without_doubles(self.declarations, self._exported)
        self.records = {
            name: node for name, node in self.records.items() if name in self.declarations
        }

    def _declared(self, node: Node, name: str) -> Named:
        if name not in self.declarations:
            # Entered first, so that a recursive type finds itself.
            self.declarations[name] = Alias(name, "", Anything())
            facts = facts_of(self.functions, [node])
            pointer = self.functions.pointer_text(node.place)
            doc = documentation(self.functions.schema(node), (), name)
            named = self._reference(node)
            if named is not None:
                self.declarations[name] = Alias(name, pointer, named, doc)
                self.aliases[name] = node
            elif self._is_record(facts):
                key = ((node,), NOTHING_SKIPPED)
                self.declarations[name] = self.members.record(name, key, facts, doc, node.place)
                self.records[name] = node
            else:
                shape = self._from_facts(((node,), NOTHING_SKIPPED), facts, node.place)
                doc = documentation(self.functions.schema(node), unsaid(facts, shape), name)
                self.declarations[name] = Alias(name, pointer, shape, doc)
                if not self._says_all(node, shape):
                    self.aliases[name] = node
        return Named(name)

    def _says_all(self, node: Node, shape: Shape) -> bool:
        """Tell whether a type takes what its schema takes, whoever reads it: texts, and nothing more."""
        keywords = self.functions.keywords(node)
        if "invariants" in keywords or not _OF_TEXTS.issuperset(JUDGING & keywords.keys()):
            return False
        match shape:
            case Scalar("string", ()):
                return True
            case Literals(values):
                return all(isinstance(value, str) for value in values)
            case _:
                return False

    def _name(self, key: Key, here: Place) -> str:
        """Return the name of a type: that of its place, unless another type has it already."""
        found = self._names.get((key, here))
        if found is None:
            words = self.naming.name(here)
            if self._keys.get(pascal(words), key) != key:
                words = self.naming.claim(*self._other_names(key, here, words))
            found = self._names[key, here] = pascal(words)
            self._keys[found] = key
        return found

    def _other_names(self, key: Key, here: Place, words: Words) -> tuple[Words, ...]:
        """Return names for a type whose place has given its own to another one."""
        nodes, _ = key
        around = [self.naming.name(node.place) for node in nodes if node.place != here]
        bound = [self.naming.name(target) for node in nodes for _, target in node.scope]
        others = [other for other in (*around, *bound) if other != words]
        found = [(*other, *words) for other in others[:1]]
        found += [(*words, "of", *other) for other in others[:2]]
        spelt = spelled("/".join((*here.pointer, *(str(node.place) for node in nodes))))
        return (*found, ("other", *words), (*words, *spelt))

    # --- shapes -----------------------------------------------------------------------------

    def shape(
        self, nodes: Sequence[Node], here: Place, skipped: Skipped = NOTHING_SKIPPED
    ) -> Shape:
        """Return the shape of a value that all the nodes judge; `here` names it if it needs a name.

        `skipped`: alternatives that are not asked for.
        """
        judging = [node for node in nodes if judges(self.functions.schema(node))]
        if skipped:
            judging = telling(self.functions, judging, skipped)
        if not judging:
            return Anything()
        if judging == [nodes[-1]] and len(nodes) > 1:
            # The branch alone is left: it is the same wherever it stands.
            skipped = NOTHING_SKIPPED
        key = (tuple(dict.fromkeys(judging)), skipped)
        known = self._shapes.get(key)
        if known is not None:
            return known
        # A shape within itself has a name on the way, but for the second time at most.
        depth = self._active.get(key, 0)
        if depth > 1:
            return Anything()
        self._active[key] = depth + 1
        shape = self._shape(key, here)
        self._active[key] = depth
        if not depth:
            self._shapes[key] = shape
        return shape

    def _shape(self, key: Key, here: Place) -> Shape:
        nodes, skipped = key
        if len(nodes) == 1 and not skipped:
            named = self._reference(nodes[0])
            if named is not None:
                return named
            here = nodes[0].place
        facts = facts_of(self.functions, nodes, skipped)
        if self._is_record(facts, skipped):
            return self._inline_record(key, facts, here)
        return self._from_facts(key, facts, here)

    def _reference(self, node: Node) -> Shape | None:
        """Return the named type behind a schema that is a reference and nothing that adds to it."""
        keywords = self.functions.keywords(node)
        name = "$ref" if "$ref" in keywords else "$dynamicRef"
        if name not in keywords or sum(item in JUDGING for item in keywords) != 1:
            return None
        target = self.functions.reference(node, name, keywords[name])
        return Anything() if target is None else self.named(target)

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
        return self._declared(target, self._name(((target,), NOTHING_SKIPPED), target.place))

    # --- records ----------------------------------------------------------------------------

    def _is_record(self, facts: Facts, skipped: Skipped = NOTHING_SKIPPED) -> bool:
        if not (facts.is_object and facts.names_members):
            return False
        return self._distributed(facts, skipped) is None and self._split(facts, skipped) is None

    def _split(self, facts: Facts, skipped: Skipped) -> Split | None:
        """Return the cases of the values of a member, if their records are not too long together."""
        if not facts.conditionals or len(skipped) >= _DEEPEST:
            return None
        split = split_of(self.functions, facts)
        if split is None or len(split.cases) * max(len(facts.members), 1) > _MOST_REPEATED:
            return None
        return split

    def _distributed(self, facts: Facts, skipped: Skipped) -> Alternatives | None:
        """Return the alternatives whose branches are types of their own, with all else in each.

        These are records that a tag tells apart, and branches of what says little itself.
        """
        if len(skipped) >= _DEEPEST:
            return None
        for item in facts.unions:
            count = len(item.branches)
            if count > _MOST_OPTIONS and facts.names_members:
                continue
            is_small = count * max(len(facts.members), 1) <= _MOST_REPEATED
            if not facts.names_members and not facts.conditionals:
                return item
            if is_small and tag_of(self.functions, facts, item) is not None:
                return item
        return None

    def _inline_record(self, key: Key, facts: Facts, here: Place) -> Shape:
        name = self._name(key, here)
        if name not in self.declarations:
            nodes, _ = key
            self.declarations[name] = Alias(name, "", Anything())
            doc = documentation(self.functions.schema(nodes[-1]), (), name)
            self.declarations[name] = self.members.record(name, key, facts, doc, here)
            if len(nodes) == 1 and not key[1]:
                self.records[name] = nodes[0]
        return Named(name)

    # --- everything else --------------------------------------------------------------------

    def _from_facts(self, key: Key, facts: Facts, here: Place) -> Shape:
        if facts.impossible or not facts.types:
            return Nothing()
        if facts.literals is not None:
            kept = [item for item in facts.literals if fits(item, facts.types)]
            if not kept:
                return Nothing()
            if len(kept) <= _MOST_LITERALS:
                return Literals(tuple(distinct(kept)))
            types = facts.types & ({kind_of(item) for item in kept} | {"number"})
            facts = replace(facts, types=types, literals=None)
        if facts.values is not None and len(facts.values) <= _MOST_LITERALS:
            constants = [constant(value) for value in facts.values if is_of(value, facts.types)]
            return union(constants)
        chosen = self._distributed(facts, key[1])
        if chosen is not None:
            nodes, skipped = key
            without = skipped | {chosen.key}
            options = [
                self.shape((*nodes, branch), branch.place, without) for branch in chosen.branches
            ]
            return union(options)
        split = self._split(facts, key[1]) if facts.is_object else None
        if split is not None:
            return self._cases(key, split, here)
        if not facts.typed and facts.literals is None:
            return self._untyped(key, facts, here)
        shapes: list[Shape] = []
        for name in ("null", "boolean", "integer", "number", "string"):
            if name in facts.types and not (name == "integer" and "number" in facts.types):
                shapes.append(self._text(facts) if name == "string" else scalar(name, facts))
        if "array" in facts.types:
            shapes.append(self._array(facts, here))
        if "object" in facts.types:
            shapes.append(self._object(key, facts, here))
        return union(shapes)

    def _text(self, facts: Facts) -> Shape:
        """Return the shape of the strings: some texts alone, texts that are in them, or any."""
        context = self.functions.context
        for pattern in facts.patterns:
            source = context.source(pattern)
            short = None if source is None else shortcut_of(source)
            if short is not None and short.kind == "equals":
                return Literals(short.texts)
        for pattern in facts.patterns:
            source = context.source(pattern)
            pieces = () if source is None else skeleton(source)
            if pieces:
                return Text(pieces, None, limits_of(facts, OF_STRINGS))
        known = (name for name in facts.formats if context.assert_formats and name in FORMATS)
        asserted = next(known, None)
        limits = limits_of(facts, OF_STRINGS)
        return Scalar("string", limits) if asserted is None else Text((), asserted, limits)

    def _cases(self, key: Key, split: Split, here: Place) -> Shape:
        """Return a record for each case, told apart by its tag."""
        nodes, skipped = key
        options: list[Shape] = []
        for values, held in split.cases:
            case = skipped | split.keys | {Given(split.tag, values)}
            place = here.child("cases", "other" if not held else str(values[0]))
            if len(held) == 1 and isinstance(self.functions.keywords(held[0]).get("title"), str):
                place = held[0].place
            options.append(self.shape((*nodes, *held), place, case))
        return union(options)

    def _untyped(self, key: Key, facts: Facts, here: Place) -> Shape:
        """Return what keywords say without `type`: each lets all values of other types through."""
        of_objects = (
            facts.names_members or facts.patterned or facts.extra or facts.rest or facts.closers
        )
        of_arrays = facts.items or facts.prefix or facts.min_items or facts.max_items is not None
        if not of_objects and not of_arrays:
            return Anything()
        if not of_arrays:
            return union([self._object(key, facts, here), NoObject()])
        scalars = [Scalar(name) for name in ("null", "boolean", "number", "string")]
        array = self._array(facts, here)
        return union([self._object(key, facts, here), array, *scalars])

    def _object(self, key: Key, facts: Facts, here: Place) -> Shape:
        """Return the shape of the objects among other values."""
        if facts.names_members:
            name = self._name((key[0], key[1] | {(key[0][0], "object")}), here.child("object"))
            if name not in self.declarations:
                self.declarations[name] = Alias(name, "", Anything())
                doc = documentation(self.functions.schema(key[0][0]), (), name)
                self.declarations[name] = self.members.record(name, key, facts, doc, here)
                if len(key[0]) == 1 and not key[1]:
                    self.records[name] = key[0][0]
            return Named(name)
        return self._map(facts, key[1])

    def _array(self, facts: Facts, here: Place) -> Shape:
        rest: Shape | None = Anything()
        if facts.items:
            closed = any(self.functions.schema(node) is False for node in facts.items)
            rest = None if closed else self.shape(facts.items, facts.items[0].place)
        most = facts.max_items
        if not facts.prefix or len(facts.prefix) > _LONGEST_TUPLE:
            item = rest if rest is not None and not facts.prefix else Anything()
            return ArrayOf(item, facts.min_items, 0 if rest is None else most)
        items = tuple(self.shape(nodes, nodes[0].place) for nodes in facts.prefix if nodes)
        if most is not None and most <= len(items):
            items, rest = items[:most], None
        return TupleOf(items, min(facts.min_items, len(items)), rest)

    def _map(self, facts: Facts, skipped: Skipped) -> Shape:
        # Patterns alone leave every other name free.
        if not facts.closers and not (facts.extra or (facts.rest and is_whole(facts, skipped))):
            return MapOf(Anything(), self.members.keyed(facts))
        if facts.closers and not has_patterns(facts):
            return MapOf(Nothing())
        keyed = self.members.keyed(facts)
        if self.members.all_keyed(facts):
            return MapOf(Nothing(), keyed)
        value = self.members.extra(facts, facts.patterned)
        return MapOf(value, keyed if not isinstance(value, Nothing) else ())
