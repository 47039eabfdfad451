"""What a boolean has asked of a member it doesn't ask again."""

from __future__ import annotations

from cfc.ir.certain import NOTHING, simplified
from cfc.ir.program import (
    At,
    EqualsOneOf,
    HasMember,
    If,
    IsType,
    Not,
    Report,
    Step,
    WithMember,
)

NO = (Report("", "", At(), ""),)
IS_OBJECT = If(Not(IsType("value", "object")), NO)
OTHER = HasMember("value", "other")


def asked(member: str, *texts: str) -> WithMember:
    """Refuse a member `kind` that is none of these."""
    return WithMember("value", "kind", member, (If(Not(EqualsOneOf(member, texts)), NO),))


def made_of(*steps: Step) -> tuple[Step, ...]:
    return simplified((IS_OBJECT, *steps), NOTHING)[1:]


def test_a_member_is_not_asked_the_same_again() -> None:
    assert made_of(asked("first", "a"), asked("second", "a")) == (asked("first", "a"),)


def test_a_member_is_asked_something_else() -> None:
    steps = (asked("first", "a", "b"), asked("second", "a"))

    assert made_of(*steps) == steps


def test_what_is_asked_in_a_branch_is_not_known_behind_it() -> None:
    steps = (If(OTHER, (asked("first", "a"),)), asked("second", "a"))

    assert made_of(*steps) == steps


def test_what_was_asked_before_a_branch_is_known_in_it() -> None:
    steps = (asked("first", "a"), If(OTHER, (asked("second", "a"), *NO)))

    assert made_of(*steps) == (asked("first", "a"), If(OTHER, NO))


def test_what_is_asked_of_an_object_is_known_behind_the_question_for_its_type() -> None:
    first = If(IsType("value", "object"), (asked("first", "a"),), NO)
    second = If(IsType("value", "object"), (asked("second", "a"),))

    assert simplified((first, second), NOTHING) == (IS_OBJECT, asked("first", "a"))
