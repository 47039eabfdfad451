"""Lower paths that bind variables: `@$x`, `#$i` and `%` need to know how each item was reached.

Such a path is a stream of rows: the item, and a value under each name. Every step behind the
first that binds something is a function of a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeGuard

from cfc.invariants.local_names import singular
from cfc.invariants.lower_base import LoweringBase
from cfc.invariants.lowered import Body, Constant, Expression, Function, Keep, Let, Local, Runtime
from cfc.invariants.scopes import Bound, Context, Scope
from cfc.invariants.tree import (
    Filtered,
    IndexBinding,
    Literal,
    Name,
    Path,
    Scalar,
    Sort,
    Step,
    Tree,
    Variable,
    iter_nodes,
)
from cfc.invariants.walks import iter_used_in

_ITEM = "@"


class RowLowering(LoweringBase):
    """The part that knows streams of rows."""

    def binds_rows(self, step: Step) -> bool:
        return bool(
            step.focus is not None
            or step.index is not None
            or any(isinstance(stage, IndexBinding) for stage in step.stages)
            or self.ancestry.kept_by(step) is not None
            or self.ancestry.hands_on(_base(step.node))
        )

    def first_row_step(self, path: Path) -> int | None:
        """Return the index of the first step that binds something."""
        return next((at for at, step in enumerate(path.steps) if self.binds_rows(step)), None)

    def rows(self, tree: Path, first: int, context: Context, scope: Scope) -> Expression:
        """Lower the stream of a path whose step `first` is the first to bind something."""
        spread = first > 0 or not (context.root or isinstance(tree.steps[0].node, Variable))
        start: Expression = Local(context.local)
        if first > 0:
            end = tree.steps[first - 1].node.end
            start = self.expression(
                Path(tree.steps[:first], False, tree.start, end), context, scope
            )
        steps: list[Expression] = []
        known: list[str] = []
        wish = "item"
        for step in tree.steps[first:]:
            steps += self.row_step(step, wish, scope, known, is_first=not steps)
            if isinstance(step.node, Name) and step.focus is None:
                wish = step.node.key
        return Runtime("stream", (Runtime("rows_of" if spread else "row_of", (start,)), *steps))

    def picked(self, tree: Path, first: int, context: Context, scope: Scope) -> Expression:
        """Lower such a path to what it selects, or to the rows if what is outside needs them."""
        stream = self.rows(tree, first, context, scope)
        if self.ancestry.hands_on(tree):
            return stream
        return Runtime("picked", (stream, Keep()) if tree.keep_array else (stream,))

    def row_step(
        self, step: Step, wish: str, scope: Scope, known: list[str], *, is_first: bool
    ) -> Iterator[Expression]:
        node = step.node
        if isinstance(node, Sort):
            terms = [
                Runtime(
                    "descending" if term.descending else "ascending",
                    (self.of_row(term.key, wish, scope, known),),
                )
                for term in node.terms
            ]
            yield Runtime("order_rows", tuple(terms))
            if is_first and step.index is not None:
                known.append(step.index)
                yield Runtime("number_rows", (Constant(step.index),))
        else:
            target: Expression
            if isinstance(node, Name):
                target = Constant(node.key)
            else:
                whole = _base(node) if self.ancestry.hands_on(_base(node)) else node
                target = self.of_row(whole, wish, scope, known)
            label = self.ancestry.kept_by(step)
            names = [step.focus, step.index, label]
            known += [name for name in names if name is not None]
            known += [name for name in self.handed_by(node) if name not in known]
            while names and names[-1] is None:
                names.pop()
            yield Runtime("each_row", (target, *(Constant(name) for name in names)))
        stages = step.stages
        if isinstance(node, Filtered) and self.ancestry.hands_on(node.base):
            stages = (*node.predicates, *stages)
        for stage in stages:
            if isinstance(stage, IndexBinding):
                known.append(stage.name)
                yield Runtime("number_rows", (Constant(stage.name),))
            elif isinstance(stage, Literal) and is_number(stage.value):
                yield Runtime("row_at", (Constant(stage.value),))
            else:
                yield Runtime("rows_where", (self.of_row(stage, wish, scope, known),))

    def handed_by(self, node: Tree) -> Iterator[str]:
        """Yield the names that a block or a path within a step hands on."""
        if self.ancestry.hands_on(_base(node)):
            for inner in iter_nodes(node):
                for step in inner.steps if isinstance(inner, Path) else ():
                    for name in (step.focus, step.index, self.ancestry.kept_by(step)):
                        if name is not None:
                            yield name

    def of_row(self, tree: Tree, wish: str, scope: Scope, known: list[str]) -> Function:
        """Lower what is evaluated for a row: its names become locals where they are used."""

        def body(context: Context, inner: Scope) -> Body:
            return self.body(tree, context, inner)

        return self.row_function(body, wish, scope, known)

    def row_function(
        self,
        body: Callable[[Context, Scope], Body],
        wish: str,
        scope: Scope,
        known: list[str],
    ) -> Function:
        row = self.names.claim("row", "row")
        item = self.names.claim(singular(wish), "item")
        inner = Scope(scope)
        lets = [Let(item, Runtime("bound", (Local(row), Constant(_ITEM))))]
        for name in dict.fromkeys(known):
            local = self.names.claim("parent" if name.startswith("!") else name, "variable")
            inner.locals[name] = Bound(local)
            lets.append(Let(local, Runtime("bound", (Local(row), Constant(name)))))
        made = body(Context(item, False), inner)
        used = frozenset(iter_used_in(made))
        needed = [let for let in lets if let.name in used]
        return Function((row,), Body((*needed, *made.lets), made.result))

    def group_rows(
        self,
        tree: Path,
        first: int,
        pairs: tuple[tuple[Tree, Tree], ...],
        context: Context,
        scope: Scope,
    ) -> Expression:
        known = [
            name
            for step in tree.steps
            for name in (
                step.focus,
                step.index,
                self.ancestry.kept_by(step),
                *(stage.name for stage in step.stages if isinstance(stage, IndexBinding)),
                *self.handed_by(step.node),
            )
            if name is not None
        ]
        functions = [self.of_row(part, "member", scope, known) for pair in pairs for part in pair]
        return Runtime("group_rows", (self.rows(tree, first, context, scope), *functions))


def _base(node: Tree) -> Tree:
    """Return what a step selects before its predicates."""
    return node.base if isinstance(node, Filtered) else node


def is_number(value: Scalar) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
