"""Lower functions and calls: of built-in functions, of bound ones, by `~>`, in part."""

from __future__ import annotations

from cfc.invariants.builtins import ALL_NAMES, BUILTINS, REFUSED, UNCERTAIN, VOLATILE, Builtin
from cfc.invariants.lower_base import gives_sequence
from cfc.invariants.lower_eval import EvalLowering
from cfc.invariants.lowered import (
    Body,
    Choose,
    Constant,
    Expression,
    Function,
    Invoke,
    Let,
    Local,
    PatternRef,
    Run,
    Runtime,
    Undefined,
)
from cfc.invariants.refusal import Refused
from cfc.invariants.scopes import Bound, Context, Scope
from cfc.invariants.signature import parse_signature
from cfc.invariants.tree import (
    Apply,
    ArrayOf,
    Binary,
    Call,
    Filtered,
    Group,
    Lambda,
    Literal,
    Name,
    Negate,
    ObjectOf,
    Path,
    Placeholder,
    Transform,
    Tree,
    Variable,
    iter_nodes,
)

_PARAMETERS = ("argument", "second", "third", "fourth")
_NUMBERS = frozenset(
    {"add", "subtract", "multiply", "divide", "remainder", "negate", "count_of", "length"}
)
_SEARCHING = frozenset({"contains", "match", "replace", "split", "type", "exists", "string"})
_YEARLESS = "give the picture a year: the day that a time alone is of never stays the same"


