"""Write an expression that walks through arrays as statements: loops that stop when they can.

In: a lowered body, and what the language gathers by loops rather than by expressions. Out:
statements that every language has. Only what is evaluated in any case comes before the rest of
an expression: the operands of a comparison, not the branches of a choice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cfc.invariants.lowered import (
    All,
    Any,
    Body,
    Choose,
    Clause,
    Constant,
    Each,
    Every,
    Expression,
    Gathered,
    Let,
    Local,
    Not,
    Size,
    Some,
    When,
)
from cfc.invariants.walks import iter_expressions, iter_used_in, mapped


@dataclass(frozen=True)
class Set:
    """A local, set once to a value."""

    let: Let


@dataclass(frozen=True)
class Start:
    """A local in which something is gathered."""

    local: str
    into: str
    value: Constant | None = None


@dataclass(frozen=True)
class Gather:
    """One more item for what is gathered."""

    local: str
    into: str
    item: Expression


@dataclass(frozen=True)
class ForEach:
    """A loop; `is_read`: something reads the item."""

    local: str
    array: Expression
    body: tuple[Statement, ...]
    is_read: bool


@dataclass(frozen=True)
class If:
    test: Expression
    body: tuple[Statement, ...]


@dataclass(frozen=True)
class Return:
    value: Expression


@dataclass(frozen=True)
class Break:
    """The end of the innermost loop."""


Statement = Set | Start | Gather | ForEach | If | Return | Break
_WORDS = {
    "count": "count",
    "distinct": "different",
    "total": "total",
    "largest": "largest",
    "smallest": "smallest",
    "set": "known",
    "list": "found",
}
_YES, _NO = (Return(Constant(True)),), (Return(Constant(False)),)
Block = list[Statement]


def has_loop(expression: Expression, gathered: frozenset[str]) -> bool:
    """Tell whether something in it is better written as a loop."""
    return any(
        isinstance(one, Some | Every) or (isinstance(one, Gathered) and one.into in gathered)
        for one in iter_expressions(Body((), expression))
    )


def statements(
    body: Body, gathered: frozenset[str], taken: frozenset[str]
) -> tuple[Statement, ...]:
    """Return the statements of a function. `taken`: names that no local may have."""
    return _Writer(gathered, taken | frozenset(iter_used_in(body))).function(body)


class _Writer:
    def __init__(self, gathered: frozenset[str], taken: frozenset[str]) -> None:
        self.kinds = gathered
        self.taken = set(taken)

    def claim(self, wish: str) -> str:
        name = wish
        while name in self.taken:
            name += "_again"
        self.taken.add(name)
        return name

    def function(self, body: Body) -> tuple[Statement, ...]:
        block: Block = []
        for let in body.lets:
            value, name = let.value, let.name
            loops = isinstance(value, Gathered) and value.into in self.kinds - {"distinct"}
            if isinstance(value, Gathered) and loops and name is not None:
                self.gather(value, block, name)
                continue
            settled = self.settled(value, block) if let.plain else value
            block.append(Set(replace(let, value=settled)))
        self.returns(body.result, block)
        return tuple(block)

    # --- answers --------------------------------------------------------------------------

    def returns(self, expression: Expression, block: Block) -> None:
        """Add the statements that return a value."""
        match expression:
            case Every() | Some() | Not(operand=Some() | Every()):
                holds = self.left_when(expression, block)
                block.append(Return(Constant(not holds)))
            case Not(operand=All() as chain) if has_loop(chain, self.kinds):
                self.returns(Any(tuple(map(Not, chain.items))), block)
            case Choose():
                test = self.settled(expression.test, block)
                then: Block = []
                self.returns(expression.then, then)
                block.append(If(test, tuple(then)))
                self.returns(expression.otherwise, block)
            case All() | Any() if has_loop(expression, self.kinds):
                both = isinstance(expression, All)
                for item in expression.items[:-1]:
                    self.leaves(item, not both, block)
                self.returns(expression.items[-1], block)
            case _:
                block.append(Return(self.settled(expression, block)))

    def left_when(self, expression: Expression, block: Block) -> bool:
        """Add a loop that returns as soon as it knows; return which answer it leaves with."""
        no = isinstance(expression, Not)
        search = expression.operand if isinstance(expression, Not) else expression
        if not isinstance(search, Some | Every):
            raise TypeError("nothing is searched")
        # `some` leaves with true, `every` with false, and their negations the other way.
        answer = isinstance(search, Some) is not no
        test = search.test if isinstance(search, Some) else Not(search.test)
        leave = _YES if answer else _NO
        self.walk(search.clauses, search.test, block, lambda inner: self.when(test, leave, inner))
        return answer

    def leaves(self, test: Expression, answer: bool, block: Block) -> None:
        """Add what returns the answer where the test comes out as the answer."""
        match test:
            case Not(operand=Not() as inner):
                self.leaves(inner.operand, answer, block)
            case Some() | Not(operand=Every()) if answer:
                self.left_when(test, block)
            case Every() | Not(operand=Some()) if not answer:
                self.left_when(test, block)
            case All() if not answer and has_loop(test, self.kinds):
                for item in test.items:
                    self.leaves(item, answer, block)
            case Any() if answer and has_loop(test, self.kinds):
                for item in test.items:
                    self.leaves(item, answer, block)
            case _:
                self.when(test if answer else Not(test), _YES if answer else _NO, block)

    def when(self, test: Expression, body: Sequence[Statement], block: Block) -> None:
        settled = self.settled(test, block)
        if settled == Constant(True):
            block += body
            return
        while isinstance(settled, Not) and isinstance(settled.operand, Not):
            settled = settled.operand.operand
        self.add_if(settled, body, block)

    def add_if(self, test: Expression, body: Sequence[Statement], block: Block) -> None:
        """Add an `if`; one that holds nothing but another is one with it."""
        match body:
            case (If() as inner,):
                tests = [*_items(test), *_items(inner.test)]
                block.append(If(All(tuple(tests)), inner.body))
            case _:
                block.append(If(test, tuple(body)))

    # --- loops ----------------------------------------------------------------------------

    def walk(
        self,
        clauses: Sequence[Clause],
        item: Expression,
        block: Block,
        body: Callable[[Block], None],
    ) -> None:
        """Add the loops of the clauses, around what the body adds of the item."""
        if not clauses:
            body(block)
            return
        clause, rest = clauses[0], clauses[1:]
        inner: Block = []
        if isinstance(clause, Each):
            array = self.settled(clause.array, block)
            self.walk(rest, item, inner, body)
            read = iter_used_in(Body((), Some(tuple(rest), item)))
            block.append(ForEach(clause.local, array, tuple(inner), clause.local in read))
            return
        first, *others = clause.test.items if isinstance(clause.test, All) else (clause.test,)
        if others and has_loop(clause.test, self.kinds):
            split = [When(one) for one in (first, *others)]
            self.walk((*split, *rest), item, block, body)
            return
        if isinstance(first, Some) and not others and len(first.clauses) == 1 and not rest:
            # Found once is enough: the inner loop ends there.
            def found(innermost: Block) -> None:
                then: Block = []
                self.walk(rest, item, then, body)
                self.when(first.test, (*then, Break()), innermost)

            self.walk(first.clauses, first.test, block, found)
            return
        test = self.settled(clause.test, block)
        self.walk(rest, item, inner, body)
        self.add_if(test, inner, block)

    def settled(self, expression: Expression, block: Block) -> Expression:
        """Add the loops of what is evaluated in any case; return what is left."""
        if isinstance(expression, Gathered) and expression.into in self.kinds:
            return self.gather(expression, block)
        return mapped(expression, lambda part: self.settled(part, block))

    def gather(self, expression: Gathered, block: Block, name: str | None = None) -> Expression:
        """Add the loop that gathers the items; return what holds them."""
        into = expression.into
        local = name or self.claim(_WORDS[into])
        block.append(Start(local, into, expression.start))

        def add(inner: Block) -> None:
            inner.append(Gather(local, into, self.settled(expression.item, inner)))

        self.walk(expression.clauses, expression.item, block, add)
        return Size(Local(local), of_set=True) if into == "distinct" else Local(local)


def _items(test: Expression) -> tuple[Expression, ...]:
    return test.items if isinstance(test, All) else (test,)
