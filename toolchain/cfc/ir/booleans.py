"""A function as a boolean: its steps without anything that only a collector needs.

In: steps. Out: steps in which every call is a test with a report behind it (which a boolean
prints as "answer no"), and no loop looks at members just to find that there is one.
"""

from __future__ import annotations

from dataclasses import replace

from cfc.ir.program import (
    At,
    Call,
    ForItems,
    ForMembers,
    Holds,
    If,
    Report,
    SizeIs,
    Step,
    WithItem,
    WithMember,
)
from cfc.ir.tests import negate

_NO = Report("", "", At(), "")


def as_boolean(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps of the boolean form."""
    found: list[Step] = []
    for step in steps:
        match step:
            case Call(function, var, _):
                found.append(If(negate(Holds(function, var)), (_NO,)))
            case If(test, then, otherwise):
                found.append(If(test, as_boolean(then), as_boolean(otherwise)))
            case WithMember() | WithItem():
                found.append(replace(step, then=as_boolean(step.then)))
            case ForMembers(var, _, _, (Report(), *_)):
                found.append(If(SizeIs(var, "object", ">", 0), (_NO,)))
            case ForItems() | ForMembers():
                found.append(replace(step, steps=as_boolean(step.steps)))
            case _:
                found.append(step)
    return tuple(found)
