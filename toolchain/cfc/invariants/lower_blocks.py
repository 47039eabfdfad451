"""Lower blocks and what they bind: locals where they can be, cells where they must."""

from __future__ import annotations

from cfc.invariants.frames import Kept, has_function, variables_of
from cfc.invariants.lower_base import LoweringBase
from cfc.invariants.lowered import (
    Body,
    Constant,
    Expression,
    Function,
    Let,
    Local,
    Runtime,
    Undefined,
)
from cfc.invariants.refusal import NotCompiled, Refused
from cfc.invariants.scopes import Bound, Context, Scope
from cfc.invariants.tree import Bind, Block, Tree

_RECURSION = "write it with $map, $filter, $reduce or a path: they always come to an end"


class BlockLowering(LoweringBase):
    """The part that knows what `:=` binds."""

    def body(self, tree: Tree, context: Context, scope: Scope, *, frame: bool = False) -> Body:
        """Lower what a function returns; the bindings of a block become its locals."""
        if isinstance(tree, Block):
            parts = tree.expressions
        elif frame:
            parts = (tree,)
        else:
            return Body((), self.expression(tree, context, scope))
        if not parts:
            return Body((), Undefined())
        inner = Scope(scope, frame=True)
        kept = variables_of(parts)
        lets = self.declared(kept, parts, inner)
        result: Expression = Undefined()
        for index, part in enumerate(parts):
            last = index == len(parts) - 1
            if isinstance(part, Bind) and not kept[part.name].cell:
                lets.append(self.let(part, kept[part.name].times > 1, context, inner))
                result = Local(lets[-1].name or "")
            elif last and isinstance(part, Block):
                nested = self.body(part, context, inner)
                return Body((*lets, *nested.lets), nested.result)
            elif last:
                result = self.answer(part, context, inner)
            else:
                ignored = self.expression(part, context, inner)
                if not isinstance(ignored, Constant | Local | Undefined | Function):
                    lets.append(Let(None, ignored))
        return Body(tuple(lets), result)

    def answer(self, tree: Tree, context: Context, scope: Scope) -> Expression:
        """Lower what a function returns."""
        return self.expression(tree, context, scope)

    def declared(self, kept: dict[str, Kept], parts: tuple[Tree, ...], scope: Scope) -> list[Let]:
        """Declare what must be known before it is bound; refuse what may never come to an end."""
        lets: list[Let] = []
        for name, how in kept.items():
            if how.recursion is not None and not self.everything:
                where = how.recursion
                if any(has_function(part) for part in parts if _binds(part, name)):
                    part = f"the recursion of `${name}`"
                    raise Refused(part, where.start, where.end, _RECURSION)
                raise NotCompiled(f"`${name}` before it is bound", where.start, where.end)
            if how.cell:
                before = scope.find(name)
                start = () if before is None else (self.value_of(before),)
                local = self.names.claim(name, "variable")
                lets.append(Let(local, Runtime("cell", start)))
                scope.locals[name] = Bound(local, held=True)
            elif how.early:
                scope.locals[name] = Bound(self.names.claim(name, "variable"))
        return lets

    def let(self, bind: Bind, again: bool, context: Context, scope: Scope) -> Let:
        value = self.expression(bind.value, context, scope)
        if bind.name in ("", "$"):
            raise NotCompiled("a binding of `$`", bind.start, bind.end)
        known = scope.locals.get(bind.name)
        local = known.local if known is not None else self.names.claim(bind.name, "variable")
        arity = len(value.parameters) if isinstance(value, Function) and not again else None
        scope.locals[bind.name] = Bound(local, arity)
        return Let(local, value, again)

    def held(self, tree: Bind, context: Context, scope: Scope) -> Expression:
        """Lower a `:=` in the middle of an expression."""
        cell = scope.cell_of(tree.name)
        if cell is None:
            raise NotCompiled("a binding of `$`", tree.start, tree.end)
        return Runtime("hold", (Local(cell.local), self.expression(tree.value, context, scope)))

    def value_of(self, bound: Bound) -> Expression:
        local = Local(bound.local)
        return Runtime("held", (local,)) if bound.held else local


def _binds(part: Tree, name: str) -> bool:
    return name in variables_of((part,))
