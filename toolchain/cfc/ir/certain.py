"""Steps of a boolean with what is certain taken into account: nothing is asked twice.

In: steps. Out: steps with the same verdict. Types and members that have been asked for are known
behind the question; members that must be there are asked for first; an object that has all names
it may have is closed by their number.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

from cfc.ir.booleans import NO, as_boolean
from cfc.ir.loops import renamed
from cfc.ir.program import (
    All,
    Any,
    Constant,
    ExactlyOne,
    ForItems,
    ForMembers,
    HasMember,
    If,
    IsType,
    JsonType,
    Let,
    NameIs,
    Not,
    Report,
    SizeIs,
    Step,
    Test,
    WithItem,
    WithMember,
)
from cfc.ir.tests import all_of, any_of, negate
from cfc.ir.twins import answer_key


@dataclass(frozen=True)
class Known:
    """What is certain at a step: types of variables, members that objects have, and what has been
    asked of a member, if it is there."""

    types: Mapping[str, JsonType]
    members: frozenset[tuple[str, str]] = frozenset()
    asked: frozenset[tuple[str, str, Hashable]] = frozenset()

    def and_also(self, other: Known) -> Known:
        types = {**self.types, **other.types}
        return Known(types, self.members | other.members, self.asked | other.asked)


NOTHING = Known({})


def simplified(steps: tuple[Step, ...], known: Known) -> tuple[Step, ...]:
    """Return the steps without what is certain."""
    return _simplified(steps, known)[0]


def _simplified(steps: tuple[Step, ...], known: Known) -> tuple[tuple[Step, ...], Known]:
    """Return the steps without what is certain, and what is certain behind them."""
    found: list[Step] = []
    for step in _required_first(steps, known):
        made, known = _step(as_boolean(step), known)
        found += made
        if made and isinstance(made[-1], Report):
            break
    return tuple(found), known


def _step(step: Step, known: Known) -> tuple[tuple[Step, ...], Known]:
    match step:
        case If():
            return _choice(step, known)
        case WithMember(var, key, member, then):
            is_certain = (var, key) in known.members
            inside = known.and_also(Known({var: "object"}, frozenset({(var, key)})))
            inner = simplified(then, _without(inside, member))
            questions = [(var, key, _question(one, member)) for one in inner]
            new = [one for one, it in zip(inner, questions, strict=True) if it not in known.asked]
            learned = frozenset(it for it in questions if it[2] is not None)
            made = (replace(step, then=tuple(new), certain=is_certain),) if new else ()
            return made, known.and_also(Known({}, asked=learned))
        case WithItem(then=then):
            inner = simplified(then, _without(known, step.item))
            return ((replace(step, then=inner),) if inner else ()), known
        case ForItems(var, item, _, _, steps):
            inner = simplified(steps, _without(known.and_also(Known({var: "array"})), item))
            return ((replace(step, steps=inner),) if inner else ()), known
        case ForMembers():
            return _members(step, known), known
        case Let(name, test):
            return (Let(name, _test(test, known)),), known
        case _:
            return (step,), known


def _question(step: Step, member: str) -> Hashable:
    """Return what is asked, where a step does no more than to ask it of one member; else None."""
    match as_boolean(step):
        case If(test, (Report(), *_), ()) if _is_of(test, member):
            return answer_key(renamed(If(test, NO), {member: "value"}), {})
        case _:
            return None


def _is_of(test: Test, var: str) -> bool:
    match test:
        case Not(inner):
            return _is_of(inner, var)
        case All(tests) | Any(tests) | ExactlyOne(tests):
            return all(_is_of(part, var) for part in tests)
        case _:
            return getattr(test, "var", None) == var


def _choice(step: If, known: Known) -> tuple[tuple[Step, ...], Known]:
    test = _test(step.test, known)
    if isinstance(test, Constant):
        return _simplified(step.then if test.holds else step.otherwise, known)
    then, yes = _simplified(step.then, known.and_also(_learned(test, holds=True)))
    otherwise, no = _simplified(step.otherwise, known.and_also(_learned(test, holds=False)))
    if not then and not otherwise:
        return (), known
    if not then:
        return (If(negate(test), otherwise),), known
    if isinstance(then[-1], Report):
        # It has answered: what follows stands behind it, and knows more.
        return (If(test, then), *otherwise), no
    if otherwise and isinstance(otherwise[-1], Report):
        return (If(negate(test), otherwise), *then), yes
    return (If(test, then, otherwise),), known


def _members(step: ForMembers, known: Known) -> tuple[Step, ...]:
    names = closing_names(step)
    if names and all((step.var, name) in known.members for name in names):
        size = SizeIs(step.var, "object", "!=", len(names))
        return (If(size, NO),)
    inside = known.and_also(Known({step.var: "object", step.name: "string"}))
    if step.member is not None:
        inside = _without(inside, step.member)
    inner = simplified(step.steps, inside)
    return (replace(step, steps=inner),) if inner else ()


def closing_names(step: ForMembers) -> tuple[str, ...]:
    """Return the only names that the loop lets pass; none when it asks for anything else."""
    match step.steps:
        case (If(Not(NameIs(var, names)), (Report(), *_), ()),) if var == step.name:
            return tuple(dict.fromkeys(names))
        case _:
            return ()


def _required_first(steps: tuple[Step, ...], known: Known) -> list[Step]:
    """Return the steps with those in front that ask for a type, then for members."""
    types = [step for step in steps if _asks(step, IsType)]
    required = [step for step in steps if _asks(step, HasMember)]
    if known.types.get(_subject(required)) != "object" and types[:1] != list(steps[:1]):
        return list(steps)
    first = [*types[:1], *required] if types[:1] == list(steps[:1]) else required
    return [*first, *(step for step in steps if not any(step is each for each in first))]


def _asks(step: Step, kind: type) -> bool:
    """Tell whether a step does nothing but refuse what does not pass one question."""
    match step:
        case If(Not(test), (Report(), *_), ()):
            return isinstance(test, kind)
        case _:
            return False


def _subject(steps: list[Step]) -> str:
    first = steps[0] if steps else None
    match first:
        case If(Not(HasMember(var, _))):
            return var
        case _:
            return ""


def _without(known: Known, var: str) -> Known:
    """Forget what is known of a variable that is bound anew."""
    types = {name: kind for name, kind in known.types.items() if name != var}
    members = frozenset(pair for pair in known.members if pair[0] != var)
    return Known(types, members, frozenset(item for item in known.asked if item[0] != var))


def _test(test: Test, known: Known) -> Test:
    match test:
        case IsType(var, kind) if var in known.types:
            return _of_type(known.types[var], kind, test)
        case HasMember(var, key) if (var, key) in known.members:
            return Constant(True)
        case Not(inner):
            return negate(_test(inner, known))
        case All(tests):
            kept: list[Test] = []
            for part in tests:
                part = _test(part, known)
                kept.append(part)
                known = known.and_also(_learned(part, holds=True))
            return all_of(kept)
        case Any(tests):
            return any_of([_test(part, known) for part in tests])
        case _:
            return test


def _of_type(known: JsonType, asked: JsonType, test: Test) -> Test:
    if known == asked or (known, asked) == ("integer", "number"):
        return Constant(True)
    if {known, asked} == {"integer", "number"}:
        return test
    return Constant(False)


def _learned(test: Test, *, holds: bool) -> Known:
    """Return what is certain where a test has been answered."""
    match test:
        case IsType(var, kind) if holds:
            return Known({var: kind})
        case HasMember(var, key) if holds:
            return Known({}, frozenset({(var, key)}))
        case Not(inner):
            return _learned(inner, holds=not holds)
        case All(tests) if holds:
            parts = [_learned(part, holds=True) for part in tests]
        case Any(tests) if not holds:
            parts = [_learned(part, holds=False) for part in tests]
        case _:
            return NOTHING
    found = NOTHING
    for part in parts:
        found = found.and_also(part)
    return found
