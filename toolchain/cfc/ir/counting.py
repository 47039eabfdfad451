"""Objects of a boolean that are closed by the number of their members, where most must be there.

In: steps of a boolean. Out: steps with the same verdict. An object that has all members it must
have, and no more than those and the optional ones that are there, has no other. To count is
cheaper than to look up each name, where a language has no operation on whole sets of names; the
loop stays behind it, for what the count alone doesn't settle (members that are `undefined`, say).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cfc.ir.certain import closing_names
from cfc.ir.dispatch import Case, Dispatch, HasOthers
from cfc.ir.program import (
    ForItems,
    ForMembers,
    HasMember,
    If,
    Not,
    Report,
    Step,
    WithItem,
    WithMember,
)

_FEWEST = 8
"""From how many names on it is cheaper to count."""
_SHARE = 3
"""How many members must be certain for each that has to be asked for."""


def counting(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps with loops that close an object behind a count of its members."""
    found: list[Step] = []
    for step in steps:
        inner = _inside(step)
        names = closing_names(inner) if isinstance(inner, ForMembers) else ()
        if isinstance(inner, ForMembers) and len(names) >= _FEWEST:
            certain = _certain(steps, inner.var)
            optional = tuple(name for name in names if name not in certain)
            if len(optional) * _SHARE <= len(names) - len(optional):
                inner = If(HasOthers(inner.var, len(names) - len(optional), optional), (inner,))
        found.append(inner)
    return tuple(found)


def _certain(steps: Iterable[Step], var: str) -> set[str]:
    """Return the members without which the steps refuse the object."""
    found: set[str] = set()
    for step in steps:
        match step:
            case If(Not(HasMember(asked, key)), (Report(), *_), ()) if asked == var:
                found.add(key)
            case WithMember(asked, key, certain=True) if asked == var:
                found.add(key)
            case _:
                pass
    return found


def _inside(step: Step) -> Step:
    match step:
        case If(test, then, otherwise):
            return If(test, counting(then), counting(otherwise))
        case WithMember() | WithItem():
            return replace(step, then=counting(step.then))
        case ForItems() | ForMembers():
            return replace(step, steps=counting(step.steps))
        case Dispatch():
            cases = tuple(Case(case.names, counting(case.steps)) for case in step.cases)
            every, otherwise = counting(step.every), counting(step.otherwise)
            return replace(step, every=every, cases=cases, otherwise=otherwise)
        case _:
            return step
