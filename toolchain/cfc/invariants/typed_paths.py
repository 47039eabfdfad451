"""Lower paths with types: a chain of members is one value, a path through arrays a stream."""

from __future__ import annotations

from dataclasses import replace

from cfc.invariants.local_names import singular
from cfc.invariants.lowered import (
    All,
    At,
    Choose,
    Compare,
    Constant,
    Each,
    Empty,
    Expression,
    Has,
    Local,
    Member,
    Runtime,
    Size,
    Some,
    When,
)
from cfc.invariants.scopes import Context, Scope
from cfc.invariants.terms import Guard, Stream, Term, conjunction, merged, nonempty, where_guarded
from cfc.invariants.tree import (
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
from cfc.invariants.typed_base import TypedBase
from cfc.invariants.types import STRING

Selection = Term | Stream
_ANSWERS = frozenset({"equal", "not_equal", "is_in", "exists", "truthy", "contains", "negation"})


class TypedPaths(TypedBase):
    """The part that knows paths and predicates."""

    def selection(self, tree: Tree, context: Context, scope: Scope) -> Selection | None:
        """Lower a path, or a predicate on something else."""
        if isinstance(tree, Filtered):
            return self.filtered_selection(tree, context, scope)
        if not isinstance(tree, Path) or tree.keep_array:
            return None
        if any(step.focus or step.index for step in tree.steps):
            return None
        first, steps = tree.steps[0], tree.steps
        state: Selection | None
        if isinstance(first.node, Name):
            state = self.local(context.local)
        elif isinstance(first.node, Variable):
            state = self.term(first.node, context, scope)
            state = None if state is None else self.selected_by(state, first, scope)
            steps = steps[1:]
        else:
            return None
        for step in steps:
            state = None if state is None else self.step_of(state, step, scope)
        return state

    def filtered_selection(
        self, tree: Filtered, context: Context, scope: Scope
    ) -> Selection | None:
        state: Selection | None = self.term(tree.base, context, scope)
        if state is None:
            state = self.stream(tree.base, context, scope)
        if tree.keep_array or (isinstance(state, Stream) and state.doubtful):
            return None
        for predicate in tree.predicates:
            if isinstance(state, Stream) and isinstance(predicate, Literal):
                return None
            state = None if state is None else self.filtered_by(state, predicate, scope)
        return state

    def step_of(self, state: Selection, step: Step, scope: Scope) -> Selection | None:
        node = step.node
        if isinstance(node, Sort):
            return None
        walked = self.walked(state)
        if walked is None:
            return None
        if isinstance(node, Name):
            item = self.member_of(walked.item if isinstance(walked, Stream) else walked, node.key)
            if item is None:
                return None
            return self.selected_by(_with_item(walked, item), step, scope)
        owner = walked.item if isinstance(walked, Stream) else walked
        if not isinstance(owner.code, Local) or owner.guards or step.stages:
            return None
        inner = Context(owner.code.name, False)
        term = self.term(node, inner, scope)
        if term is not None:
            return _with_item(walked, term) if term.type.scalar else None
        stream = self.stream(node, inner, scope)
        if stream is None or stream.whole is not None or not isinstance(walked, Stream):
            return None
        return replace(
            walked,
            clauses=(*walked.clauses, *map(When, _tests(stream.guards)), *stream.clauses),
            item=stream.item,
            filled=walked.filled and stream.filled and not stream.guards,
            whole=None,
            doubtful=stream.doubtful,
        )

    def selected_by(self, state: Selection, step: Step, scope: Scope) -> Selection | None:
        found: Selection | None = state
        for stage in step.stages:
            if isinstance(stage, IndexBinding) or found is None:
                return None
            found = self.filtered_by(found, stage, scope)
        return found

    def member_of(self, owner: Term, key: str) -> Term | None:
        """Return a member of an object; null and the like have none."""
        guards = owner.guards
        if owner.type.kinds == frozenset({"object", "null"}):
            guards = merged(guards, (Guard(Compare("!=", owner.code, Constant(None)), owner.path),))
        elif not owner.type.only("object"):
            return None
        type_, required = self.reader.member(owner.type, key)
        path = f"{owner.path}.{key}" if owner.path else key
        self.note_read(owner.type, key, type_, required)
        if not required:
            guards = merged(guards, (Guard(Has(owner.code, key), path),))
        return Term(type_, Member(owner.code, key, not required), guards, path)

    def walked(self, state: Selection) -> Selection | None:
        """Return the selection one by one, if it is an array; one object stays what it is."""
        if isinstance(state, Stream):
            if state.item.type.only("array"):
                return replace(self.flattened(state), doubtful=False)
            return state
        return self.each_of(state) if state.type.only("array") else state

    def each_of(self, array: Term) -> Stream:
        """Return the items of an array one by one."""
        wish = array.path.rpartition(".")[2]
        local = self.typed(singular(wish) if wish else "item", self.reader.items(array.type))
        if isinstance(array.code, Member | Local):
            self.note_items(array.type)
        item = Term(self.reader.items(array.type), Local(local), (), array.path)
        clauses = (Each(local, array.code),)
        return Stream(clauses, item, array.guards, array.type.least > 0, array.code)

    def flattened(self, stream: Stream) -> Stream:
        """Return a stream of arrays as one of their items."""
        inner = self.each_of(stream.item)
        return Stream(
            (*stream.clauses, *inner.clauses),
            inner.item,
            stream.guards,
            stream.filled and inner.filled,
            doubtful=True,
        )

    def filtered_by(self, state: Selection, predicate: Tree, scope: Scope) -> Selection | None:
        if isinstance(predicate, Literal):
            return self.indexed(state, predicate.value)
        if isinstance(state, Term):
            if not state.type.only("array"):
                return None
            stream = self.each_of(state)
        else:
            stream = self.flattened(state) if state.item.type.only("array") else state
        if not isinstance(stream.item.code, Local):
            return None
        test = self.predicate_test(predicate, Context(stream.item.code.name, False), scope)
        if test is None:
            return None
        clauses = (*stream.clauses, When(test))
        return replace(stream, clauses=clauses, filled=False, whole=None, doubtful=False)

    def indexed(self, state: Selection, index: object) -> Selection | None:
        array = state.item if isinstance(state, Stream) else state
        whole = isinstance(index, int) and not isinstance(index, bool)
        if not whole or not isinstance(index, int) or not array.type.only("array"):
            return None
        self.note_items(array.type)
        guards = array.guards
        least = index if index >= 0 else -index - 1
        if array.type.least <= least:
            test = Compare(">", Size(array.code), Constant(least))
            guards = merged(guards, (Guard(test, array.path),))
        item = Term(self.reader.item(array.type, index), At(array.code, index), guards, array.path)
        return _with_item(state, item)

    def predicate_test(self, tree: Tree, context: Context, scope: Scope) -> Expression | None:
        """Lower a predicate that is no position, for certain."""
        term = self.term(tree, context, scope)
        if term is not None:
            return None if "number" in term.type.kinds else self.truth(tree, context, scope)
        stream = self.stream(tree, context, scope)
        if stream is not None:
            doubtful = stream.doubtful and not stream.filled
            if doubtful or stream.item.type.kinds & {"number", "array"}:
                return None
            return self.some_true(stream)
        expression = self.truth(tree, context, scope)
        inner = expression
        if isinstance(inner, Runtime) and inner.name == "truthy":
            inner = inner.arguments[0]
        certain = isinstance(inner, Runtime) and inner.name in _ANSWERS
        return expression if certain or isinstance(inner, All) else None

    # --- streams --------------------------------------------------------------------------

    def stream_of(self, state: Selection | None) -> Stream | None:
        """Return a selection as a stream; an array that is a member of one object is `whole`."""
        if isinstance(state, Term):
            return self.each_of(state) if state.type.only("array") else None
        if state is not None and state.item.type.only("array"):
            return self.flattened(state)
        if state is not None and state.item.type.kinds & {"array"}:
            return None
        return state

    def existence(self, stream: Stream) -> Expression | None:
        """Return whether there is a value."""
        if stream.whole is not None:
            tests = _tests(stream.guards)
            return conjunction(tests) if tests else Constant(True)
        if stream.doubtful and not stream.filled:
            return None
        tests = _tests(nonempty(stream))
        return conjunction(tests) if tests else Constant(True)

    def some_item(self, stream: Stream) -> Expression:
        """Return whether there is an item."""
        tests = _tests(nonempty(stream))
        return conjunction(tests) if tests else Constant(True)

    def some_true(self, stream: Stream) -> Expression | None:
        """Return whether an item is true."""
        item = stream.item
        if item.type.only("object"):
            known = self.reader.known(item.type.places)
            return self.some_item(stream) if known.required else None
        if item.type.only("boolean"):
            return where_guarded(stream.guards, Some(stream.clauses, item.code))
        if item.type.kinds == STRING.kinds:
            test = Compare("!=", item.code, Constant(""))
            return where_guarded(stream.guards, Some(stream.clauses, test))
        return None


def _tests(guards: tuple[Guard, ...]) -> tuple[Expression, ...]:
    return tuple(guard.test for guard in guards)


def closed(stream: Stream) -> Stream:
    """Return a stream that has no item where its guards are false."""
    first, *rest = stream.clauses
    if not stream.guards or not isinstance(first, Each):
        return stream
    array = Choose(conjunction(_tests(stream.guards)), first.array, Empty())
    return replace(stream, clauses=(Each(first.local, array), *rest), guards=())


def _with_item(state: Selection, item: Term) -> Selection:
    """Return the item in place of what the selection came to; what has no value is left out."""
    if isinstance(state, Term):
        return item.guarded_by(state.guards)
    tests = tuple(map(When, _tests(item.guards)))
    return replace(
        state,
        clauses=(*state.clauses, *tests),
        item=replace(item, guards=()),
        filled=state.filled and not tests,
        whole=None,
        doubtful=False,
    )
