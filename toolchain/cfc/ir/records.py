"""Records: objects whose members have names, what else may be in them, and maps from names to values.

In: facts, and the shapes of members. Out: `Record`s, and the parts of maps.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cfc.contract.model import Place
from cfc.ir.alternatives import groups_of, members_of_branches
from cfc.ir.documents import documentation
from cfc.ir.facts import Facts, Given, Skipped
from cfc.ir.functions import Functions, Node
from cfc.ir.program import TextHas
from cfc.ir.shape_unions import union
from cfc.ir.shapes import (
    Anything,
    Documentation,
    Field,
    Keyed,
    Literals,
    Nothing,
    Option,
    Record,
    Shape,
)

if TYPE_CHECKING:
    from cfc.ir.types import Key, Types


class Records:
    """Makes the records of one contract."""

    def __init__(self, types: Types, functions: Functions) -> None:
        self._types, self._functions = types, functions

    def record(self, name: str, key: Key, facts: Facts, doc: Documentation, here: Place) -> Record:
        fields: list[Field] = []
        branches = members_of_branches(self._functions, facts, key[1])
        listed = dict.fromkeys((*facts.members, *facts.required, *facts.forbidden))
        for member in listed:
            if not self._admits(facts, member):
                continue
            nodes = facts.members.get(member, [])
            place = nodes[0].place if nodes else here.child("properties", member)
            shape = self.member(facts, member, place)
            note = documentation(self._functions.schema(nodes[0])) if nodes else Documentation()
            is_required = member in facts.required and member not in facts.forbidden
            fields.append(Field(member, shape, is_required, note))
        extra: Shape | None = Anything()
        # What a schema for all other members judges has been evaluated.
        is_sealed = facts.sealed and branches is not None and not (facts.extra or facts.rest)
        if facts.closers:
            extra = self.extra(facts, facts.patterned) if has_patterns(facts) else None
        elif is_sealed and branches is not None:
            extra = self.extra(facts, facts.patterned) if facts.patterned else None
            for member, nodes in branches.items():
                if member not in listed:
                    shape = union([self._types.shape([node], node.place) for node in nodes])
                    fields.append(Field(member, shape, required=False))
        elif (facts.extra or facts.rest) and is_whole(facts, key[1]):
            extra = self.extra(facts, facts.patterned)
        keyed = () if extra is None else self.keyed(facts)
        if isinstance(extra, Anything):
            keyed = tuple(part for part in keyed if not isinstance(part.shape, Anything))
        is_closed = bool(facts.closers) or is_sealed
        if is_closed and facts.patterned and self.all_keyed(facts):
            extra, keyed = None, self.keyed(facts)
        groups: tuple[tuple[Option, ...], ...] = groups_of(self._types, facts)
        pointer = self._functions.pointer_text(here)
        return Record(name, pointer, tuple(fields), extra, doc, keyed=keyed, alternatives=groups)

    def member(self, facts: Facts, name: str, here: Place, further: Sequence[Node] = ()) -> Shape:
        """Return the shape of a member, of which `further` schemas may say more."""
        if name in facts.forbidden:
            return Nothing()
        if name in facts.given:
            return Literals(facts.given[name])
        nodes = [*facts.members.get(name, ()), *further]
        nodes += [node for pattern, node in facts.patterned if self._matches(pattern, name)]
        if not nodes and facts.extra and not facts.unions and not facts.conditionals:
            nodes = list(facts.extra)
        return self._types.shape(nodes, here) if nodes else Anything()

    def _admits(self, facts: Facts, name: str) -> bool:
        """Tell whether every object that is closed admits a member of this name."""
        return all(
            name in closer.names or any(self._matches(item, name) for item in closer.patterns)
            for closer in facts.closers
        )

    def _matches(self, pattern: str, name: str) -> bool:
        return self._functions.context.matches(pattern, name)

    def extra(self, facts: Facts, patterned: Sequence[tuple[str, Node]]) -> Shape:
        nodes = [*facts.extra, *facts.rest, *(node for _, node in patterned)]
        return union([self._types.shape([node], node.place) for node in nodes])

    def keyed(self, facts: Facts) -> tuple[Keyed, ...]:
        """Return the patterns of names that are a start or an end."""
        found: list[Keyed] = []
        for pattern, node in facts.patterned:
            test = self._functions.context.matching(pattern, "")
            if isinstance(test, TextHas) and test.where in ("starts", "ends"):
                shape = self._types.shape([node], node.place)
                for text in test.texts:
                    start, end = (text, "") if test.where == "starts" else ("", text)
                    found.append(Keyed(start, end, shape))
        return tuple(found)

    def all_keyed(self, facts: Facts) -> bool:
        tests = [self._functions.context.matching(pattern, "") for pattern, _ in facts.patterned]
        simple = (isinstance(test, TextHas) and test.where != "contains" for test in tests)
        return bool(tests) and all(simple) and not facts.extra and not facts.rest


def is_whole(facts: Facts, skipped: Skipped) -> bool:
    """Tell whether no branch, condition or dependency may know of further members."""
    branching = facts.unions or facts.conditionals or facts.dependents
    return not branching and all(isinstance(item, Given) for item in skipped)


def has_patterns(facts: Facts) -> bool:
    return all(closer.patterns for closer in facts.closers)
