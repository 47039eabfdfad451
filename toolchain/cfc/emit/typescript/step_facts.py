"""What a function's steps hold, looked at as a whole.

In: steps. Out: flags and where they may be declared, and whether invariants are checked.
"""

from __future__ import annotations

from cfc.ir.program import (
    All,
    Any,
    CheckInvariants,
    Dispatch,
    ExactlyOne,
    Flag,
    ForItems,
    ForMembers,
    If,
    Let,
    Not,
    Report,
    Step,
    Test,
    WithItem,
    WithMember,
)


def _inner(step: Step) -> tuple[tuple[Step, ...], ...]:
    match step:
        case If(_, then, otherwise):
            return (then, otherwise)
        case WithMember(then=then) | WithItem(then=then):
            return (then,)
        case ForItems(steps=steps) | ForMembers(steps=steps):
            return (steps,)
        case Dispatch(every=every, cases=cases, otherwise=otherwise):
            return (every, *(case.steps for case in cases), otherwise)
        case _:
            return ()


def refused(loop: ForMembers) -> Test | None:
    """Return the test of names, if all that the loop does is to refuse those that pass it.

    Then it may look at inherited members as well, which is cheaper, and ask only for those that
    it would refuse whether they are the object's own.
    """
    match loop:
        case ForMembers(member=None, steps=(If(test, (Report(), *_), ()),)):
            return test
        case _:
            return None


def checks_invariants(steps: tuple[Step, ...]) -> bool:
    return any(
        isinstance(step, CheckInvariants) or any(map(checks_invariants, _inner(step)))
        for step in steps
    )


def flags(steps: tuple[Step, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the flags that are constants where they are set, and those declared up front.

    A flag is a constant when it is set once and nothing outside of that block asks for it.
    """
    blocks: dict[str, list[tuple[Step, ...]]] = {}
    _collect_flags(steps, blocks)
    if not blocks:
        return frozenset(), ()
    everywhere = _uses(steps)
    once = frozenset(
        name
        for name, places in blocks.items()
        if len(places) == 1
        and (places[0] is steps or _uses(places[0]).count(name) == everywhere.count(name))
    )
    return once, tuple(name for name in blocks if name not in once)


def _collect_flags(steps: tuple[Step, ...], found: dict[str, list[tuple[Step, ...]]]) -> None:
    for step in steps:
        if isinstance(step, Let):
            found.setdefault(step.name, []).append(steps)
        for block in _inner(step):
            _collect_flags(block, found)


def _uses(steps: tuple[Step, ...]) -> list[str]:
    """Return the flags that the steps ask for, once per question."""
    found: list[str] = []
    for step in steps:
        if isinstance(step, (If, Let)):
            found += _asked(step.test)
        for block in _inner(step):
            found += _uses(block)
    return found


def _asked(test: Test) -> list[str]:
    match test:
        case Flag(name):
            return [name]
        case Not(inner):
            return _asked(inner)
        case All(tests) | Any(tests) | ExactlyOne(tests):
            return [name for inner in tests for name in _asked(inner)]
        case _:
            return []


def merged(step: If) -> If:
    """Return a choice in a choice, where neither has another branch, as one."""
    while not step.otherwise and len(step.then) == 1:
        inner = step.then[0]
        if not isinstance(inner, If) or inner.otherwise or not inner.then:
            break
        step = If(All((step.test, inner.test)), inner.then)
    return step


def only_reports(steps: tuple[Step, ...]) -> bool:
    return bool(steps) and all(isinstance(step, Report) for step in steps)
