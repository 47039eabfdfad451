"""Lower a tree to what every language prints: the one place that decides what a construct means.

In: a tree. Out: calls of the runtime in the order of evaluation, with locals and functions
named. A part that has no form yet raises `NotCompiled`, one that no invariant may have raises
`Refused`. It knows nothing of the schema and of any target language.
"""

from __future__ import annotations

from cfc.invariants.local_names import LocalNames
from cfc.invariants.lower_calls import CallLowering
from cfc.invariants.lower_paths import PathLowering
from cfc.invariants.lowered import (
    All,
    Any,
    Body,
    Choose,
    Constant,
    Expression,
    Function,
    Let,
    Local,
    Lowered,
    PatternRef,
    Run,
    Runtime,
    Undefined,
    iter_used_in,
)
from cfc.invariants.refusal import NotCompiled, Refused
from cfc.invariants.regex import translate
from cfc.invariants.scopes import Bound, Context, Scope
from cfc.invariants.tree import (
    Apply,
    ArrayOf,
    Binary,
    Bind,
    Block,
    Call,
    Condition,
    Default,
    Descendant,
    Filtered,
    Group,
    Lambda,
    Literal,
    Name,
    Negate,
    ObjectOf,
    Parent,
    Path,
    Placeholder,
    Regex,
    Sort,
    Transform,
    Tree,
    Variable,
    Wildcard,
)

_OPERATORS = {
    "+": "add",
    "-": "subtract",
    "*": "multiply",
    "/": "divide",
    "%": "remainder",
    "=": "equal",
    "!=": "not_equal",
    "<": "less",
    "<=": "less_or_equal",
    ">": "greater",
    ">=": "greater_or_equal",
    "in": "is_in",
    "..": "number_range",
}
_BOOLEAN = frozenset({"equal", "not_equal", "is_in", "exists", "truthy"})


def lower(tree: Tree, free: tuple[str, ...] = ()) -> Lowered:
    """Return the tree lowered. `free` names variables that are given from outside."""
    names = LocalNames()
    value = names.claim("value", "value")
    scope = Scope(None)
    parameters: list[str] = []
    for variable in free:
        local = names.claim(variable, "variable")
        scope.locals[variable] = Bound(local)
        parameters.append(local)
    lowering = _Lowering(names, value)
    body = lowering.body(tree, Context(value, root=True), scope)
    used = frozenset(iter_used_in(body))
    return Lowered(value, body, tuple(lowering.patterns), tuple(parameters), used)


