"""Loops of a boolean that go over the same members, made one, where each pattern is tried once.

In: steps of a boolean. Out: steps with the same verdict. The keywords for members by pattern and
for all others come as two loops, and the second one asks for the patterns of the first again. A
boolean may judge a member by both at once, since it does not matter what it refuses first.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace

from cfc.ir.program import (
    All,
    Any,
    Constant,
    Flag,
    ForItems,
    ForMembers,
    If,
    Let,
    Matches,
    Not,
    Report,
    Step,
    Test,
    WithItem,
    WithMember,
)
from cfc.ir.tests import negate
from cfc.ir.variables import Variables


def fused(steps: tuple[Step, ...], variables: Variables) -> tuple[Step, ...]:
    """Return the steps with one loop in place of several that stand side by side."""
    found: list[Step] = []
    for step in steps:
        last = found[-1] if found else None
        if isinstance(step, ForMembers) and isinstance(last, ForMembers) and step.var == last.var:
            found[-1] = _joined(last, step, variables)
        else:
            found.append(_inside(step, variables))
    return tuple(found)


def _inside(step: Step, variables: Variables) -> Step:
    match step:
        case If(test, then, otherwise):
            return If(test, fused(then, variables), fused(otherwise, variables))
        case WithMember() | WithItem():
            return replace(step, then=fused(step.then, variables))
        case ForItems() | ForMembers():
            return replace(step, steps=fused(step.steps, variables))
        case _:
            return step


def _joined(first: ForMembers, second: ForMembers, variables: Variables) -> ForMembers:
    names = {second.name: first.name}
    if first.member is not None and second.member is not None:
        names[second.member] = first.member
    following = tuple(renamed(step, names) for step in second.steps)
    steps = _asked_once((*first.steps, *fused(following, variables)), variables)
    return replace(first, member=first.member or second.member, steps=steps)


def renamed(step: Step, names: dict[str, str]) -> Step:
    """Return the step with other names of variables, wherever a step or a test has one."""

    def walk(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(map(walk, value))
        if not is_dataclass(value) or isinstance(value, (type, Report)):
            return value
        changed: dict[str, object] = {}
        for part in fields(value):
            inner = getattr(value, part.name)
            if part.name == "var" and isinstance(inner, str):
                changed[part.name] = names.get(inner, inner)
            elif isinstance(inner, tuple) or is_dataclass(inner):
                changed[part.name] = walk(inner)
        return replace(value, **changed) if changed else value

    return walk(step)  # type: ignore[return-value]


def _asked_once(steps: tuple[Step, ...], variables: Variables) -> tuple[Step, ...]:
    """Return the steps of a loop with the answer of a pattern kept that is asked for again."""
    found: list[Step] = []
    for number, step in enumerate(steps):
        match step:
            case If(test, then, ()) if _is_of_pattern(test):
                after = steps[number + 1 :]
                if after and after[0] == If(negate(test), _refusal(after[0])):
                    return (*found, after[0], *then, *after[1:])
                if any(_asks(other, test) for other in after):
                    flag = variables.fresh("matched")
                    answered = tuple(_answered(other, test, Flag(flag)) for other in after)
                    kept = (Let(flag, test), If(Flag(flag), then))
                    return (*found, *kept, *_asked_once(answered, variables))
            case _:
                pass
        found.append(step)
    return tuple(found)


def _is_of_pattern(test: Test) -> bool:
    return isinstance(test, Matches) or (
        isinstance(test, All) and any(isinstance(part, Matches) for part in test.tests)
    )


def _refusal(step: Step) -> tuple[Step, ...]:
    """Return the step that says no, when that is all that stands behind a question."""
    match step:
        case If(_, (Report(),) as then, ()):
            return then
        case _:
            return ()


def _asks(step: Step, test: Test) -> bool:
    return isinstance(step, If) and _with_answer(step.test, test, Constant(True)) != step.test


def _answered(step: Step, test: Test, answer: Test) -> Step:
    """Return the step with the answer in place of the question."""
    return (
        replace(step, test=_with_answer(step.test, test, answer)) if isinstance(step, If) else step
    )


def _with_answer(whole: Test, test: Test, answer: Test) -> Test:
    if whole == test:
        return answer
    match whole:
        case Not(inner):
            return Not(_with_answer(inner, test, answer))
        case All(tests):
            return All(tuple(_with_answer(part, test, answer) for part in tests))
        case Any(tests):
            return Any(tuple(_with_answer(part, test, answer) for part in tests))
        case _:
            return whole
