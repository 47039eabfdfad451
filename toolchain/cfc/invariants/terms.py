"""What a typed expression is while it is lowered: a value with its type, or a stream of values.

A `Term` has a value where its guards are true; a guard may be asked where those before it are.
A `Stream` is what a path selects, one by one: clauses, and the item they come to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from cfc.invariants.lowered import (
    All,
    Choose,
    Clause,
    Compare,
    Constant,
    Double,
    Each,
    Expression,
    Runtime,
    Size,
    Some,
    Undefined,
    When,
)
from cfc.invariants.types import Type


@dataclass(frozen=True)
class Guard:
    """A condition of having a value, and the path that is absent when it is false."""

    test: Expression
    path: str


@dataclass(frozen=True)
class Term:
    """One value: its type, the code that gives it, and when it does."""

    type: Type
    code: Expression
    guards: tuple[Guard, ...] = ()
    path: str = ""

    def guarded_by(self, guards: tuple[Guard, ...]) -> Term:
        """Return the term with guards before its own."""
        return replace(self, guards=merged(guards, self.guards))


@dataclass(frozen=True)
class Stream:
    """Values, one by one. `guards` are those of what is walked.

    `whole`: an array of the document as it is, which has a value also when it is empty.
    `doubtful`: arrays that were joined, so that it is not known what no item at all means.
    """

    clauses: tuple[Clause, ...]
    item: Term
    guards: tuple[Guard, ...] = ()
    filled: bool = False
    whole: Expression | None = None
    doubtful: bool = False


def merged(first: tuple[Guard, ...], second: tuple[Guard, ...]) -> tuple[Guard, ...]:
    """Return guards one after another, none of them asked twice."""
    found: dict[Expression, Guard] = {}
    for guard in (*first, *second):
        found.setdefault(guard.test, guard)
    return tuple(found.values())


def conjunction(tests: tuple[Expression, ...]) -> Expression:
    """Return `and` of booleans, flat."""
    items: list[Expression] = []
    for test in tests:
        items += test.items if isinstance(test, All) else (test,)
    items = list(dict.fromkeys(items))
    return items[0] if len(items) == 1 else All(tuple(items))


def where_guarded(guards: tuple[Guard, ...], test: Expression) -> Expression:
    """Return a test that is false where there is no value."""
    if not guards:
        return test
    return conjunction((*(guard.test for guard in guards), test))


def finished(term: Term) -> Expression:
    """Return the code of a value that is a finite double, if it is a number at all."""
    if "number" not in term.type.kinds or term.type.form == "exact":
        return term.code
    if term.type.form == "computed":
        return Runtime("finite", (term.code,))
    return Double(term.code) if term.type.only("number") else term.code


def operand(term: Term) -> Term:
    """Return a number to calculate with: what is not finite stays so until the end."""
    if term.type.form == "exact" or term.type.floating:
        return term
    return replace(term, type=replace(term.type, floating=True), code=Double(term.code))


def boxed(term: Term) -> Expression:
    """Return the value as the runtime has it: no value where a guard is false."""
    code = finished(term)
    if not term.guards:
        return code
    tests = tuple(guard.test for guard in term.guards)
    return Choose(conjunction(tests), code, Undefined())


def nonempty(stream: Stream) -> tuple[Guard, ...]:
    """Return the guards of there being an item."""
    if stream.filled:
        return stream.guards
    clause = stream.clauses[0]
    if len(stream.clauses) == 1 and isinstance(clause, Each):
        test: Expression = Compare(">", Size(clause.array), Constant(0))
    else:
        *clauses, last = stream.clauses
        if isinstance(last, When):
            test = Some(tuple(clauses), last.test)
        else:
            test = Some(tuple(clauses), Compare(">", Size(last.array), Constant(0)))
    return merged(stream.guards, (Guard(test, stream.item.path),))
