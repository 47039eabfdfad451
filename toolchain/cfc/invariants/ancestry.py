"""Find out which step of a path every `%` looks back to.

In: a tree. Out: a label for each `%`, the steps that must keep what they were selected from
under that label, and the blocks and paths that hand such labels on. A `%` that leads out of the
expression, or through what has no parent, is a `JsonataSyntaxError`. The rules are the
reference's, also where they find nothing: such a `%` has no value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cfc.invariants.lexer import JsonataSyntaxError
from cfc.invariants.tree import (
    Apply,
    ArrayOf,
    Block,
    Call,
    Filtered,
    Group,
    IndexBinding,
    Lambda,
    Literal,
    Name,
    Parent,
    Path,
    Step,
    Transform,
    Tree,
    Wildcard,
    iter_children,
    iter_nodes,
)

Slots = list["_Slot"]


@dataclass(eq=False)
class _Slot:
    """One `%`: its label, and how many steps it still has to go back."""

    label: str
    level: int = 1


@dataclass
class Ancestry:
    """Labels by the identity of nodes, which the tree keeps alive.

    `kept`: steps that keep what they were selected from. `handed`: blocks and paths that hand
    labels on to the path they stand in.
    """

    slots: dict[int, _Slot] = field(default_factory=dict)
    kept: dict[int, _Slot] = field(default_factory=dict)
    handed: set[int] = field(default_factory=set)

    def label_of(self, parent: Parent) -> str | None:
        slot = self.slots.get(id(parent))
        return None if slot is None else slot.label

    def kept_by(self, step: Step) -> str | None:
        slot = self.kept.get(id(step))
        return None if slot is None else slot.label

    def hands_on(self, tree: Tree) -> bool:
        return id(tree) in self.handed


def ancestry_of(tree: Tree) -> Ancestry:
    """Return the labels; raises JsonataSyntaxError."""
    found = Ancestry()
    has_parent = any(isinstance(node, Parent) for node in iter_nodes(tree))
    if has_parent and _Seeker(found).sought(tree) is not None:
        raise _no_parent(tree)
    return found


def _no_parent(tree: Tree) -> JsonataSyntaxError:
    return JsonataSyntaxError(
        "S0217", tree.start, _kind(tree), "`%` leads to nothing that has been selected"
    )


def _kind(tree: Tree) -> str:
    """Return what the reference calls such a node."""
    match tree:
        case Literal():
            kinds = {str: "string", int: "number", float: "number"}
            return kinds.get(type(tree.value), "value")
        case Call():
            return "partial" if tree.partial else "function"
        case ArrayOf():
            return "unary"
        case Filtered() | Group():
            return _kind(tree.base)
    return type(tree).__name__.lower()


@dataclass
class _Seeker:
    found: Ancestry

    def sought(self, tree: Tree) -> Slots | None:
        """Return the places that are sought outside of the node; None when none ever was."""
        match tree:
            case Parent():
                slot = _Slot(f"!{len(self.found.slots)}")
                self.found.slots[id(tree)] = slot
                return [slot]
            case Path():
                return self.of_path(tree)
            case Filtered():
                slots = self.sought(tree.base)
                for predicate in tree.predicates:
                    slots = _together(slots, self.of_predicate(tree.base, None, predicate))
                return slots
            case Group():
                slots = self.sought(tree.base)
                for pair in tree.pairs:
                    self.each(pair)
                return slots
            case Lambda() | Transform() | Apply():
                self.each(iter_children(tree))
                return None
            case Call():
                self.sought(tree.function)
                return self.all(tree.arguments)
        return self.all(iter_children(tree))

    def each(self, trees: Iterable[Tree]) -> None:
        for tree in trees:
            self.sought(tree)

    def all(self, trees: Iterable[Tree]) -> Slots | None:
        slots: Slots | None = None
        for tree in trees:
            slots = _together(slots, self.sought(tree))
        return slots

    def of_path(self, path: Path) -> Slots | None:
        outside: Slots | None = None
        for index, step in enumerate(path.steps):
            inside = self.sought(step.node)
            if index == 0 and isinstance(step.node, Parent):
                outside = list(inside or ())
            for stage in step.stages:
                if not isinstance(stage, IndexBinding):
                    inside = _together(inside, self.of_predicate(step.node, step, stage))
            if index:
                for slot in inside or ():
                    if not self.resolved(path, index - 1, slot):
                        outside = [*(outside or ()), slot]
        return outside

    def of_predicate(self, node: Tree, step: Step | None, predicate: Tree) -> Slots | None:
        slots = self.sought(predicate)
        for slot in slots or ():
            if slot.level == 1:
                self.seek(node, step, slot)
            else:
                slot.level -= 1
        return slots

    def resolved(self, path: Path, index: int, slot: _Slot) -> bool:
        """Go back step by step until the slot has found its own."""
        while slot.level > 0:
            if index < 0:
                return False
            step = path.steps[index]
            index -= 1
            # Steps in a row that bind a variable all select from the same context.
            while index >= 0 and step.focus and path.steps[index].focus:
                step = path.steps[index]
                index -= 1
            self.seek(step.node, step, slot)
        return True

    def seek(self, node: Tree, step: Step | None, slot: _Slot) -> None:
        match node:
            case Name() | Wildcard():
                slot.level -= 1
                if slot.level == 0 and step is not None:
                    known = self.found.kept.get(id(step))
                    if known is not None:
                        slot.label = known.label
                    self.found.kept[id(step)] = slot
            case Parent():
                slot.level += 1
            case Block():
                if node.expressions:
                    self.found.handed.add(id(node))
                    self.seek(node.expressions[-1], None, slot)
            case Path():
                self.found.handed.add(id(node))
                for inner in reversed(node.steps):
                    self.seek(inner.node, inner, slot)
                    if slot.level <= 0:
                        break
            case Filtered() | Group():
                self.seek(node.base, step, slot)
            case _:
                raise _no_parent(node)


def _together(one: Slots | None, other: Slots | None) -> Slots | None:
    if one is None:
        return other
    return one if other is None else [*one, *other]
