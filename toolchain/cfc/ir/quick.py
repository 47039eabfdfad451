"""The boolean form of a program: only whether all holds, so in the cheapest order.

In: the functions of a module. Out: the same with `quick` steps. A boolean may answer at any
violation: members that must be there are asked for first, nothing is asked twice, an object whose
names are all known is closed by their number, and a function that is called in one place is
written out there. Nothing here changes a verdict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace

from cfc.ir.certain import NOTHING, simplified
from cfc.ir.depth import without_depth
from cfc.ir.loops import fused
from cfc.ir.program import (
    Call,
    CheckInvariants,
    ForItems,
    ForMembers,
    Function,
    FunctionRef,
    If,
    Let,
    Report,
    Step,
    WithItem,
    WithMember,
)
from cfc.ir.twins import asking_twins, calling_twins, twins
from cfc.ir.variables import Variables
from cfc.ir.walk import Traits, traits_of

_MOST_STEPS, _MOST_PUBLIC, _FEW_STEPS = 40, 12, 4
"""How many steps a function may have that moves to its only caller; the second is printed twice,
the third at each of several callers."""
_DEEPEST = 6
_VARIABLES = frozenset({"var", "member", "item", "index", "name"})


def with_quick_forms(functions: Sequence[Function], traits: Mapping[str, Traits]) -> list[Function]:
    """Return the functions with their boolean forms. `traits`: what the steps of each mention."""
    same = twins(functions)
    written = {item.name: calling_twins(item, same, traits[item.name].asked) for item in functions}
    sites = Counter(
        same.get(name, name)
        for item in functions
        if item.name not in same
        for name in (*traits[item.name].calls, *traits[item.name].conditions)
    )
    movable = {
        name: written[name]
        for name, count in sites.items()
        if name in written and _can_move(written[name], once=count == 1)
    }
    writer = _Writer(movable)
    made = [
        replace(
            asking_twins(item, same, traits[item.name].asked),
            quick=writer.body(written[item.name]),
        )
        for item in functions
    ]
    asked = _asked(made, traits, same)
    return [item if item.name in asked else replace(item, has_boolean=False) for item in made]


def _asked(
    functions: Sequence[Function], traits: Mapping[str, Traits], same: Mapping[str, str]
) -> set[str]:
    """Return the functions whose boolean form anything asks for; conditions of collectors do, too."""
    bodies = {item.name: item.boolean for item in functions}
    pending = [item.name for item in functions if item.exported]
    asked = [name for item in functions for name in traits[item.name].conditions]
    pending += [same.get(name, name) for name in asked]
    found: set[str] = set()
    while pending:
        name = pending.pop()
        if name in bodies and name not in found:
            found.add(name)
            mentioned = traits_of(bodies[name])
            pending += [*mentioned.calls, *mentioned.conditions]
    return found


class _Writer:
    def __init__(self, movable: Mapping[str, Function]) -> None:
        self._movable = movable
        self._has_depth = False

    def body(self, function: Function) -> tuple[Step, ...]:
        self._has_depth = bool(function.depth)
        variables = Variables()
        for name in bound(function.steps):
            variables.claim(name)
        steps = self._inlined(function.steps, variables, frozenset({function.name}), 0)
        return fused(simplified(steps, NOTHING), variables)

    def _inlined(
        self, steps: tuple[Step, ...], variables: Variables, inside: frozenset[str], depth: int
    ) -> tuple[Step, ...]:
        found: list[Step] = []
        for step in steps:
            match step:
                case Call(FunctionRef(name, None), var, _) if self._moves(name, inside, depth):
                    moved = with_variables(self._steps_of(name), {"value": var}, variables)
                    found += self._inlined(moved, variables, inside | {name}, depth)
                case If(test, then, otherwise):
                    then = self._inlined(then, variables, inside, depth + 1)
                    found.append(
                        If(test, then, self._inlined(otherwise, variables, inside, depth + 1))
                    )
                case WithMember() | WithItem():
                    then = self._inlined(step.then, variables, inside, depth + 1)
                    found.append(replace(step, then=then))
                case ForItems() | ForMembers():
                    inner = self._inlined(step.steps, variables, inside, depth + 1)
                    found.append(replace(step, steps=inner))
                case _:
                    found.append(step)
        return tuple(found)

    def _steps_of(self, name: str) -> tuple[Step, ...]:
        moved = self._movable[name]
        return moved.steps if self._has_depth or not moved.depth else without_depth(moved.steps)

    def _moves(self, name: str, inside: frozenset[str], depth: int) -> bool:
        return name in self._movable and name not in inside and depth < _DEEPEST


def _can_move(function: Function, *, once: bool) -> bool:
    if function.depth == "counted":
        # Both forms count the same calls.
        return False
    most = _MOST_PUBLIC if function.exported or function.of_records else _MOST_STEPS
    if not once:
        most = _FEW_STEPS
    count, stack = 0, list(function.steps)
    while stack:
        step = stack.pop()
        count += 1
        if isinstance(step, (CheckInvariants, Let)) or count > most:
            return False
        match step:
            case If(_, then, otherwise):
                stack += [*then, *otherwise]
            case WithMember(then=then) | WithItem(then=then):
                stack += then
            case ForItems(steps=steps) | ForMembers(steps=steps):
                stack += steps
            case _:
                pass
    return True


def bound(steps: tuple[Step, ...]) -> list[str]:
    """Return every variable that the steps bind."""
    found: list[str] = []
    stack = list(steps)
    while stack:
        step = stack.pop()
        match step:
            case If(_, then, otherwise):
                stack += [*then, *otherwise]
            case WithMember(member=name, then=then) | WithItem(item=name, then=then):
                found.append(name)
                stack += then
            case ForItems(item=name, index=other, steps=inner):
                found += [name, other] if other is not None else [name]
                stack += inner
            case ForMembers(name=name, member=other, steps=inner):
                found += [name, other] if other is not None else [name]
                stack += inner
            case Let(name):
                found.append(name)
            case _:
                pass
    return found


def with_variables(
    steps: tuple[Step, ...], names: dict[str, str], variables: Variables
) -> tuple[Step, ...]:
    """Return the steps with variables that the function they move to does not have."""

    def name_of(name: str) -> str:
        if name not in names:
            names[name] = variables.fresh_like(name)
        return names[name]

    def walk(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(map(walk, value))
        if not is_dataclass(value) or isinstance(value, (type, FunctionRef, Report)):
            return value
        changed: dict[str, object] = {}
        for part in fields(value):
            inner = getattr(value, part.name)
            if part.name in _VARIABLES and isinstance(inner, str):
                changed[part.name] = name_of(inner)
            elif isinstance(inner, tuple) or is_dataclass(inner):
                changed[part.name] = walk(inner)
        return replace(value, **changed) if changed else value

    return tuple(walk(step) for step in steps)  # type: ignore[misc]
