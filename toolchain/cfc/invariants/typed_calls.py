"""Lower calls of built-in functions with types: those that the languages have words for."""

from __future__ import annotations

import math
from dataclasses import replace

from cfc.invariants.lowered import (
    Arithmetic,
    Changed,
    Choose,
    Constant,
    Contains,
    Expression,
    Gathered,
    Length,
    Local,
    Not,
    Runtime,
    Size,
    When,
)
from cfc.invariants.schema_facts import kind_of
from cfc.invariants.scopes import Bound, Context, Scope
from cfc.invariants.terms import Stream, Term, conjunction, finished, merged, nonempty
from cfc.invariants.tree import Apply, Binary, Block, Call, Lambda, Literal, Regex, Tree, Variable
from cfc.invariants.typed_base import Typing
from cfc.invariants.typed_operators import TypedOperators, doubled
from cfc.invariants.typed_paths import closed
from cfc.invariants.types import BOOLEAN, COUNT, STRING, Type, calculated
from cfc.invariants.walks import may_fail

_MOMENT = Type(frozenset({"number"}), low=-1e16, high=1e16, form="exact")


class TypedCalls(TypedOperators):
    """The part that knows functions."""

    def call_term(
        self, name: str, arguments: tuple[Tree, ...], context: Context, scope: Scope
    ) -> Term | None:
        """Lower a call of a built-in function to one value."""
        match name, len(arguments):
            case ("count", 1):
                return self.count(arguments[0], context, scope)
            case (("sum" | "max" | "min" | "average"), 1):
                stream = self.stream(arguments[0], context, scope)
                return None if stream is None else self.aggregate(name, stream)
            case ("exists", 1):
                return self.exists(arguments[0], context, scope)
            case (("not" | "boolean"), 1):
                return self.boolean_of(name, arguments[0], context, scope)
            case ("toMillis", 1):
                text = self.term(arguments[0], context, scope)
                if text is None or not text.type.only("string"):
                    return None
                return replace(text, type=_MOMENT, code=Runtime("moment", (text.code,)))
            case ("reduce", 3):
                return self.reduced(arguments, context, scope)
            case (("length" | "lowercase" | "uppercase" | "string"), 1):
                return self.of_text(name, arguments[0], context, scope)
            case ("contains", 2):
                return self.contains(arguments, context, scope)
        return None

    def reduced(self, arguments: tuple[Tree, ...], context: Context, scope: Scope) -> Term | None:
        """Lower `$reduce` with a function that adds, from some number on."""
        function, start = arguments[1], arguments[2]
        if not (isinstance(function, Lambda) and isinstance(start, Literal)):
            return None
        if not (_adds(function) and kind_of(start.value) == "number"):
            return None
        stream = self.stream(arguments[0], context, scope)
        if stream is None or not stream.item.type.only("number"):
            return None
        if stream.doubtful and not stream.filled:
            return None
        guards = stream.guards if stream.whole is not None else nonempty(stream)
        total = Gathered("total", stream.clauses, stream.item.code, Constant(start.value))
        return Term(calculated(-math.inf, math.inf, floating=True), total, guards)

    def count(self, argument: Tree, context: Context, scope: Scope) -> Term | None:
        if isinstance(argument, Call) and self.called_name(argument, scope) == "distinct":
            stream = self.stream(argument.arguments[0], context, scope)
            if stream is None or not _one_scalar(stream):
                return None
            code: Expression = Gathered("distinct", closed(stream).clauses, doubled(stream.item))
        else:
            stream = self.stream(argument, context, scope)
            if stream is None:
                return None
            code = Gathered("count", closed(stream).clauses, Constant(1))
            if stream.whole is not None:
                code = Size(stream.whole)
                if stream.guards:
                    tests = conjunction(tuple(guard.test for guard in stream.guards))
                    code = Choose(tests, code, Constant(0))
        return Term(COUNT, code)

    def aggregate(self, name: str, stream: Stream) -> Term | None:
        item = stream.item
        if not item.type.only("number"):
            return None
        guards = stream.guards
        if name != "sum" or stream.whole is None:
            if name == "sum" and stream.doubtful and not stream.filled:
                return None
            guards = nonempty(stream)
        if name in ("max", "min"):
            into = "largest" if name == "max" else "smallest"
            type_ = replace(item.type, places=())
            code = item.code
            if type_.form == "computed":
                type_, code = replace(type_, form="exact"), finished(item)
            return Term(type_, Gathered(into, stream.clauses, code), guards)
        total = Gathered("total", stream.clauses, item.code)
        number = calculated(-math.inf, math.inf, floating=True)
        if name == "sum":
            return Term(number, total, guards)
        count: Expression = Gathered("count", stream.clauses, Constant(1))
        if len(stream.clauses) == 1 and stream.whole is not None:
            count = Size(stream.whole)
        return Term(number, Arithmetic("/", total, count), guards)

    def exists(self, argument: Tree, context: Context, scope: Scope) -> Term | None:
        term = self.term(argument, context, scope)
        if term is not None:
            if may_fail(term.code):
                return None
            tests = tuple(guard.test for guard in term.guards)
            return Term(BOOLEAN, conjunction(tests) if tests else Constant(True))
        stream = self.stream(argument, context, scope)
        if stream is None or may_fail(stream.item.code):
            return None
        found = self.existence(stream)
        return None if found is None else Term(BOOLEAN, found)

    def boolean_of(self, name: str, argument: Tree, context: Context, scope: Scope) -> Term | None:
        term = self.term(argument, context, scope)
        if term is not None:
            test = self.truth_of(replace(term, guards=()))
            return Term(BOOLEAN, Not(test) if name == "not" else test, term.guards)
        stream = self.stream(argument, context, scope)
        if stream is None or (stream.doubtful and not stream.filled):
            return None
        found = self.some_true(replace(stream, guards=()))
        if found is None:
            return None
        if stream.whole is not None or name == "boolean":
            guards = stream.guards if stream.whole is not None else nonempty(stream)
            return Term(BOOLEAN, Not(found) if name == "not" else found, guards)
        # What has no item has no negation.
        return Term(BOOLEAN, Not(found), nonempty(stream))

    def of_text(self, name: str, argument: Tree, context: Context, scope: Scope) -> Term | None:
        term = self.term(argument, context, scope)
        if term is None or not term.type.only("string"):
            return None
        if name == "string":
            return term
        if name == "length":
            return Term(COUNT, Length(term.code), term.guards)
        return Term(STRING, Changed(term.code, name.removesuffix("case")), term.guards)

    def contains(self, arguments: tuple[Tree, ...], context: Context, scope: Scope) -> Term | None:
        text = self.term(arguments[0], context, scope)
        if text is None or not text.type.only("string"):
            return None
        wanted = arguments[1]
        if isinstance(wanted, Regex):
            found = Runtime("has_match", (self.regex(wanted), text.code))
            return Term(BOOLEAN, found, text.guards)
        part = self.term(wanted, context, scope)
        if part is None or not part.type.only("string") or self.unlike(text, part):
            return None
        if isinstance(text.code, Constant) and isinstance(part.code, Constant):
            return None
        guards = merged(text.guards, part.guards)
        return Term(BOOLEAN, Contains(part.code, text.code, "text"), guards)

    # --- streams --------------------------------------------------------------------------

    def call_stream(
        self, name: str, arguments: tuple[Tree, ...], context: Context, scope: Scope
    ) -> Stream | None:
        """Lower a call of a built-in function to values one by one."""
        if name not in ("filter", "map") or len(arguments) != 2:
            return None
        stream, function = self.stream(arguments[0], context, scope), arguments[1]
        if stream is None or not isinstance(function, Lambda):
            return None
        if len(function.parameters) != 1 or function.signature is not None:
            return None
        if not isinstance(stream.item.code, Local):
            return None
        inner = Scope(scope, frame=True)
        inner.locals[function.parameters[0]] = Bound(stream.item.code.name)
        self.keep_scope(inner)
        body = _alone(function.body)
        if name == "filter":
            test = self.truth(body, context, inner)
            clauses = (*stream.clauses, When(test))
            return replace(stream, clauses=clauses, filled=False, whole=None, doubtful=False)
        item = self.term(body, context, inner)
        if item is None or not item.type.scalar:
            return None
        tests = tuple(When(guard.test) for guard in item.guards)
        return replace(
            stream,
            clauses=(*stream.clauses, *tests),
            item=replace(item, guards=()),
            filled=stream.filled and not tests,
            whole=None,
            doubtful=False,
        )

    def called_name(self, tree: Call | Apply, scope: Scope) -> str:
        """Return the name of the built-in function that is called; empty when it is another."""
        function = tree.function if isinstance(tree, Call) else tree.right
        if isinstance(function, Call):
            function = function.function
        named = isinstance(function, Variable) and scope.find(function.name) is None
        return function.name if named and isinstance(function, Variable) else ""

    def called_with(self, tree: Call | Apply) -> tuple[Tree, ...]:
        """Return the arguments of a call; of `a ~> $f(b)` these are `a` and `b`."""
        if isinstance(tree, Call):
            return tree.arguments
        rest = tree.right.arguments if isinstance(tree.right, Call) else ()
        return (tree.left, *rest)

    def keep_typing(self, local: str, term: Term) -> None:
        self.typings[local] = Typing(term.type, bool(term.guards), local)


def _adds(function: Lambda) -> bool:
    """Tell `function($a, $b){ $a + $b }`."""
    body = _alone(function.body)
    if not isinstance(body, Binary) or body.operator != "+" or len(function.parameters) != 2:
        return False
    sides = (body.left, body.right)
    names = tuple(side.name for side in sides if isinstance(side, Variable))
    return sorted(names) == sorted(function.parameters) and function.signature is None


def _one_scalar(stream: Stream) -> bool:
    return len(stream.item.type.kinds) == 1 and stream.item.type.scalar


def _alone(tree: Tree) -> Tree:
    if isinstance(tree, Block) and len(tree.expressions) == 1:
        return tree.expressions[0]
    return tree
