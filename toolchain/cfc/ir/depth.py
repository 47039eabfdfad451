"""How deep a program may go into a value: which functions count, and which pass the count on.

In: the functions of a module. Out: the same, those on a cycle of calls marked. Every cycle goes
through a function that counts; what lies on the way passes the count on. A value that is nested
deeper than the limit is refused in every language at the same depth, whatever its stack can take.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from cfc.ir.program import Function, FunctionRef, Step
from cfc.ir.walk import Traits

Edges = Mapping[str, Sequence[str]]


def with_depths(
    functions: Sequence[Function], traits: Mapping[str, Traits], cyclic: frozenset[str]
) -> list[Function]:
    """Return the functions with `depth` set, and `deep` in what they call.

    `traits`: what the steps of each mention. `cyclic`: ids of contracts that refer back to this
    one; what is exported may be called by them, so it counts, here as there.
    """
    outside = {item.name for item in functions if item.exported} if cyclic else set[str]()
    edges = {item.name: _callees(traits[item.name], cyclic, outside) for item in functions}
    counting = _closing(edges) | outside
    if not counting:
        return list(functions)
    callers: dict[str, list[str]] = {name: [] for name in edges}
    for name, callees in edges.items():
        for callee in callees:
            if callee in callers:
                callers[callee].append(name)
    between = _reached(edges, counting) & _reached(callers, counting)

    def is_deep(ref: FunctionRef) -> bool:
        return ref.name in between if ref.contract is None else ref.contract in cyclic

    return [
        replace(
            item,
            depth="counted" if item.name in counting else "passed",
            steps=_marked(item.steps, is_deep),
        )
        if item.name in between
        else item
        for item in functions
    ]


def _callees(traits: Traits, cyclic: frozenset[str], outside: set[str]) -> list[str]:
    found = set(traits.asked)
    if any(contract in cyclic for contract, _ in traits.foreign):
        found |= outside
    return sorted(found)


def _closing(edges: Edges) -> set[str]:
    """Return the functions that a walk in depth comes back to: one on every cycle."""
    found: set[str] = set()
    done: set[str] = set()
    for root in edges:
        if root in done:
            continue
        open_: dict[str, int] = {root: 0}
        path = [root]
        while path:
            name = path[-1]
            callees = edges.get(name, ())
            position = open_[name]
            if position == len(callees):
                path.pop()
                del open_[name]
                done.add(name)
                continue
            open_[name] = position + 1
            callee = callees[position]
            if callee in open_:
                found.add(callee)
            elif callee not in done:
                open_[callee] = 0
                path.append(callee)
    return found


def _reached(edges: Edges, roots: Iterable[str]) -> set[str]:
    found: set[str] = set()
    pending = list(roots)
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending.extend(edges.get(name, ()))
    return found


def without_depth(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps as they stand in a function that is not told how deep it is."""
    return _marked(steps, lambda ref: False)


T = TypeVar("T")


def _marked(value: T, is_deep: Callable[[FunctionRef], bool]) -> T:
    """Return the steps with `deep` set in every reference."""
    if isinstance(value, FunctionRef):
        deep = is_deep(value)
        return value if deep == value.deep else replace(value, deep=deep)
    if isinstance(value, tuple):
        return tuple(_marked(item, is_deep) for item in value)  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, object] = {}
    for part in fields(value):
        inner = getattr(value, part.name)
        if isinstance(inner, tuple) or is_dataclass(inner):
            changed[part.name] = _marked(inner, is_deep)
    return replace(value, **changed) if changed else value
