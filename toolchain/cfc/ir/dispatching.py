"""Members of a boolean judged in one loop, where asking for each that may be there costs more.

In: steps of a boolean. Out: steps with the same verdict. A language in which it is dear to find
that a member is absent (in JavaScript, where an engine has seen objects of many shapes) goes
through those that are there, and looks up what each has to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace

from cfc.ir.dispatch import Case, Dispatch
from cfc.ir.loops import renamed
from cfc.ir.program import (
    All,
    Any,
    Flag,
    ForItems,
    ForMembers,
    If,
    Let,
    NameIs,
    Not,
    Report,
    Step,
    Test,
    WithItem,
    WithMember,
)
from cfc.ir.quick import bound, with_variables
from cfc.ir.tests import all_of, negate
from cfc.ir.twins import answer_key
from cfc.ir.variables import Variables

_FEWEST, _FEWEST_IN_LOOP = 8, 3
"""From how many members on that may be absent a loop is cheaper; the second where there is one."""
_SHARE = 0.7
"""How many of them there must be for each member that is certain: a loop meets these as well."""
_MOST_NAMES = 24
"""Names without a question of their own are cases up to this number; beyond it the loop asks."""


def dispatching(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps with optional members judged in loops where that is cheaper."""
    variables = Variables()
    for name in bound(steps):
        variables.claim(name)
    return _dispatching(steps, variables)


def _dispatching(steps: tuple[Step, ...], variables: Variables) -> tuple[Step, ...]:
    found = [_inside(step, variables) for step in steps]
    for var in dict.fromkeys(step.var for step in found if isinstance(step, WithMember)):
        found = _with_dispatch(found, var, variables)
    return tuple(found)


def _inside(step: Step, variables: Variables) -> Step:
    match step:
        case If(test, then, otherwise):
            return If(test, _dispatching(then, variables), _dispatching(otherwise, variables))
        case WithMember() | WithItem():
            return replace(step, then=_dispatching(step.then, variables))
        case ForItems() | ForMembers():
            return replace(step, steps=_dispatching(step.steps, variables))
        case _:
            return step


def _with_dispatch(steps: list[Step], var: str, variables: Variables) -> list[Step]:
    named = [step for step in steps if isinstance(step, WithMember) and step.var == var]
    members = [step for step in named if not step.certain and not _open_flags(step.then)]
    loop = next((s for s in steps if isinstance(s, ForMembers) and s.var == var), None)
    fewest = _FEWEST if loop is None else _FEWEST_IN_LOOP
    if len(members) < max(fewest, _SHARE * sum(step.certain for step in named)):
        return steps
    dispatch = _dispatch(var, members, loop, variables)
    place = members[0] if loop is None else loop
    found: list[Step] = []
    for step in steps:
        if step is place:
            found.append(dispatch)
        elif not any(step is member for member in members):
            found.append(step)
    return found


def _open_flags(steps: tuple[Step, ...]) -> bool:
    """Tell whether the steps ask for a flag that is set before them: they have to stay behind it."""
    parts = list(_parts_of(steps))
    known = {part.name for part in parts if isinstance(part, Let)}
    return any(isinstance(part, Flag) and part.name not in known for part in parts)


def _parts_of(value: object) -> Iterator[object]:
    """Yield every step and test, however deep."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, tuple):
            stack += item
        elif is_dataclass(item) and not isinstance(item, (type, Report)):
            yield item
            stack += [getattr(item, part.name) for part in fields(item)]


def _dispatch(
    var: str, members: Sequence[WithMember], loop: ForMembers | None, variables: Variables
) -> Dispatch:
    name = variables.fresh("name_key", "key") if loop is None else loop.name
    member = None if loop is None else loop.member
    if member is None:
        member = variables.fresh("member_value")
    bodies: dict[str, tuple[Step, ...]] = {}
    for step in members:
        moved = tuple(renamed(inner, {step.member: member}) for inner in step.then)
        bodies[step.key] = (*bodies.get(step.key, ()), *moved)
    steps = () if loop is None else loop.steps
    names = next((known for step in steps if set(known := _named(step, name)) >= set(bodies)), ())
    silent = tuple(key for key in names if key not in bodies)
    every = tuple(step for step in steps if not names or _named(step, name) != names)
    otherwise = tuple(step for step in steps if names and _named(step, name) == names)
    cases = _grouped(bodies, member)
    if len(silent) <= _MOST_NAMES:
        otherwise = tuple(inner for step in otherwise for inner in _of_others(step, names))
        cases += [Case(silent, ())] if silent else []
    return Dispatch(var, variables.fresh("members"), name, member, every, tuple(cases), otherwise)


def _named(step: Step, name: str) -> tuple[str, ...]:
    """Return the names of the members that a step of the loop lets pass, if it does for any."""
    for part in _parts(step.test) if isinstance(step, If) and not step.otherwise else ():
        match part:
            case Not(NameIs(var, names)) if var == name:
                return names
            case _:
                pass
    return ()


def _of_others(step: Step, names: tuple[str, ...]) -> tuple[Step, ...]:
    """Return what the step does with a member that has none of the names."""
    assert isinstance(step, If)
    parts = [part for part in _parts(step.test) if not _is_unknown(part, names)]
    return (If(all_of(parts), step.then),) if parts else step.then


def _parts(test: Test) -> list[Test]:
    """Return the tests that all have to hold for this one to hold."""
    match test:
        case All(tests):
            return [part for inner in tests for part in _parts(inner)]
        case Not(Any(tests)):
            return [part for inner in tests for part in _parts(negate(inner))]
        case _:
            return [test]


def _is_unknown(test: Test, names: tuple[str, ...]) -> bool:
    match test:
        case Not(NameIs(_, found)):
            return found == names
        case _:
            return False


def _grouped(bodies: dict[str, tuple[Step, ...]], member: str) -> list[Case]:
    """Return one case for all members of which the same is asked."""
    groups: dict[object, tuple[list[str], tuple[Step, ...]]] = {}
    for key, steps in bodies.items():
        alike = answer_key(with_variables(steps, {member: member}, _Numbers()), {})
        groups.setdefault(alike, ([], steps))[0].append(key)
    return [Case(tuple(names), steps) for names, steps in groups.values()]


class _Numbers(Variables):
    """Variables named by their order alone, so that steps which do the same are the same."""

    def fresh_like(self, name: str) -> str:
        return super().fresh_like("bound")