class _Lowering(PathLowering, CallLowering):
    """Lowers one expression."""

    # --- bodies ---------------------------------------------------------------------------

    def body(self, tree: Tree, context: Context, scope: Scope) -> Body:
        """Lower what a function returns; the bindings of a block become its locals."""
        if isinstance(tree, Bind):
            tree = Block((tree,), tree.start, tree.end)
        if not isinstance(tree, Block):
            return Body((), self.expression(tree, context, scope))
        if not tree.expressions:
            return Body((), Undefined())
        inner = Scope(scope)
        bound = [part for part in tree.expressions if isinstance(part, Bind)]
        times = {part.name: 0 for part in bound}
        for bind in bound:
            times[bind.name] += 1
            inner.pending.setdefault(bind.name, bind)
        lets: list[Let] = []
        result: Expression = Undefined()
        for index, part in enumerate(tree.expressions):
            last = index == len(tree.expressions) - 1
            if isinstance(part, Bind):
                lets.append(self.let(part, times[part.name] > 1, context, inner))
                result = Local(lets[-1].name or "")
            elif last and isinstance(part, Block):
                nested = self.body(part, context, inner)
                return Body((*lets, *nested.lets), nested.result)
            elif last:
                result = self.expression(part, context, inner)
            else:
                ignored = self.expression(part, context, inner)
                if not isinstance(ignored, Constant | Local | Undefined | Function):
                    lets.append(Let(None, ignored))
        return Body(tuple(lets), result)

    def let(self, bind: Bind, again: bool, context: Context, scope: Scope) -> Let:
        value = self.expression(bind.value, context, scope)
        if bind.name in ("", "$"):
            raise NotCompiled("a binding of `$`", bind.start, bind.end)
        known = scope.locals.get(bind.name)
        local = known.local if known is not None else self.names.claim(bind.name, "variable")
        arity = len(value.parameters) if isinstance(value, Function) and not again else None
        scope.locals[bind.name] = Bound(local, arity)
        scope.pending.pop(bind.name, None)
        return Let(local, value, again)

    # --- expressions ----------------------------------------------------------------------

    def expression(self, tree: Tree, context: Context, scope: Scope) -> Expression:
        match tree:
            case Literal():
                return Constant(tree.value)
            case Variable():
                return self.variable(tree, context, scope)
            case Path():
                return self.path(tree, context, scope)
            case Filtered():
                return self.filtered(tree, context, scope)
            case Binary():
                return self.binary(tree, context, scope)
            case Negate():
                return Runtime("negate", (self.expression(tree.operand, context, scope),))
            case ArrayOf():
                return self.array(tree, context, scope)
            case ObjectOf():
                return self.object(tree, context, scope)
            case Group():
                base = self.expression(tree.base, context, scope)
                return Runtime("group", (base, *self.pairs(tree.pairs, context, scope)))
            case Call():
                return self.call(tree, (), context, scope)
            case Apply():
                return self.apply(tree, context, scope)
            case Lambda():
                return self.function(tree, context, scope)
            case Condition():
                test = self.boolean(tree.test, context, scope)
                then = self.expression(tree.then, context, scope)
                if tree.otherwise is None:
                    return Choose(test, then, Undefined())
                return Choose(test, then, self.expression(tree.otherwise, context, scope))
            case Default():
                left = self.expression(tree.left, context, scope)
                right = Function((), self.body(tree.right, context, scope))
                return Runtime("coalesce" if tree.operator == "??" else "either", (left, right))
            case Block():
                body = self.body(tree, context, scope)
                return body.result if not body.lets else Run(body)
            case Regex():
                return self.regex(tree)
            case Wildcard():
                return Runtime("children", (Local(context.local),))
            case Descendant():
                return Runtime("descendants", (Local(context.local),))
            case Bind():
                raise NotCompiled(
                    f"`${tree.name} :=` outside a block `( … ; … )`", tree.start, tree.end
                )
            case Transform():
                raise Refused(
                    "a transform `|…|…|`",
                    tree.start,
                    tree.end,
                    "compare members by paths: an invariant changes nothing",
                )
            case Parent():
                raise NotCompiled("the parent operator `%`", tree.start, tree.end)
            case Sort() | Name() | Placeholder():
                raise NotCompiled("this construct", tree.start, tree.end)

    def boolean(self, tree: Tree, context: Context, scope: Scope) -> Expression:
        return _truth(self.expression(tree, context, scope))

    def variable(self, tree: Variable, context: Context, scope: Scope) -> Expression:
        if tree.name == "":
            return Local(context.local)
        if tree.name == "$":
            return Local(self.value)
        found = scope.find(tree.name)
        if isinstance(found, Bound):
            return Local(found.local)
        if isinstance(found, Bind):
            raise self.later(found, tree)
        builtin = self.builtin(tree)
        if builtin is None:
            return Undefined()
        parameters = tuple(self.names.claim(name, name) for name in _PARAMETERS[: builtin.arity])
        arguments = tuple(Local(name) for name in parameters[: builtin.most])
        return Function(parameters, Body((), Runtime(builtin.runtime, arguments)))

    def binary(self, tree: Binary, context: Context, scope: Scope) -> Expression:
        if tree.operator in ("and", "or"):
            items = tuple(
                self.boolean(part, context, scope) for part in _chain(tree, tree.operator)
            )
            return _decided(items, tree.operator == "and")
        if tree.operator == "&":
            parts = tuple(self.expression(part, context, scope) for part in _chain(tree, "&"))
            return Runtime("concat", parts)
        left = self.expression(tree.left, context, scope)
        right = self.expression(tree.right, context, scope)
        return Runtime(_OPERATORS[tree.operator], (left, right))

    def array(self, tree: ArrayOf, context: Context, scope: Scope) -> Expression:
        items: list[Expression] = []
        for item in tree.items:
            lowered = self.expression(item, context, scope)
            base = item.base if isinstance(item, Filtered) else item
            nested = isinstance(base, ArrayOf)
            items.append(Runtime("whole", (lowered,)) if nested else lowered)
        return Runtime("constructed" if tree.constructed else "array", tuple(items))

    def object(self, tree: ObjectOf, context: Context, scope: Scope) -> Expression:
        if not context.root:
            return Runtime("group", (Local(context.local), *self.pairs(tree.pairs, context, scope)))
        parts: list[Expression] = []
        for key, value in tree.pairs:
            parts.append(self.expression(key, context, scope))
            parts.append(Function((), self.body(value, context, scope)))
        return Runtime("make_object", tuple(parts))

    def pairs(
        self, pairs: tuple[tuple[Tree, Tree], ...], context: Context, scope: Scope
    ) -> list[Expression]:
        return [self.inner(part, "member", scope) for pair in pairs for part in pair]

    def regex(self, tree: Regex) -> PatternRef:
        pattern = translate(tree)
        if pattern not in self.patterns:
            self.patterns.append(pattern)
        return PatternRef(self.patterns.index(pattern))


_PARAMETERS = ("argument", "second", "third", "fourth")


def _chain(tree: Tree, operator: str) -> list[Tree]:
    """Return the operands of `a op b op c`, left to right."""
    out: list[Tree] = []
    while isinstance(tree, Binary) and tree.operator == operator:
        out.append(tree.right)
        tree = tree.left
    return [tree, *reversed(out)]


def _decided(items: tuple[Expression, ...], both: bool) -> Expression:
    """Return `and` (or `or`) of booleans, without what the constants among them decide."""
    kept: list[Expression] = []
    for item in items:
        if not isinstance(item, Constant):
            kept.append(item)
        elif item.value is not both:
            kept.append(Runtime("truthy", (item,)) if kept else item)
            break
    if not kept:
        return Constant(both)
    if len(kept) == 1:
        return kept[0]
    return All(tuple(kept)) if both else Any(tuple(kept))


def _truth(expression: Expression) -> Expression:
    if isinstance(expression, All | Any):
        return expression
    if isinstance(expression, Constant) and isinstance(expression.value, bool):
        return expression
    if isinstance(expression, Runtime) and expression.name in _BOOLEAN:
        return expression
    return Runtime("truthy", (expression,))
