"""Lower a tree with the types of the schema: plain code where they suffice, else the runtime's.

In: a tree, and the types of what it judges. Out: what every language prints. Where an attempt
with types fails, that part of the expression is lowered as it is without them.
"""

from __future__ import annotations

from dataclasses import replace

from cfc.invariants.ancestry import ancestry_of
from cfc.invariants.local_names import LocalNames
from cfc.invariants.lower import DynamicLowering, decided, lower
from cfc.invariants.lowered import (
    All,
    At,
    Body,
    Choose,
    Compare,
    Constant,
    Expression,
    Function,
    Has,
    Let,
    Local,
    Lowered,
    Member,
    Not,
    Read,
    ReadRecord,
    Run,
    Runtime,
    Size,
    Undefined,
)
from cfc.invariants.reading import Reading, declared
from cfc.invariants.scopes import Context, Scope
from cfc.invariants.simplify import simplified
from cfc.invariants.terms import Stream, Term, boxed, conjunction, finished, where_guarded
from cfc.invariants.tree import (
    Apply,
    Binary,
    Bind,
    Block,
    Call,
    Condition,
    Default,
    Filtered,
    Lambda,
    Literal,
    Negate,
    Path,
    Tree,
    Variable,
    iter_nodes,
)
from cfc.invariants.typed_base import Typing
from cfc.invariants.typed_calls import TypedCalls
from cfc.invariants.types import Type, TypeReader, either, type_of
from cfc.invariants.walks import (
    free_locals,
    iter_expressions,
    iter_used_in,
    may_fail,
    needs_function,
)


def lower_typed(tree: Tree, reader: TypeReader) -> Lowered:
    """Return the tree lowered for a value that the reader's root describes."""
    lowering = _begun((tree,), reader)
    root = Context(lowering.value, root=True)
    body = lowering.body(tree, root, Scope(None), frame=True)
    return _finished(lowering, body) or lower(tree)


def lower_sides(tree: Binary, reader: TypeReader) -> Lowered | None:
    """Return the values of both sides of a comparison; None when they could fail, or are too long."""
    lowering = _begun((tree.left, tree.right), reader)
    root, scope = Context(lowering.value, root=True), Scope(None)
    sides = tuple(lowering.side(one, root, scope) for one in (tree.left, tree.right))
    if any(isinstance(side, Run | Function) or may_fail(side) for side in sides):
        return None
    return _finished(lowering, Body((), Runtime("compared", sides)))


def _begun(trees: tuple[Tree, ...], reader: TypeReader) -> TypedLowering:
    names = LocalNames()
    value = names.claim("value", "value")
    functions = [one for tree in trees for one in iter_nodes(tree) if isinstance(one, Lambda)]
    signatures = any(one.signature for one in functions)
    passed = frozenset(name for one in functions for name in one.parameters)
    ancestry = ancestry_of(trees[0])
    lowering = TypedLowering(names, value, ancestry, False, "", signatures, passed)
    lowering.begin(reader)
    return lowering


def _finished(lowering: TypedLowering, body: Body) -> Lowered | None:
    """Return what was lowered; None when a part of it would have to be a function of its own."""
    body = _without_unused(simplified(Body((*lowering.lets, *body.lets), body.result)))
    if needs_function(Run(body)):
        return None
    used = frozenset(iter_used_in(body))
    reads: Read | None = None
    records: tuple[ReadRecord, ...] = ()
    reader = lowering.reader
    if any(isinstance(one, Member | Has | At | Size) for one in iter_expressions(body)):
        reads, records = declared(reader.root(), lowering.reading, reader)
    patterns = tuple(lowering.patterns)
    return Lowered(lowering.value, body, patterns, (), used, reads=reads, records=records)


def _without_unused(body: Body) -> Body:
    """Return the body without locals that nothing reads, if nothing else comes of them."""
    used = frozenset(iter_used_in(body))
    kept = tuple(
        let for let in body.lets if not let.plain or let.name in used or may_fail(let.value)
    )
    return body if len(kept) == len(body.lets) else _without_unused(Body(kept, body.result))