class CallLowering(EvalLowering):
    """The part that knows functions."""

    def builtin(self, tree: Variable) -> Builtin | None:
        if tree.name in REFUSED and not self.everything:
            raise Refused(f"`${tree.name}`", tree.start, tree.end, REFUSED[tree.name])
        return BUILTINS.get(tree.name) or VOLATILE.get(tree.name)

    def builtin_value(self, tree: Variable) -> Expression:
        """Lower a built-in function as a value; what is no function has no value."""
        builtin = self.builtin(tree)
        if builtin is None:
            return Undefined()
        parameters = tuple(self.names.claim(name, name) for name in _PARAMETERS[: builtin.arity])
        arguments = tuple(Local(name) for name in parameters[: builtin.most])
        return Function(parameters, Body((), self.timed(tree.name, builtin, arguments)))

    def function(self, tree: Lambda, context: Context, scope: Scope) -> Expression:
        inner = Scope(scope, frame=True)
        parameters: list[str] = []
        for name in tree.parameters:
            local = self.names.claim(name, "argument")
            parameters.append(local)
            inner.locals[name] = Bound(local)
        body = self.body(tree.body, context, inner, frame=True)
        made: Expression = Function(tuple(parameters), body)
        if _calls_given(tree, self.given) or (self.everything and _may_recur(tree)):
            made = Runtime("recursive", (Function(tuple(parameters), _repeated(body)),))
        if tree.signature is None:
            return made
        types = [Constant(one.text) for one in parse_signature(tree.signature)]
        return Runtime("signed", (made, *types))

    def call(
        self, tree: Call, first: tuple[Expression, ...], context: Context, scope: Scope
    ) -> Expression:
        if tree.partial:
            return self.partial(tree, context, scope)
        if isinstance(tree.function, Variable) and tree.function.name == "eval":
            found = scope.find("eval")
            if found is None and self.everything:
                return self.evaluated(tree, first, context, scope)
        lowered = tuple(self.expression(part, context, scope) for part in tree.arguments)
        return self.applied(tree.function, (*first, *lowered), context, scope)

    def partial(self, tree: Call, context: Context, scope: Scope) -> Expression:
        parameters: list[str] = []
        arguments: list[Expression] = []
        for part in tree.arguments:
            if isinstance(part, Placeholder):
                parameters.append(self.names.claim("open", "open"))
                arguments.append(Local(parameters[-1]))
            else:
                arguments.append(self.expression(part, context, scope))
        if self.is_function(tree.function, scope):
            result = self.applied(tree.function, tuple(arguments), context, scope)
            return Function(tuple(parameters), Body((), result))
        local = self.names.claim("function", "applied")
        function = self.expression(tree.function, context, scope)
        if self.is_nameless(tree.function, scope):
            function = Runtime("without_dollar", (function, Constant("T1007")))
        lets = [Let(local, Runtime("partial_of", (function,)))]
        given: list[Expression] = []
        for argument in arguments:
            if isinstance(argument, Local | Constant | Undefined):
                given.append(argument)
                continue
            name = self.names.claim("given", "given")
            lets.append(Let(name, argument))
            given.append(Local(name))
        result = Runtime("call", (Local(local), *given))
        return Run(Body(tuple(lets), Function(tuple(parameters), Body((), result))))

    def applied(
        self, function: Tree, arguments: tuple[Expression, ...], context: Context, scope: Scope
    ) -> Expression:
        if isinstance(function, Variable) and function.name not in ("", "$"):
            found = scope.find(function.name)
            if found is not None:
                if found.arity == len(arguments):
                    return Invoke(found.local, arguments)
                return self.called(self.value_of(found), arguments, context)
            builtin = self.builtin(function)
            if builtin is not None:
                return self.built_in(builtin, function, arguments, context)
        value = self.expression(function, context, scope)
        if self.is_nameless(function, scope):
            value = Runtime("without_dollar", (value, Constant("T1005")))
        return self.called(value, arguments, context)

    def called(
        self, function: Expression, arguments: tuple[Expression, ...], context: Context
    ) -> Expression:
        if self.signatures:
            return Runtime("call_at", (Local(context.local), function, *arguments))
        return Runtime("call", (function, *arguments))

    def is_nameless(self, function: Tree, scope: Scope) -> bool:
        """Tell a name that lacks its `$` to be a function."""
        if not isinstance(function, Path) or not isinstance(function.steps[0].node, Name):
            return False
        key = function.steps[0].node.key
        return key in ALL_NAMES or scope.find(key) is not None

    def built_in(
        self,
        builtin: Builtin,
        function: Variable,
        arguments: tuple[Expression, ...],
        context: Context,
    ) -> Expression:
        takes_context = len(arguments) == builtin.least - 1
        if builtin.shift is not None and builtin.least <= len(arguments) < builtin.most:
            kind = _kind_of(arguments[builtin.shift[0]])
            takes_context = kind == builtin.shift[1]
            if kind is None and builtin.at is not None and not context.root:
                return Runtime(builtin.at, (Local(context.local), *arguments))
        if builtin.context is not None and takes_context:
            taken: Expression = Local(context.local)
            if builtin.context != "any":
                taken = Runtime("context_of", (taken, Constant(builtin.context)))
            arguments = (taken, *arguments)
        if function.name not in _SEARCHING:
            arguments = tuple(map(self.called_pattern, arguments))
        if not builtin.least <= len(arguments) <= builtin.most:
            return Runtime("wrong_arguments", (Constant(function.name),))
        if function.name == "toMillis" and len(arguments) == 2 and not self.everything:
            picture = arguments[1]
            if isinstance(picture, Constant) and "[Y" not in str(picture.value):
                raise Refused("`$toMillis` without a year", function.start, function.end, _YEARLESS)
        if builtin.alone is not None and len(arguments) == 1:
            return Runtime(builtin.alone, arguments)
        return self.timed(function.name, builtin, arguments)

    def called_pattern(self, argument: Expression) -> Expression:
        """Lower a pattern that is used as a function: it gives the first match."""
        if not isinstance(argument, PatternRef):
            return argument
        local = self.names.claim("text", "text")
        return Function((local,), Body((), Runtime("call", (argument, Local(local)))))

    def apply(self, tree: Apply, context: Context, scope: Scope) -> Expression:
        right = tree.right
        if isinstance(right, Filtered) and not right.predicates and isinstance(right.base, Call):
            left = self.expression(tree.left, context, scope)
            kept = Runtime("keep_array", (self.call(right.base, (left,), context, scope),))
            return kept if gives_sequence(right.base) else kept.arguments[0]
        if isinstance(right, Call) and not right.partial:
            left = self.expression(tree.left, context, scope)
            return self.call(right, (left,), context, scope)
        if self.is_function(right, scope) and not self.signatures:
            if self.is_function(tree.left, scope):
                local = self.names.claim("argument", "argument")
                inner = self.applied(tree.left, (Local(local),), context, scope)
                return Function((local,), Body((), self.applied(right, (inner,), context, scope)))
            if self.is_data(tree.left, scope):
                left = self.expression(tree.left, context, scope)
                return self.applied(right, (left,), context, scope)
        left = self.expression(tree.left, context, scope)
        return Runtime("chain", (left, self.expression(right, context, scope)))

    def is_function(self, tree: Tree, scope: Scope) -> bool:
        """Tell what is a function for certain."""
        match tree:
            case Lambda() | Transform():
                return True
            case Variable():
                found = scope.find(tree.name)
                if found is not None:
                    return found.arity is not None
                return tree.name in BUILTINS
            case Call():
                return tree.partial
            case Apply():
                return self.is_function(tree.left, scope)
        return False

    def is_data(self, tree: Tree, scope: Scope) -> bool:
        """Tell what is no function for certain."""
        match tree:
            case Path() | Literal() | ArrayOf() | ObjectOf() | Binary() | Negate() | Group():
                return True
            case Filtered():
                return self.is_data(tree.base, scope)
            case Variable():
                return tree.name in ("", "$")
            case Call():
                return self.gives_data(tree.function, scope)
            case Apply():
                right = tree.right.function if isinstance(tree.right, Call) else tree.right
                return self.gives_data(right, scope)
        return False

    def gives_data(self, function: Tree, scope: Scope) -> bool:
        if not isinstance(function, Variable) or scope.find(function.name) is not None:
            return False
        return function.name in BUILTINS and function.name not in UNCERTAIN


def _kind_of(argument: Expression) -> str | None:
    """Return the kind of a value that is known before it runs."""
    match argument:
        case Constant(value=str()):
            return "string"
        case Constant(value=bool() | None):
            return "other"
        case Constant():
            return "number"
        case Runtime():
            return "number" if argument.name in _NUMBERS else None
    return None


def _may_recur(tree: Lambda) -> bool:
    """Tell whether a function calls what may be itself."""
    return any(
        isinstance(node, Call)
        and not (isinstance(node.function, Variable) and node.function.name in ALL_NAMES)
        for node in iter_nodes(tree.body)
    )


def _calls_given(tree: Lambda, given: frozenset[str]) -> bool:
    """Tell whether a function calls what it was given, which may be itself."""
    return any(
        isinstance(node, Call)
        and isinstance(node.function, Variable)
        and node.function.name in given
        for node in iter_nodes(tree.body)
    )


def _repeated(body: Body) -> Body:
    """Return the body with a call at its end handed to the caller: so loops need no stack."""
    return Body(body.lets, _again(body.result))


def _again(result: Expression) -> Expression:
    match result:
        case Runtime(name="call"):
            return Runtime("again", result.arguments)
        case Choose():
            return Choose(result.test, _again(result.then), _again(result.otherwise))
        case Run():
            return Run(_repeated(result.body))
    return result
