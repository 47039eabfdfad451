"""Lower a tree to what every language prints: the one place that decides what a construct means.

In: a tree. Out: calls of the runtime in the order of evaluation, with locals and functions
named. A part that has no form yet raises `NotCompiled`, one that no invariant may have raises
`Refused`. It knows nothing of the schema and of any target language.
"""

from __future__ import annotations

from cfc.invariants.ancestry import ancestry_of
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
    Local,
    Lowered,
    PatternRef,
    Run,
    Runtime,
    Undefined,
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
    iter_nodes,
)
from cfc.invariants.walks import iter_used_in

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


def lower(tree: Tree, free: tuple[str, ...] = (), *, everything: bool = False) -> Lowered:
    """Return the tree lowered. `free` names variables that are given from outside.

    `everything`: what no invariant may have is lowered too; the time may be a last parameter.
    """
    names = LocalNames()
    value = names.claim("value", "value")
    scope = Scope(None)
    parameters: list[str] = []
    for variable in free:
        local = names.claim(variable, "variable")
        scope.locals[variable] = Bound(local)
        parameters.append(local)
    now = names.claim("now", "now") if everything else ""
    functions = [one for one in iter_nodes(tree) if isinstance(one, Lambda)]
    signatures = any(one.signature for one in functions)
    passed = frozenset(name for one in functions for name in one.parameters)
    lowering = DynamicLowering(names, value, ancestry_of(tree), everything, now, signatures, passed)
    body = lowering.body(tree, Context(value, root=True), scope, frame=True)
    used = frozenset(iter_used_in(body))
    given = (*parameters, now) if now in used else tuple(parameters)
    return Lowered(value, body, tuple(lowering.patterns), given, used, now in used)


class DynamicLowering(PathLowering, CallLowering):
    """Lowers one expression."""

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
                binding = self.first_row_step(tree.base) if isinstance(tree.base, Path) else None
                if isinstance(tree.base, Path) and binding is not None:
                    return self.group_rows(tree.base, binding, tree.pairs, context, scope)
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
                return self.held(tree, context, scope)
            case Transform():
                return self.transform(tree, scope)
            case Parent():
                found = scope.find(self.ancestry.label_of(tree) or "!")
                return Undefined() if found is None else Local(found.local)
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
        return self.builtin_value(tree) if found is None else self.value_of(found)

    def transform(self, tree: Transform, scope: Scope) -> Expression:
        if not self.everything:
            part = "a transform `|…|…|`"
            help_ = "compare members by paths: an invariant changes nothing"
            raise Refused(part, tree.start, tree.end, help_)
        local = self.names.claim("object", "whole")
        parts = [self.inner(tree.pattern, "copy", scope), self.inner(tree.update, "match", scope)]
        if tree.delete is not None:
            parts.append(self.inner(tree.delete, "match", scope))
        return Function((local,), Body((), Runtime("transformed", (Local(local), *parts))))

    def binary(self, tree: Binary, context: Context, scope: Scope) -> Expression:
        if tree.operator in ("and", "or"):
            items = tuple(
                self.boolean(part, context, scope) for part in _chain(tree, tree.operator)
            )
            return decided(items, tree.operator == "and")
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


def _chain(tree: Tree, operator: str) -> list[Tree]:
    """Return the operands of `a op b op c`, left to right."""
    out: list[Tree] = []
    while isinstance(tree, Binary) and tree.operator == operator:
        out.append(tree.right)
        tree = tree.left
    return [tree, *reversed(out)]


def decided(items: tuple[Expression, ...], both: bool) -> Expression:
    """Return `and` (or `or`) of booleans, without what the constants among them decide."""
    kept: list[Expression] = []
    same = All if both else Any
    for item in (
        part for one in items for part in (one.items if isinstance(one, same) else (one,))
    ):
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
