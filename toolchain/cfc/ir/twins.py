"""Functions whose boolean forms ask the same: one is printed, and the others' callers call it.

In: functions before their boolean forms are written. Out: the name of the one that stands for each. Schemas that
repeat a definition in place are full of them. What a collector reports names its own place, so
only booleans have twins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from cfc.ir.program import (
    Call,
    Explain,
    ForItems,
    ForMembers,
    Function,
    FunctionRef,
    If,
    Report,
    Step,
    WithItem,
    WithMember,
)

T = TypeVar("T")


def twins(functions: Sequence[Function]) -> dict[str, str]:
    """Return, for each function that has one, its twin; those that anybody may call are kept."""
    alike: dict[Hashable, list[Function]] = defaultdict(list)
    for item in functions:
        alike[(item.depth, _outline(item.steps))].append(item)
    groups = [found for found in alike.values() if len(found) > 1]
    kept: dict[str, str] = {}
    while True:
        found = dict(kept)
        for group in groups:
            first: dict[Hashable, str] = {}
            for item in sorted(group, key=lambda one: not _is_root(one)):
                if item.name in found:
                    continue
                twin = first.setdefault(answer_key(item.steps, found), item.name)
                if twin != item.name and not _is_root(item):
                    found[item.name] = twin
        if len(found) == len(kept):
            return {name: _last(name, kept) for name in kept}
        kept = found


def calling_twins(function: Function, twins: Mapping[str, str], asked: set[str]) -> Function:
    """Return the function with every call of another going to its twin, for its boolean form.

    `asked`: the functions that its steps mention.
    """
    if asked.isdisjoint(twins):
        return function
    return replace(function, steps=_redirected(function.steps, twins, calls=True))


def asking_twins(function: Function, twins: Mapping[str, str], asked: set[str]) -> Function:
    """Return the function with every boolean that its conditions ask replaced by its twin."""
    if asked.isdisjoint(twins):
        return function
    return replace(function, steps=_redirected(function.steps, twins, calls=False))


def _is_root(function: Function) -> bool:
    return function.exported


def _last(name: str, twins: Mapping[str, str]) -> str:
    while name in twins:
        name = twins[name]
    return name


def _outline(steps: tuple[Step, ...]) -> Hashable:
    """Return what tells most functions apart at little cost: members, and what is said of them."""
    found: list[Hashable] = []
    for step in steps:
        match step:
            case Report():
                found.append(step.message)
            case If():
                found.append((_outline(step.then), _outline(step.otherwise)))
            case WithMember():
                found.append((step.key, _outline(step.then)))
            case WithItem():
                found.append((step.position, _outline(step.then)))
            case ForItems() | ForMembers():
                found.append(_outline(step.steps))
            case _:
                found.append(type(step).__name__)
    return tuple(found)


def answer_key(value: object, twins: Mapping[str, str]) -> Hashable:
    """Return all that decides what the steps of a boolean answer."""
    if isinstance(value, (Report, Explain)):
        return type(value).__name__
    if isinstance(value, FunctionRef):
        name = _last(value.name, twins) if value.contract is None else value.name
        return (name, value.contract, value.deep)
    if isinstance(value, Call):
        return (Call, answer_key(value.function, twins), value.var)
    if isinstance(value, tuple):
        return tuple(answer_key(item, twins) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = (answer_key(getattr(value, part.name), twins) for part in fields(value))
        return (type(value), *parts)
    # 1 and true, or 1 and 1.0, are no twins.
    return (type(value), repr(value))


def _redirected(value: T, twins: Mapping[str, str], *, calls: bool) -> T:
    if isinstance(value, (Call, Explain)) and not calls:
        return value
    if isinstance(value, FunctionRef):
        if value.contract is None and value.name in twins:
            return replace(value, name=twins[value.name])
        return value
    if isinstance(value, tuple):
        return tuple(_redirected(item, twins, calls=calls) for item in value)  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, (type, Report)):
        return value
    parts: dict[str, object] = {}
    for part in fields(value):
        inner = getattr(value, part.name)
        if isinstance(inner, tuple) or is_dataclass(inner):
            parts[part.name] = _redirected(inner, twins, calls=calls)
    return replace(value, **parts) if parts else value
