"""Leave out of a lowered expression what is known at its place: tests that were asked before.

In: a body. Out: one that means the same. A guard that an outer one implies is dropped, and a
branch that cannot be taken is, too: type checkers would find fault with both.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from cfc.invariants.lowered import (
    All,
    Any,
    Body,
    Choose,
    Clause,
    Compare,
    Constant,
    Defined,
    Each,
    Every,
    Expression,
    Function,
    Gathered,
    Has,
    Local,
    Member,
    Not,
    OneOf,
    Run,
    Some,
    When,
)
from cfc.invariants.walks import mapped, may_fail

_NEVER = Constant(False)


def simplified(body: Body) -> Body:
    """Return the body without what is known."""
    return _body(body, _Facts())


@dataclass(frozen=True)
class _Facts:
    """Tests and whether they are true; references and the constants of which they equal one."""

    tests: dict[Expression, bool] = field(default_factory=dict)
    values: dict[Expression, tuple[Constant, ...]] = field(default_factory=dict)

    def with_test(self, test: Expression, holds: bool) -> _Facts:
        """Return what is known where the test came out so."""
        match test:
            case Not():
                return self.with_test(test.operand, not holds)
            case All() if holds:
                return self.with_all(test.items, holds=True)
            case Any() if not holds:
                return self.with_all(test.items, holds=False)
            case OneOf(constants=(alone,)):
                return self.with_test(Compare("==", test.value, alone), holds)
            case OneOf() if holds:
                return _Facts(self.tests, {**self.values, test.value: self.left_of(test)})
            case Compare(operator="!=", right=Constant()):
                return self.with_test(replace(test, operator="=="), not holds)
            case Compare(operator="==", right=Constant() as constant) if holds:
                values = {**self.values, test.left: (constant,)}
                return _Facts({**self.tests, test: True}, values)
            case Has() | Defined() | Compare():
                return _Facts({**self.tests, test: holds}, self.values)
            case Member() | Local():
                return _Facts(self.tests, {**self.values, test: (Constant(holds),)})
        return self

    def with_all(self, tests: tuple[Expression, ...], *, holds: bool) -> _Facts:
        facts = self
        for test in tests:
            facts = facts.with_test(test, holds)
        return facts

    def known(self, test: Expression) -> bool | None:
        match test:
            case OneOf():
                return self.asked(test.value, test.constants)
            case Compare(operator="==" | "!=", right=Constant() as constant):
                equal = test.operator == "=="
                same = replace(test, operator="==")
                found = self.asked(test.left, (constant,))
                if found is not None:
                    return found is equal
                if same in self.tests:
                    return self.tests[same] is equal
                return None
            case Member() | Local():
                return self.asked(test, (Constant(True),))
        return self.tests.get(test)

    def asked(self, reference: Expression, constants: tuple[Constant, ...]) -> bool | None:
        """Return whether it equals one of the constants, if that is known."""
        found = {
            any(_is_same(value, constant) for constant in constants)
            for value in self.values.get(reference, ())
        }
        return found.pop() if len(found) == 1 else None

    def left_of(self, test: OneOf) -> tuple[Constant, ...]:
        """Return the constants that the value may still equal."""
        values = self.values.get(test.value)
        if values is None:
            return test.constants
        return tuple(one for one in test.constants if any(_is_same(one, value) for value in values))


def _is_same(one: Constant, other: Constant) -> bool:
    if isinstance(one.value, bool) is not isinstance(other.value, bool):
        return False
    return one.value == other.value


def _body(body: Body, facts: _Facts) -> Body:
    lets = tuple(replace(let, value=_simple(let.value, facts)) for let in body.lets)
    return Body(lets, _simple(body.result, facts))


def _test(test: Expression, facts: _Facts) -> Expression:
    """Return a boolean, simplified."""
    known = facts.known(test)
    return Constant(known) if known is not None else _simple(test, facts)


def _simple(one: Expression, facts: _Facts) -> Expression:
    match one:
        case Has() | Defined() | Compare() | OneOf():
            known = facts.known(one)
            if known is None and isinstance(one, OneOf):
                one = replace(one, constants=facts.left_of(one))
            return (
                mapped(one, lambda part: _simple(part, facts)) if known is None else Constant(known)
            )
        case All() | Any():
            return _chain(one, facts)
        case Not():
            inner = _test(one.operand, facts)
            if isinstance(inner, Some) and isinstance(inner.test, Not):
                return Every(inner.clauses, inner.test.operand)
            if isinstance(inner, Not):
                return inner.operand
            return Constant(not inner.value) if isinstance(inner, Constant) else Not(inner)
        case Choose():
            test = _test(one.test, facts)
            if isinstance(test, Constant):
                return _simple(one.then if test.value is True else one.otherwise, facts)
            then = _simple(one.then, facts.with_test(test, True))
            otherwise = _simple(one.otherwise, facts.with_test(test, False))
            if then == otherwise and not may_fail(test):
                return then
            return Choose(test, then, otherwise)
        case Some() | Every():
            clauses, inner_facts = _clauses(one.clauses, facts)
            made = replace(one, clauses=clauses, test=_test(one.test, inner_facts))
            idle = made.test == Constant(isinstance(one, Every)) or When(_NEVER) in clauses
            return Constant(isinstance(one, Every)) if idle and not may_fail(made) else made
        case Gathered():
            clauses, inner_facts = _clauses(one.clauses, facts)
            return replace(one, clauses=clauses, item=_simple(one.item, inner_facts))
        case Function() | Run():
            return replace(one, body=_body(one.body, facts))
    return mapped(one, lambda part: _simple(part, facts))


def _chain(chain: All | Any, facts: _Facts) -> Expression:
    both = isinstance(chain, All)
    kept: list[Expression] = []
    for item in chain.items:
        test = _test(item, facts)
        if isinstance(test, Constant) and test.value is both:
            continue
        facts = facts.with_test(test, both)
        kept.append(test)
        if isinstance(test, Constant):
            break
    if not kept:
        return Constant(both)
    last = kept[-1]
    if isinstance(last, Constant) and not any(map(may_fail, kept)):
        return last
    return kept[0] if len(kept) == 1 else replace(chain, items=tuple(kept))


def _clauses(clauses: tuple[Clause, ...], facts: _Facts) -> tuple[tuple[Clause, ...], _Facts]:
    kept: list[Clause] = []
    for clause in clauses:
        if isinstance(clause, Each):
            kept.append(replace(clause, array=_simple(clause.array, facts)))
            continue
        test = _test(clause.test, facts)
        facts = facts.with_test(test, True)
        if not isinstance(test, Constant) or test.value is not True:
            kept.append(When(test))
        if test == _NEVER:
            break
    return tuple(kept), facts
