"""Lower functions and calls: of built-in functions, of bound ones, by `~>`, in part."""

from __future__ import annotations

from cfc.invariants.builtins import BUILTINS, NOT_COMPILED, REFUSED, Builtin
from cfc.invariants.lower_base import LoweringBase, gives_sequence
from cfc.invariants.lowered import Body, Constant, Expression, Function, Invoke, Local, Runtime
from cfc.invariants.refusal import NotCompiled, Refused
from cfc.invariants.scopes import Bound, Context, Scope
from cfc.invariants.tree import Apply, Bind, Call, Filtered, Lambda, Placeholder, Tree, Variable

_RECURSION = "write it with $map, $filter, $reduce or a path: they always come to an end"


class CallLowering(LoweringBase):
    """The part that knows functions."""

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

    def function(self, tree: Lambda, context: Context, scope: Scope) -> Function:
        if tree.signature is not None:
            raise NotCompiled("a function with a signature", tree.start, tree.end)
        inner = Scope(scope, function=True)
        parameters: list[str] = []
        for name in tree.parameters:
            local = self.names.claim(name, "argument")
            parameters.append(local)
            inner.locals[name] = Bound(local)
        return Function(tuple(parameters), self.body(tree.body, context, inner))

    def call(
        self, tree: Call, first: tuple[Expression, ...], context: Context, scope: Scope
    ) -> Expression:
        if tree.partial:
            return self.partial(tree, first, context, scope)
        lowered = tuple(self.expression(part, context, scope) for part in tree.arguments)
        return self.applied(tree.function, (*first, *lowered), context, scope, tree)

    def partial(
        self, tree: Call, first: tuple[Expression, ...], context: Context, scope: Scope
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
        context: Context,
        scope: Scope,
        whole: Call | Apply,
    ) -> Expression:
        if isinstance(function, Variable) and function.name not in ("", "$"):
            found = scope.find(function.name)
            if isinstance(found, Bind):
                raise self.later(found, function)
            if isinstance(found, Bound):
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
        context: Context,
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

    def apply(self, tree: Apply, context: Context, scope: Scope) -> Expression:
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
            return kept if gives_sequence(right.base) else kept.arguments[0]
        if isinstance(right, Call) and not right.partial:
            return self.call(right, (left,), context, scope)
        return self.applied(tree.right, (left,), context, scope, tree)

    def is_function(self, tree: Tree, scope: Scope) -> bool:
        match tree:
            case Lambda():
                return True
            case Variable():
                found = scope.find(tree.name)
                if isinstance(found, Bound):
                    return found.arity is not None
                return tree.name in BUILTINS
            case Call():
                return tree.partial
            case Apply():
                return self.is_function(tree.left, scope)
        return False