class TypedLowering(TypedCalls, DynamicLowering):
    """Lowers one expression with types."""

    def begin(self, reader: TypeReader) -> None:
        self.reader = reader
        self.reading = Reading()
        self.typings = {self.value: Typing(reader.root())}
        self.lets: list[Let] = []
        self.known = {}
        self.scopes: list[Scope] = []

    # --- what the other parts ask ---------------------------------------------------------

    def note_read(self, owner: Type, key: str, type_: Type, required: bool) -> None:
        self.reading.members.setdefault(owner.places, {})[key] = (type_, required)

    def note_items(self, array: Type) -> None:
        self.reading.arrays.add(array.places)

    def keep_scope(self, scope: Scope) -> None:
        """Keep a scope as long as what was lowered in it is remembered by its identity."""
        self.scopes.append(scope)

    def hoisted(self, wish: str, expression: Expression) -> Local | None:
        """Return a local that is set before all else; None when it reads what comes later."""
        if not free_locals(expression) <= {self.value} or may_fail(expression):
            return None
        for let in self.lets:
            if let.value == expression and let.name is not None:
                return Local(let.name)
        name = self.names.claim(wish, "known")
        self.lets.append(Let(name, expression, plain=True))
        return Local(name)

    # --- expressions ----------------------------------------------------------------------

    def expression(self, tree: Tree, context: Context, scope: Scope) -> Expression:
        term = self.term(tree, context, scope)
        return super().expression(tree, context, scope) if term is None else boxed(term)

    def side(self, tree: Tree, context: Context, scope: Scope) -> Expression:
        """Lower what is told of a value: as it stands in the document, no double of it."""
        term = self.term(tree, context, scope)
        if term is not None and term.type.form == "given":
            term = replace(term, type=replace(term.type, form="exact"))
        return super().expression(tree, context, scope) if term is None else boxed(term)

    def boolean(self, tree: Tree, context: Context, scope: Scope) -> Expression:
        return self.truth(tree, context, scope)

    def answer(self, tree: Tree, context: Context, scope: Scope) -> Expression:
        """Lower what a function returns: what is absent is named."""
        if isinstance(tree, Condition):
            otherwise: Expression = Undefined()
            if tree.otherwise is not None:
                otherwise = self.answer(tree.otherwise, context, scope)
            test = self.truth(tree.test, context, scope)
            return Choose(test, self.answer(tree.then, context, scope), otherwise)
        term = self.term(tree, context, scope)
        if term is None:
            return super().expression(tree, context, scope)
        result = finished(term)
        for guard in reversed(term.guards):
            absent: Expression = Undefined()
            if guard.path:
                absent = Runtime("no_value", (Constant(guard.path),))
            result = Choose(_negation(guard.test), absent, result)
        return result

    def let(self, bind: Bind, again: bool, context: Context, scope: Scope) -> Let:
        term = None if again else self.term(bind.value, context, scope)
        made = super().let(bind, again, context, scope)
        if term is None or made.name is None or term.guards:
            return made
        type_ = term.type
        if type_.only("number") and type_.form != "exact":
            type_ = replace(type_, form="exact", floating=True)
        self.typings[made.name] = Typing(type_, path=bind.name)
        return replace(made, plain=True)

    def term(self, tree: Tree, context: Context, scope: Scope) -> Term | None:
        key = (id(tree), context.local, id(scope), self.assumed)
        if key not in self.known:
            self.keep_scope(scope)
            self.known[key] = self.attempt(lambda: self._term(tree, context, scope))
        return self.known[key]

    def _term(self, tree: Tree, context: Context, scope: Scope) -> Term | None:
        match tree:
            case Literal():
                return Term(type_of(tree.value), Constant(tree.value))
            case Variable():
                return self.variable_term(tree, context, scope)
            case Path() | Filtered():
                found = self.selection(tree, context, scope)
                if not isinstance(found, Term):
                    return None
                return self.outside_loops(found, context)
            case Binary():
                return self.binary_term(tree, context, scope)
            case Negate():
                return self.negative(tree, context, scope)
            case Call() | Apply():
                if isinstance(tree, Call) and tree.partial:
                    return None
                name = self.called_name(tree, scope)
                return self.call_term(name, self.called_with(tree), context, scope)
            case Condition():
                return self.condition_term(tree, context, scope)
            case Default():
                return self.default_term(tree, context, scope)
            case Block(expressions=(alone,)) if not isinstance(alone, Bind):
                return self.term(alone, context, scope)
        return None

    def variable_term(self, tree: Variable, context: Context, scope: Scope) -> Term | None:
        if tree.name == "":
            return self.local(context.local)
        if tree.name == "$":
            return self.local(self.value)
        found = scope.find(tree.name)
        return None if found is None or found.held else self.local(found.local)

    def outside_loops(self, term: Term, context: Context) -> Term:
        """Read a member of the root once, where it would be read in each round of a loop."""
        deep = isinstance(term.code, Member) and isinstance(term.code.base, Member)
        if context.root or term.guards or not deep or not isinstance(term.code, Member):
            return term
        local = self.hoisted(term.code.key, term.code)
        return term if local is None else replace(term, code=local)

    def condition_term(self, tree: Condition, context: Context, scope: Scope) -> Term | None:
        if tree.otherwise is None:
            return None
        then = self.term(tree.then, context, scope)
        otherwise = None if then is None else self.term(tree.otherwise, context, scope)
        if then is None or otherwise is None or then.guards or otherwise.guards:
            return None
        test = self.truth(tree.test, context, scope)
        type_ = replace(either(then.type, otherwise.type), form="exact", places=())
        code = Choose(test, finished(then), finished(otherwise))
        return Term(type_, code) if type_.scalar else None

    def default_term(self, tree: Default, context: Context, scope: Scope) -> Term | None:
        left = self.term(tree.left, context, scope)
        right = None if left is None else self.term(tree.right, context, scope)
        if left is None or right is None or right.guards or tree.operator != "??":
            return None
        type_ = replace(either(left.type, right.type), form="exact", places=())
        if not left.guards:
            return left
        tests = conjunction(tuple(guard.test for guard in left.guards))
        code = Choose(tests, finished(replace(left, guards=())), finished(right))
        return Term(type_, code) if type_.scalar else None

    def stream(self, tree: Tree, context: Context, scope: Scope) -> Stream | None:
        match tree:
            case Path() | Filtered():
                return self.attempt(lambda: self.stream_of(self.selection(tree, context, scope)))
            case Variable():
                return self.attempt(lambda: self.stream_of(self.term(tree, context, scope)))
            case Block(expressions=(alone,)):
                return self.stream(alone, context, scope)
            case Call() | Apply():
                if isinstance(tree, Call) and tree.partial:
                    return None
                name = self.called_name(tree, scope)
                given = self.called_with(tree)
                return self.attempt(lambda: self.call_stream(name, given, context, scope))
        return None

    def truth(self, tree: Tree, context: Context, scope: Scope) -> Expression:
        if isinstance(tree, Binary) and tree.operator in ("and", "or"):
            both = tree.operator == "and"
            left = self.truth(tree.left, context, scope)
            right = self.after(left if both else None, tree.right, context, scope)
            return decided((left, right), both)
        if isinstance(tree, Condition):
            otherwise: Expression = Constant(False)
            if tree.otherwise is not None:
                otherwise = self.truth(tree.otherwise, context, scope)
            test = self.truth(tree.test, context, scope)
            return Choose(test, self.after(test, tree.then, context, scope), otherwise)
        term = self.term(tree, context, scope)
        if term is not None:
            return where_guarded(term.guards, self.truth_of(replace(term, guards=())))
        stream = self.stream(tree, context, scope)
        if stream is not None and not (stream.doubtful and not stream.filled):
            found = self.some_true(stream)
            if found is not None:
                return found
        return super().boolean(tree, context, scope)

    def after(
        self, test: Expression | None, tree: Tree, context: Context, scope: Scope
    ) -> Expression:
        """Lower to a boolean that is asked where a test is true."""
        before = self.assumed
        items = test.items if isinstance(test, All) else (test,)
        self.assumed |= {item for item in items if isinstance(item, Has)}
        found = self.truth(tree, context, scope)
        self.assumed = before
        return found

    def truth_of(self, term: Term) -> Expression:
        """Return what a condition makes of a value that is there."""
        if term.type.only("boolean"):
            return term.code
        if term.type.only("string"):
            return Compare("!=", term.code, Constant(""))
        if term.type.only("number"):
            return Compare("!=", finished(term), Constant(0))
        if term.type.only("object") and self.reader.known(term.type.places).required:
            return Constant(True)
        return Runtime("truthy", (finished(term),))


def _negation(test: Expression) -> Expression:
    return test.operand if isinstance(test, Not) else Not(test)
