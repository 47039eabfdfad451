"""Lower a tree to what every language prints: the one place that decides what a construct means.

In: a tree. Out: calls of the runtime in the order of evaluation, with locals and functions
named. A part that has no form yet raises `NotCompiled`, one that no invariant may have raises
`Refused`. It knows nothing of the schema and of any target language.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cfc.invariants.builtins import BUILTINS, NOT_COMPILED, REFUSED, Builtin
from cfc.invariants.local_names import LocalNames, singular
from cfc.invariants.lowered import (
    All,
    Any,
    Body,
    Choose,
    Constant,
    Expression,
    Function,
    Invoke,
    Keep,
    Let,
    Local,
    Lowered,
    Pattern,
    PatternRef,
    Run,
    Runtime,
    Undefined,
    iter_used_in,
)
from cfc.invariants.refusal import NotCompiled, Refused
from cfc.invariants.regex import translate
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
    IndexBinding,
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
    Step,
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
_RECURSION = "write it with $map, $filter, $reduce or a path: they always come to an end"


def lower(tree: Tree, free: tuple[str, ...] = ()) -> Lowered:
    """Return the tree lowered. `free` names variables that are given from outside."""
    names = LocalNames()
    value = names.claim("value", "value")
    scope = _Scope(None)
    parameters: list[str] = []
    for variable in free:
        local = names.claim(variable, "variable")
        scope.locals[variable] = _Variable(local)
        parameters.append(local)
    lowering = _Lowering(names, value)
    body = lowering.body(tree, _Context(value, root=True), scope)
    used = frozenset(iter_used_in(body))
    return Lowered(value, body, tuple(lowering.patterns), tuple(parameters), used)


@dataclass(frozen=True)
class _Context:
    """What `$` is here. At the root an array counts as one value."""

    local: str
    root: bool


@dataclass(frozen=True)
class _Variable:
    """A variable in scope. `arity`: it is bound to a function of just so many parameters."""

    local: str
    arity: int | None = None


@dataclass
class _Scope:
    """Variables of one block or function, and those that the block binds later on."""

    outer: _Scope | None
    function: bool = False
    locals: dict[str, _Variable] = field(default_factory=dict)
    pending: dict[str, Bind] = field(default_factory=dict)

    def find(self, name: str) -> _Variable | Bind | None:
        """Return the variable, or the later binding that a function would see at run time."""
        scope: _Scope | None = self
        inside_function = False
        while scope is not None:
            if name in scope.locals:
                return scope.locals[name]
            if inside_function and name in scope.pending:
                return scope.pending[name]
            inside_function = inside_function or scope.function
            scope = scope.outer
        return None


@dataclass
class _Lowering:
    names: LocalNames
    value: str
    patterns: list[Pattern] = field(default_factory=list)

    # --- bodies ---------------------------------------------------------------------------

    def body(self, tree: Tree, context: _Context, scope: _Scope) -> Body:
        """Lower what a function returns; the bindings of a block become its locals."""
        if isinstance(tree, Bind):
            tree = Block((tree,), tree.start, tree.end)
        if not isinstance(tree, Block):
            return Body((), self.expression(tree, context, scope))
        if not tree.expressions:
            return Body((), Undefined())
        inner = _Scope(scope)
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

    def let(self, bind: Bind, again: bool, context: _Context, scope: _Scope) -> Let:
        value = self.expression(bind.value, context, scope)
        if bind.name in ("", "$"):
            raise NotCompiled("a binding of `$`", bind.start, bind.end)
        known = scope.locals.get(bind.name)
        local = known.local if known is not None else self.names.claim(bind.name, "variable")
        arity = len(value.parameters) if isinstance(value, Function) and not again else None
        scope.locals[bind.name] = _Variable(local, arity)
        scope.pending.pop(bind.name, None)
        return Let(local, value, again)

    # --- expressions ----------------------------------------------------------------------

    def expression(self, tree: Tree, context: _Context, scope: _Scope) -> Expression:
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

    def boolean(self, tree: Tree, context: _Context, scope: _Scope) -> Expression:
        return _truth(self.expression(tree, context, scope))

    def variable(self, tree: Variable, context: _Context, scope: _Scope) -> Expression:
        if tree.name == "":
            return Local(context.local)
        if tree.name == "$":
            return Local(self.value)
        found = scope.find(tree.name)
        if isinstance(found, _Variable):
            return Local(found.local)
        if isinstance(found, Bind):
            raise self.later(found, tree)
        builtin = self.builtin(tree)
        if builtin is None:
            return Undefined()
        parameters = tuple(self.names.claim(name, name) for name in _PARAMETERS[: builtin.arity])
        arguments = tuple(Local(name) for name in parameters[: builtin.most])
        return Function(parameters, Body((), Runtime(builtin.runtime, arguments)))

    def builtin(self, tree: Variable) -> Builtin | None:
        if tree.name in REFUSED:
            raise Refused(f"`${tree.name}`", tree.start, tree.end, REFUSED[tree.name])
        if tree.name in NOT_COMPILED:
            raise NotCompiled(f"`${tree.name}`", tree.start, tree.end)
        return BUILTINS.get(tree.name)

    def later(self, bind: Bind, tree: Variable) -> Exception:
        if isinstance(bind.value, Lambda):
            return Refused(f"the recursion of `${tree.name}`", tree.start, tree.end, _RECURSION)
        return NotCompiled(f"`${tree.name}` before it is bound", tree.start, tree.end)

    def binary(self, tree: Binary, context: _Context, scope: _Scope) -> Expression:
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

    def array(self, tree: ArrayOf, context: _Context, scope: _Scope) -> Expression:
        items: list[Expression] = []
        for item in tree.items:
            lowered = self.expression(item, context, scope)
            base = item.base if isinstance(item, Filtered) else item
            nested = isinstance(base, ArrayOf)
            items.append(Runtime("whole", (lowered,)) if nested else lowered)
        return Runtime("constructed" if tree.constructed else "array", tuple(items))

    def object(self, tree: ObjectOf, context: _Context, scope: _Scope) -> Expression:
        if not context.root:
            return Runtime("group", (Local(context.local), *self.pairs(tree.pairs, context, scope)))
        parts: list[Expression] = []
        for key, value in tree.pairs:
            parts.append(self.expression(key, context, scope))
            parts.append(Function((), self.body(value, context, scope)))
        return Runtime("make_object", tuple(parts))

    def pairs(
        self, pairs: tuple[tuple[Tree, Tree], ...], context: _Context, scope: _Scope
    ) -> list[Expression]:
        return [self.inner(part, "member", scope) for pair in pairs for part in pair]

    def inner(self, tree: Tree, wish: str, scope: _Scope) -> Function:
        """Lower what is evaluated with another context: a function of that context."""
        local = self.names.claim(wish, "item")
        return Function((local,), self.body(tree, _Context(local, False), scope))

    def regex(self, tree: Regex) -> PatternRef:
        pattern = translate(tree)
        if pattern not in self.patterns:
            self.patterns.append(pattern)
        return PatternRef(self.patterns.index(pattern))

    # --- paths and predicates -------------------------------------------------------------

    def path(self, tree: Path, context: _Context, scope: _Scope) -> Expression:
        for step in tree.steps:
            if step.focus is not None or step.index is not None:
                raise NotCompiled(
                    "a variable bound in a path (`@$x`, `#$i`)", step.node.start, tree.end
                )
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
        if tree.keep_array:
            steps.append(Keep())
        return Runtime(function, (start, *steps)) if steps else start

    def step(self, step: Step, wish: str, scope: _Scope) -> Expression:
        node = step.node
        if isinstance(node, Sort):
            if step.stages:
                raise NotCompiled("a predicate behind an order-by", node.start, node.end)
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
        context = _Context(local, False)
        if isinstance(node, Name):
            selected: Expression = Runtime("field", (Local(local), Constant(node.key)))
            return Function(
                (local,), Body((), self.staged(selected, step, singular(node.key), scope))
            )
        if not step.stages:
            return Function((local,), self.body(node, context, scope))
        selected = self.expression(node, context, scope)
        return Function((local,), Body((), self.staged(selected, step, "item", scope)))

    def staged(self, selected: Expression, step: Step, wish: str, scope: _Scope) -> Expression:
        for stage in step.stages:
            if isinstance(stage, IndexBinding):
                raise NotCompiled(
                    "a variable bound in a path (`#$i`)", step.node.start, step.node.end
                )
            selected = self.predicate(selected, stage, singular(wish), scope)
        return selected

    def predicate(self, base: Expression, predicate: Tree, wish: str, scope: _Scope) -> Expression:
        if isinstance(predicate, Literal) and _is_number(predicate.value):
            return Runtime("item_at", (base, Constant(predicate.value)))
        return Runtime("where", (base, self.inner(predicate, wish, scope)))

    def filtered(self, tree: Filtered, context: _Context, scope: _Scope) -> Expression:
        result = self.expression(tree.base, context, scope)
        wish = tree.base.name if isinstance(tree.base, Variable) else "item"
        for predicate in tree.predicates:
            result = self.predicate(result, predicate, singular(wish) or "item", scope)
        if tree.keep_array and (tree.predicates or _gives_sequence(tree.base)):
            return Runtime("keep_array", (result,))
        return Runtime("unwrap", (result,)) if tree.predicates else result

    # --- calls ----------------------------------------------------------------------------

    def function(self, tree: Lambda, context: _Context, scope: _Scope) -> Function:
        if tree.signature is not None:
            raise NotCompiled("a function with a signature", tree.start, tree.end)
        inner = _Scope(scope, function=True)
        parameters: list[str] = []
        for name in tree.parameters:
            local = self.names.claim(name, "argument")
            parameters.append(local)
            inner.locals[name] = _Variable(local)
        return Function(tuple(parameters), self.body(tree.body, context, inner))

    def call(
        self, tree: Call, first: tuple[Expression, ...], context: _Context, scope: _Scope
    ) -> Expression:
        if tree.partial:
            return self.partial(tree, first, context, scope)
        lowered = tuple(self.expression(part, context, scope) for part in tree.arguments)
        return self.applied(tree.function, (*first, *lowered), context, scope, tree)

    def partial(
        self, tree: Call, first: tuple[Expression, ...], context: _Context, scope: _Scope
    ) -> Expression:
        if first or not self.is_function(tree.function, scope):
            raise NotCompiled(
                "a partial application of what may be no function", tree.start, tree.end
            )
        parameters: list[str] = []
        arguments: list[Expression] = []
        for part in tree.arguments:
            if isinstance(part, Placeholder):
                parameters.append(self.names.claim("open", "open"))
                arguments.append(Local(parameters[-1]))
            else:
                arguments.append(self.expression(part, context, scope))
        result = self.applied(tree.function, tuple(arguments), context, scope, tree)
        return Function(tuple(parameters), Body((), result))

    def applied(
        self,
        function: Tree,
        arguments: tuple[Expression, ...],
        context: _Context,
        scope: _Scope,
        whole: Call | Apply,
    ) -> Expression:
        if isinstance(function, Variable) and function.name not in ("", "$"):
            found = scope.find(function.name)
            if isinstance(found, Bind):
                raise self.later(found, function)
            if isinstance(found, _Variable):
                if found.arity == len(arguments):
                    return Invoke(found.local, arguments)
                return Runtime("call", (Local(found.local), *arguments))
            builtin = self.builtin(function)
            if builtin is not None:
                return self.built_in(builtin, function, arguments, context, whole)
        return Runtime("call", (self.expression(function, context, scope), *arguments))

    def built_in(
        self,
        builtin: Builtin,
        function: Variable,
        arguments: tuple[Expression, ...],
        context: _Context,
        whole: Call | Apply,
    ) -> Expression:
        if builtin.context is not None and len(arguments) == builtin.least - 1:
            taken: Expression = Local(context.local)
            if builtin.context != "any":
                details = (Constant(builtin.context), Constant(function.name))
                taken = Runtime("context_of", (taken, *details))
            arguments = (taken, *arguments)
        if function.name in ("toMillis", "fromMillis") and len(arguments) > 1:
            raise NotCompiled(f"a picture string of `${function.name}`", whole.start, whole.end)
        if not builtin.least <= len(arguments) <= builtin.most:
            return Runtime("wrong_arguments", (Constant(function.name),))
        return Runtime(builtin.runtime, arguments)

    def apply(self, tree: Apply, context: _Context, scope: _Scope) -> Expression:
        if self.is_function(tree.left, scope):
            local = self.names.claim("argument", "argument")
            inner = self.applied(tree.left, (Local(local),), context, scope, tree)
            if isinstance(tree.right, Call) and not tree.right.partial:
                raise NotCompiled("a function applied to a call", tree.start, tree.end)
            outer = self.applied(tree.right, (inner,), context, scope, tree)
            return Function((local,), Body((), outer))
        left = self.expression(tree.left, context, scope)
        right = tree.right
        if isinstance(right, Filtered) and not right.predicates and isinstance(right.base, Call):
            kept = Runtime("keep_array", (self.call(right.base, (left,), context, scope),))
            return kept if _gives_sequence(right.base) else kept.arguments[0]
        if isinstance(right, Call) and not right.partial:
            return self.call(right, (left,), context, scope)
        return self.applied(tree.right, (left,), context, scope, tree)

    def is_function(self, tree: Tree, scope: _Scope) -> bool:
        match tree:
            case Lambda():
                return True
            case Variable():
                found = scope.find(tree.name)
                if isinstance(found, _Variable):
                    return found.arity is not None
                return tree.name in BUILTINS
            case Call():
                return tree.partial
            case Apply():
                return self.is_function(tree.left, scope)
        return False


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


def _wish(step: Step, otherwise: str) -> str:
    if isinstance(step.node, Name):
        return step.node.key
    if isinstance(step.node, Variable):
        return step.node.name.strip("$") or "item"
    return otherwise


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _gives_sequence(tree: Tree) -> bool:
    if not isinstance(tree, Call) or not isinstance(tree.function, Variable):
        return False
    builtin = BUILTINS.get(tree.function.name)
    return builtin is not None and builtin.sequence
