"""Paths: members, steps over arrays, predicates."""

from __future__ import annotations

import math
from dataclasses import replace

from cfc.invariants.checks.cost import check_cost
from cfc.invariants.checks.paths import check_member
from cfc.invariants.inferred_base import ARRAY_ONLY, InferenceBase, may_be_none
from cfc.invariants.known import Known, bound_by, predicates_of
from cfc.invariants.narrowing import learned, literal
from cfc.invariants.schema_shapes import UNKNOWN_ITEM
from cfc.invariants.shape import ARRAY, NEVER, UNKNOWN, Shape
from cfc.invariants.tree import ArrayOf, Filtered, Name, Path, Sort, Step, Tree

_SEQUENCE = replace(UNKNOWN, many=True)


_FEW = 100


def is_wide(shape: Shape) -> bool:
    """Tell whether there may be many items, as far as the schema tells."""
    several = shape.many or "array" in shape.kinds
    return several and not shape.is_unknown and (shape.most is None or shape.most > _FEW)


class InferredPaths(InferenceBase):
    """The part that knows paths."""

    def path(self, tree: Path, scope: Known) -> Shape:
        steps = list(tree.steps)
        key = scope.start_of(steps[0].node)
        outer = scope
        if isinstance(steps[0].node, Name):
            shape = self.refined(scope.context, key, scope)
        else:
            first = steps.pop(0)
            shape = self.shape(first.node, scope)
            shape = self.filtered(shape, predicates_of(first), scope)
            scope = bound_by(scope, first, self.item_of(shape))
            key = None if first.stages else key
        wide = is_wide(shape)
        for step in steps:
            if step.focus is not None:
                # What is selected is bound to a name; the path goes on from where it was.
                found = self.step(replace(step, stages=()), shape, scope)
                scope = bound_by(scope, step, self.item_of(found))
                shape = self.filtered(self.item_of(shape), predicates_of(step), scope)
                shape, key = replace(shape, many=True, absent=False, unsure=True), None
                continue
            scope = bound_by(scope, step)
            key = f"{key}.{step.node.key}" if key and isinstance(step.node, Name) else None
            shape = self.step(step, shape, scope, key)
            key = None if step.stages else key
            wide = wide or is_wide(shape)
        if wide:
            self.report(check_cost(tree, outer))
        last = tree.steps[-1]
        if isinstance(last.node, Sort) and not last.stages:
            shape = replace(self.item_of(shape), many=True, absent=may_be_none(shape))
        if tree.keep_array:
            shape = self.kept(shape)
        if shape.absent and not shape.unsure:
            self.absences.append((tree.start, tree.end))
        return replace(shape, path=self.text_of(tree))

    def kept(self, shape: Shape) -> Shape:
        """Return the shape of what `[]` makes an array."""
        if not shape.many and "array" in shape.kinds:
            return shape if shape.kinds == ARRAY_ONLY else replace(UNKNOWN, path=None)
        item = self.item_of(shape)
        return replace(ARRAY, item=item, absent=shape.absent, unsure=shape.unsure)

    def step(self, step: Step, shape: Shape, scope: Known, key: str | None = None) -> Shape:
        node = step.node
        if isinstance(node, Sort):
            item = self.item_of(shape)
            for term in node.terms:
                self.shape(term.key, scope.inside(item, loop=True))
            fewest = 0 if may_be_none(shape) else 1
            found = replace(ARRAY, item=item, absent=shape.absent, unsure=shape.unsure)
            found = replace(found, fewest=fewest, most=shape.most)
            return self.filtered(found, predicates_of(step), scope)
        several = shape.many or shape.kinds == ARRAY_ONLY
        if isinstance(node, Name):
            found = self.member(shape, node)
        else:
            several = several or "array" in shape.kinds
            found = self.computed(node, shape, several, scope)
        if several:
            # A predicate selects among what is found for one item.
            left = self.filtered(found, predicates_of(step), scope)
            if not left.kinds and "array" in found.forms:
                # An array that a path comes to last is kept, even if nothing is left in it.
                return replace(ARRAY, absent=True, most=0)
            return self.refined(self.over(shape, left, node), key, scope)
        absent, unsure = found.absent or shape.absent, found.unsure or shape.unsure
        found = self.refined(replace(found, absent=absent, unsure=unsure), key, scope)
        return self.filtered(found, predicates_of(step), scope)

    def computed(self, node: Tree, shape: Shape, several: bool, scope: Known) -> Shape:
        """Return what a step that is no name comes to for one item."""
        inner = self.shape(node, scope.inside(self.item_of(shape), loop=several))
        return replace(inner, path=None)

    def over(self, shape: Shape, found: Shape, node: Tree | None = None) -> Shape:
        """Return the sequence of what is found (by a step) for each item of the shape."""
        if isinstance(node, ArrayOf) and node.constructed:
            return replace(found, many=True, absent=may_be_none(shape), unsure=shape.unsure)
        if not found.kinds:
            return NEVER
        absent = may_be_none(shape) or found.absent
        unsure = shape.unsure or found.unsure
        if shape.kinds != ARRAY_ONLY and not shape.many and "array" in shape.kinds:
            return _SEQUENCE
        if found.many:
            return replace(
                found, absent=absent, unsure=unsure, fewest=0 if absent else 1, most=None
            )
        if found.kinds == ARRAY_ONLY:
            item = self.schemas.item(found)
            if "array" in item.kinds and item.kinds != ARRAY_ONLY:
                return _SEQUENCE
            absent = absent or found.fewest == 0
            return replace(item, many=True, absent=absent, unsure=unsure, fewest=0, most=None)
        if "array" in found.kinds:
            return _SEQUENCE
        fewest = 0 if absent or unsure else max(1, shape.fewest)
        many = shape.most != 1
        return replace(
            found,
            many=many,
            absent=absent,
            unsure=unsure,
            fewest=fewest if many else 0,
            most=shape.most if many else None,
        )

    def member(self, shape: Shape, node: Name) -> Shape:
        """Return the shape of a member of one value, or of each item."""
        if not shape.kinds:
            return NEVER
        if not shape.many and "array" in shape.kinds and shape.kinds != ARRAY_ONLY:
            return self.likely_member(shape, node)
        item, nested = self.item_of(shape), NEVER
        while item.kinds == ARRAY_ONLY and (shape.many or shape.kinds == ARRAY_ONLY):
            # Arrays within arrays are gone through as well.
            nested, item = item, self.schemas.item(item)
        if "array" in item.kinds:
            return replace(_SEQUENCE, kinds=UNKNOWN_ITEM.kinds)
        self.report(check_member(node, item, [self.schemas.facts(case) for case in item.cases]))
        found = replace(self.schemas.member(item, node.key), path=None)
        return replace(self.over(nested, found), fewest=0) if nested.kinds else found

    def likely_member(self, shape: Shape, node: Name) -> Shape:
        """Return a member of what is meant to be an object, but by its schema may be an array."""
        cases = [self.schemas.facts(case) for case in shape.cases]
        if not cases or any(facts.items or facts.prefix or facts.tuples for facts in cases):
            return UNKNOWN
        shape = replace(shape, kinds=shape.kinds - {"array"})
        problem = check_member(node, shape, cases)
        self.report(None if problem is None else replace(problem, certain=False))
        found = self.schemas.member(shape, node.key)
        return Shape(kinds=UNKNOWN_ITEM.kinds, cases=found.cases, absent=found.absent, unsure=True)

    # --- predicates -------------------------------------------------------------------------

    def filtered_value(self, tree: Filtered, scope: Known) -> Shape:
        base = self.shape(tree.base, scope)
        key = scope.spelling(tree.base)
        found = self.filtered(self.refined(base, key, scope), tree.predicates, scope)
        return self.kept(found) if tree.keep_array else found

    def filtered(self, shape: Shape, predicates: tuple[Tree, ...], scope: Known) -> Shape:
        for predicate in predicates:
            number = literal(predicate)
            if number is not None and isinstance(number[0], int | float):
                self.shape(predicate, scope)
                shape = self.at(shape, float(number[0]))
            else:
                shape = self.selected(shape, predicate, scope)
        return shape

    def at(self, shape: Shape, index: float) -> Shape:
        """Return the item at a position."""
        item = self.item_of(shape)
        if shape.many:
            return replace(shape, absent=True, path=None, fewest=0)
        if "array" not in shape.kinds:
            first = math.floor(index) in (0, -1)
            return replace(shape, absent=shape.absent or not first, path=None)
        wanted = math.floor(index) + 1 if index >= 0 else -math.floor(index)
        if shape.kinds != ARRAY_ONLY:
            return UNKNOWN
        absent = shape.absent or shape.fewest < wanted
        if shape.most is not None and shape.most < wanted:
            return NEVER
        return replace(item, absent=absent, unsure=shape.unsure)

    def selected(self, shape: Shape, predicate: Tree, scope: Known) -> Shape:
        """Return the items for which a predicate holds."""
        several = shape.many or "array" in shape.kinds
        item = self.item_of(shape)
        inner = scope.inside(item, loop=several)
        asked = self.shape(predicate, inner)
        if asked.truth is False:
            return NEVER
        if "number" in asked.forms or "array" in asked.forms:
            # It may be a position.
            return replace(item, many=several, absent=True, unsure=shape.unsure)
        told = inner.told(learned(predicate, inner))
        item = self.refined(item, "@", told)
        always = asked.truth is True and asked.is_certain and not may_be_none(shape)
        return replace(
            item,
            many=several and shape.most != 1,
            absent=not always,
            unsure=shape.unsure,
            path=None,
            fewest=0,
            most=shape.most if several else None,
        )
