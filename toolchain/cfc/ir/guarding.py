"""Branches of a boolean's union, each behind a look at a member that tells whether it is meant.

In: the functions of a module. Out: steps with the same verdict. A function that refuses every
object whose `type` is not `"a"` need not be called for others: what it would ask first, or after
much else, is asked before the call. Unions that are told apart for certain (`ir/unions.py`) need
none of it; this is for those of which some branches have a tag, or have it deep inside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from cfc.ir.dispatch import MemberIs
from cfc.ir.program import (
    All,
    Any,
    Call,
    EqualsOneOf,
    ExactlyOne,
    ForItems,
    ForMembers,
    Function,
    FunctionRef,
    HasMember,
    Holds,
    If,
    IsType,
    Let,
    Not,
    Report,
    Step,
    Test,
    WithItem,
    WithMember,
)

Texts = tuple[str, ...]
_MOST_TEXTS = 8
"""A member of which more texts may be is not looked at beforehand."""


@dataclass(frozen=True)
class _Needs:
    """What a function refuses for certain: values that are no object, objects without a member,
    and members that are another text."""

    object: bool = False
    required: frozenset[str] = frozenset()
    texts: Mapping[str, Texts] = field(default_factory=dict)


class Guards:
    """Knows what each function of a module refuses, and puts it before the calls of a union.

    `passed_over`: names of members that a language cannot look at without asking whose own they are.
    """

    def __init__(
        self, functions: Sequence[Function], passed_over: frozenset[str] = frozenset()
    ) -> None:
        self._passed_over = passed_over
        self._functions = {item.name: item for item in functions}
        self._needs: dict[str, _Needs] = {}

    def guarded(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        """Return the steps with guards in their unions."""
        return tuple(map(self._step, steps))

    def _step(self, step: Step) -> Step:
        match step:
            case If(test, then, otherwise):
                return If(self._test(test), self.guarded(then), self.guarded(otherwise))
            case Let(name, test):
                return Let(name, self._test(test))
            case WithMember() | WithItem():
                return replace(step, then=self.guarded(step.then))
            case ForItems() | ForMembers():
                return replace(step, steps=self.guarded(step.steps))
            case _:
                return step

    def _test(self, test: Test) -> Test:
        match test:
            case Not(inner):
                return Not(self._test(inner))
            case All(tests):
                return All(tuple(map(self._test, tests)))
            case Any(tests) | ExactlyOne(tests):
                return replace(test, tests=self._branches(tests))
            case _:
                return test

    def _branches(self, tests: tuple[Test, ...]) -> tuple[Test, ...]:
        """Return the branches behind the one member that tells most of them apart."""
        needs = [
            self._needs_of(test.function) if isinstance(test, Holds) else _Needs() for test in tests
        ]
        kinds: dict[str, set[Texts]] = {}
        for need in needs:
            for key, texts in need.texts.items() if need.object else ():
                kinds.setdefault(key, set()).add(texts)
        key = max(kinds, key=lambda name: len(kinds[name]), default="")
        if len(kinds.get(key, ())) < 2:
            return tests
        return tuple(map(partial(_behind, key), tests, needs))

    def _needs_of(self, ref: FunctionRef) -> _Needs:
        if ref.contract is not None or ref.name not in self._functions:
            return _Needs()
        if ref.name not in self._needs:
            # A function that comes back to itself says nothing more of the same value.
            self._needs[ref.name] = _Needs()
            self._needs[ref.name] = self._of_steps(self._functions[ref.name].steps)
        return self._needs[ref.name]

    def _of_steps(self, steps: tuple[Step, ...]) -> _Needs:
        found = _Needs()
        for step in steps:
            match step:
                case If(Not(IsType("value", "object")), (Report(), *_), otherwise):
                    found = _both(found, _Needs(object=True))
                    found = _both(found, self._of_steps(otherwise))
                case If(IsType("value", "object"), then, otherwise):
                    found = _both(found, self._of_steps(then))
                    if otherwise and isinstance(otherwise[0], Report):
                        found = _both(found, _Needs(object=True))
                case If(Not(HasMember("value", key)), (Report(), *_), ()):
                    found = _both(found, _Needs(required=frozenset({key})))
                case WithMember("value", key, member, then) if key not in self._passed_over:
                    texts = self._texts(then, member)
                    if texts is not None and len(texts) <= _MOST_TEXTS:
                        found = _both(found, _Needs(texts={key: texts}))
                case Call(function, "value"):
                    found = _both(found, self._needs_of(function))
                case _:
                    pass
        return found

    def _texts(self, steps: tuple[Step, ...], var: str) -> Texts | None:
        """Return the only texts that steps do not refuse; None when they may be others."""
        for step in steps:
            match step:
                case If(Not(EqualsOneOf(asked, values)), (Report(), *_), ()) if asked == var:
                    texts = tuple(item for item in values if isinstance(item, str))
                    if len(texts) == len(values):
                        return texts
                case Call(FunctionRef(name, None), asked) if asked == var:
                    called = self._functions.get(name)
                    inner = called and self._texts(called.steps, "value")
                    if inner:
                        return inner
                case _:
                    pass
        return None


def _behind(key: str, test: Test, needs: _Needs) -> Test:
    """Return the test of a branch behind a look at the member."""
    texts = needs.texts.get(key) if needs.object else None
    if texts is None or not isinstance(test, Holds):
        return test
    return All((MemberIs(test.var, key, texts, key not in needs.required), test))


def _both(first: _Needs, second: _Needs) -> _Needs:
    texts = dict(first.texts)
    for key, values in second.texts.items():
        texts[key] = tuple(item for item in texts.get(key, values) if item in values)
    return _Needs(first.object or second.object, first.required | second.required, texts)
