"""Lower paths and predicates: steps that are names stay texts, the others become functions."""

from __future__ import annotations

from cfc.invariants.local_names import singular
from cfc.invariants.lower_base import gives_sequence
from cfc.invariants.lower_rows import RowLowering
from cfc.invariants.lowered import Body, Constant, Expression, Function, Keep, Local, Runtime
from cfc.invariants.scopes import Context, Scope
from cfc.invariants.tree import (
    ArrayOf,
    Filtered,
    IndexBinding,
    Literal,
    Name,
    Path,
    Sort,
    Step,
    Tree,
    Variable,
)


class PathLowering(RowLowering):
    """The part that knows paths."""

    def path(self, tree: Path, context: Context, scope: Scope) -> Expression:
        first = tree.steps[0]
        alone = len(tree.steps) == 1 and not (first.index or first.stages)
        if alone and first.focus and not isinstance(first.node, Name):
            # What is no member is no step either, as long as it is alone: nothing is bound.
            return self.expression(first.node, context, scope)
        binding = self.first_row_step(tree)
        if binding is not None:
            return self.picked(tree, binding, context, scope)
        first, rest = tree.steps[0], tree.steps[1:]
        function = "path"
        wish = _wish(first, "item")
        start: Expression
        if isinstance(first.node, Name) or not (
            context.root or isinstance(first.node, Variable | ArrayOf)
        ):
            function = "root_path" if context.root else "path"
            start, rest = Local(context.local), tree.steps
        else:
            start = self.staged(
                self.expression(first.node, context, scope), first, _wish(first, "item"), scope
            )
        steps: list[Expression] = []
        for step in rest:
            steps.append(self.step(step, wish, scope))
            wish = _wish(step, wish)
            if isinstance(step.node, Sort) and step.stages:
                # The predicates of a sort are about all that is sorted, not about each item.
                local = self.names.claim(wish, "items")
                kept = self.staged(Local(local), step, wish, scope)
                steps.append(Runtime("of_all", (Function((local,), Body((), kept)),)))
        if tree.keep_array:
            steps.append(Keep())
        if function == "path" and len(steps) == 1 and isinstance(steps[0], Constant):
            function = "member"
        return Runtime(function, (start, *steps)) if steps else start

    def step(self, step: Step, wish: str, scope: Scope) -> Expression:
        node = step.node
        if isinstance(node, Sort):
            terms = [
                Runtime(
                    "descending" if term.descending else "ascending",
                    (self.inner(term.key, singular(wish), scope),),
                )
                for term in node.terms
            ]
            return Runtime("order_by", tuple(terms))
        if isinstance(node, Name) and not step.stages:
            return Constant(node.key)
        local = self.names.claim(singular(wish) if wish != "item" else "item", "item")
        context = Context(local, False)
        if isinstance(node, Name):
            selected: Expression = Runtime("field", (Local(local), Constant(node.key)))
            return Function(
                (local,), Body((), self.staged(selected, step, singular(node.key), scope))
            )
        if not step.stages:
            return Function((local,), self.body(node, context, scope))
        selected = self.expression(node, context, scope)
        return Function((local,), Body((), self.staged(selected, step, "item", scope)))

    def staged(self, selected: Expression, step: Step, wish: str, scope: Scope) -> Expression:
        for stage in step.stages:
            if not isinstance(stage, IndexBinding):
                selected = self.predicate(selected, stage, singular(wish), scope)
        return selected

    def predicate(self, base: Expression, predicate: Tree, wish: str, scope: Scope) -> Expression:
        if isinstance(predicate, Literal) and _is_number(predicate.value):
            return Runtime("item_at", (base, Constant(predicate.value)))
        return Runtime("where", (base, self.inner(predicate, wish, scope)))

    def filtered(self, tree: Filtered, context: Context, scope: Scope) -> Expression:
        result = self.expression(tree.base, context, scope)
        wish = tree.base.name if isinstance(tree.base, Variable) else "item"
        for predicate in tree.predicates:
            result = self.predicate(result, predicate, singular(wish) or "item", scope)
        if tree.keep_array and (tree.predicates or gives_sequence(tree.base)):
            return Runtime("keep_array", (result,))
        return Runtime("unwrap", (result,)) if tree.predicates else result


def _wish(step: Step, otherwise: str) -> str:
    if isinstance(step.node, Name):
        return step.node.key
    if isinstance(step.node, Variable):
        return step.node.name.strip("$") or "item"
    return otherwise


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
