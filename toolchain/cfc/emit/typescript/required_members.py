"""Members that must be there and are asked but for their value: one look at each.

In: steps of a boolean. Out: steps with the same verdict. In JavaScript an absent member is read as
`undefined`, which has no JSON type and is equal to no constant, so that a question for either
needs none before it whether the member is there.
"""

from __future__ import annotations

from dataclasses import replace

from cfc.emit.typescript.identifiers import INHERITED
from cfc.ir.program import (
    All,
    Any,
    Compare,
    EqualsOneOf,
    ForItems,
    ForMembers,
    HasMember,
    If,
    IsType,
    LengthIs,
    Not,
    Report,
    Step,
    Test,
    WithItem,
    WithMember,
)


def read_once(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps in which what a required member has to be is asked where it is required."""
    inner = tuple(map(_inside, steps))
    asked = {
        (step.var, step.key): step
        for step in inner
        if isinstance(step, WithMember) and step.certain and _is_question(step)
    }
    found: list[Step] = []
    for step in inner:
        match step:
            case If(Not(HasMember(var, key)), (Report(), *_), ()) if (var, key) in asked:
                found.append(asked[var, key])
            case WithMember(var, key) if asked.get((var, key)) is step and step in found:
                pass
            case _:
                found.append(step)
    return tuple(found)


def _inside(step: Step) -> Step:
    match step:
        case If(test, then, otherwise):
            return If(test, read_once(then), read_once(otherwise))
        case WithMember() | WithItem():
            return replace(step, then=read_once(step.then))
        case ForItems() | ForMembers():
            return replace(step, steps=read_once(step.steps))
        case _:
            return step


def _is_question(step: WithMember) -> bool:
    """Tell whether nothing but its value is asked, at little cost, and first what refuses absence."""
    if step.key in INHERITED or not step.then:
        return False
    match step.then[0]:
        case If(Not(IsType(var) | EqualsOneOf(var)), (Report(), *_), ()) if var == step.member:
            return all(map(_is_cheap, step.then))
        case _:
            return False


def _is_cheap(step: Step) -> bool:
    match step:
        case If(test, (Report(), *_), ()):
            return _is_of_value(test)
        case _:
            return False


def _is_of_value(test: Test) -> bool:
    match test:
        case Not(inner):
            return _is_of_value(inner)
        case All(tests) | Any(tests):
            return all(map(_is_of_value, tests))
        case _:
            return isinstance(test, (IsType, EqualsOneOf, Compare, LengthIs))
