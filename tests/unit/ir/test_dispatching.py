"""Members that may be absent are judged in one loop, where there are enough of them."""

from __future__ import annotations

from cfc.ir.dispatch import Case, Dispatch
from cfc.ir.dispatching import dispatching
from cfc.ir.program import (
    At,
    Flag,
    ForMembers,
    If,
    IsType,
    Let,
    Matches,
    NameIs,
    Not,
    Report,
    Step,
    WithMember,
)

NO = (Report("", "", At(), ""),)
TEXT = If(Not(IsType("member_value", "string")), NO)
NUMBER = If(Not(IsType("member_value", "number")), NO)


def member(key: str, kind: str = "string", *, certain: bool = False) -> WithMember:
    then = If(Not(IsType(key, "string" if kind == "string" else "number")), NO)
    return WithMember("value", key, key, (then,), certain)


def loop(*steps: Step) -> ForMembers:
    return ForMembers("value", "key", None, steps)


def only(*names: str) -> ForMembers:
    return loop(If(Not(NameIs("key", names)), NO))


def test_many_members_that_may_be_there_are_one_loop() -> None:
    steps = tuple(member(key, "number" if key in "bd" else "string") for key in "abcdefgh")

    assert dispatching(steps) == (
        Dispatch(
            "value",
            "members",
            "name_key",
            "member_value",
            (),
            (Case(("a", "c", "e", "f", "g", "h"), (TEXT,)), Case(("b", "d"), (NUMBER,))),
            (),
        ),
    )


def test_few_members_are_asked_for_one_by_one() -> None:
    steps = tuple(map(member, "abcdefg"))

    assert dispatching(steps) == steps


def test_an_object_of_few_names_is_closed_by_the_same_loop() -> None:
    steps = (*map(member, "abc"), only("a", "b", "c", "d"))

    assert dispatching(steps) == (
        Dispatch(
            "value",
            "members",
            "key",
            "member_value",
            (),
            (Case(("a", "b", "c"), (TEXT,)), Case(("d",), ())),
            NO,
        ),
    )


def test_a_loop_would_meet_too_many_members_that_are_certain() -> None:
    steps = (*(member(f"r{number}", certain=True) for number in range(5)), *map(member, "abc"))

    assert dispatching((*steps, only("a", "b", "c"))) == (*steps, only("a", "b", "c"))


def test_what_asks_every_member_is_done_for_those_with_a_case_too() -> None:
    pattern = If(Matches("key", 0), NO)

    (made,) = dispatching((*map(member, "abc"), loop(pattern)))

    assert isinstance(made, Dispatch)
    assert (made.every, made.otherwise) == ((pattern,), ())


def test_a_member_that_asks_for_a_flag_stays_behind_it() -> None:
    asking = WithMember("value", "z", "z", (If(Flag("seen"), NO),))
    let = Let("seen", IsType("value", "object"))

    made = dispatching((*map(member, "abcdefgh"), let, asking))

    assert made[1:] == (let, asking)
