"""The one traversal of programs: what a function's steps mention.

In: steps. Out: `Traits`. It looks only where steps and tests can stand, never into texts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter

from cfc.ir.program import (
    All,
    Any,
    Call,
    CheckInvariants,
    ExactlyOne,
    Explain,
    ForItems,
    ForMembers,
    FunctionRef,
    HasFormat,
    Holds,
    If,
    Let,
    Matches,
    MatchingItems,
    Not,
    Step,
    WithItem,
    WithMember,
)

# The one part of each kind that others stand in; an `If` has three.
_PART: dict[type, Callable[[object], object]] = {
    WithMember: attrgetter("then"),
    WithItem: attrgetter("then"),
    ForItems: attrgetter("steps"),
    ForMembers: attrgetter("steps"),
    Let: attrgetter("test"),
    Not: attrgetter("test"),
    All: attrgetter("tests"),
    Any: attrgetter("tests"),
    ExactlyOne: attrgetter("tests"),
}


@dataclass
class Traits:
    """`called`: functions of this module that a collector calls; `asked`: all that are mentioned.

    `foreign`: functions of other contracts, as pairs of contract id and name. `calls` and
    `conditions` name functions of this module once for each call and each condition that asks.
    """

    called: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    foreign: set[tuple[str, str]] = field(default_factory=set)
    patterns: set[int] = field(default_factory=set)
    formats: set[str] = field(default_factory=set)
    has_invariants: bool = False
    calls: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)

    def mention(self, ref: FunctionRef, *, called: bool) -> None:
        if ref.contract is not None:
            self.foreign.add((ref.contract, ref.name))
            return
        self.asked.add(ref.name)
        if called:
            self.called.add(ref.name)


def traits_of(steps: tuple[Step, ...]) -> Traits:
    """Return what the steps mention, however deep."""
    found = Traits()
    stack: list[object] = [steps]
    while stack:
        item = stack.pop()
        if isinstance(item, tuple):
            stack += item
        elif isinstance(item, If):
            stack += item.then
            stack += item.otherwise
            stack.append(item.test)
        elif (part := _PART.get(type(item))) is not None:
            stack.append(part(item))
        elif isinstance(item, Call):
            found.mention(item.function, called=True)
            if item.function.contract is None:
                found.calls.append(item.function.name)
        elif isinstance(item, Explain):
            for ref in item.branches:
                found.mention(ref, called=True)
        elif isinstance(item, (Holds, MatchingItems)):
            found.mention(item.function, called=False)
            if item.function.contract is None:
                found.conditions.append(item.function.name)
        elif isinstance(item, Matches):
            found.patterns.add(item.pattern)
        elif isinstance(item, HasFormat):
            found.formats.add(item.format)
        elif isinstance(item, CheckInvariants):
            found.has_invariants = True
    return found
