"""Loops over the same members become one, and each pattern in it is asked for once."""

from __future__ import annotations

from cfc.ir.loops import fused
from cfc.ir.program import (
    Any,
    At,
    Flag,
    ForItems,
    ForMembers,
    If,
    IsType,
    Let,
    Matches,
    NameIs,
    Not,
    Report,
    Step,
    Test,
)
from cfc.ir.variables import Variables

NO = (Report("", "", At(), ""),)
TEXT = Not(IsType("member", "string"))
OTHER = Not(IsType("member_2", "number"))


def loop(name: str, member: str | None, *steps: Step, var: str = "value") -> ForMembers:
    return ForMembers(var, name, member, steps)


def either(*tests: Test) -> Not:
    return Not(Any(tests))


def test_a_closed_map_asks_for_its_pattern_once() -> None:
    steps = (
        loop("key", "member", If(Matches("key", 0), (If(TEXT, NO),))),
        loop("key_2", None, If(Not(Matches("key_2", 0)), NO)),
    )

    assert fused(steps, Variables()) == (
        loop("key", "member", If(Not(Matches("key", 0)), NO), If(TEXT, NO)),
    )


def test_the_answers_of_several_patterns_are_kept() -> None:
    steps = (
        loop(
            "key",
            "member",
            If(Matches("key", 0), (If(TEXT, NO),)),
            If(Matches("key", 1), (If(TEXT, NO),)),
        ),
        loop(
            "key_2",
            "member_2",
            If(
                either(NameIs("key_2", ("a",)), Matches("key_2", 0), Matches("key_2", 1)),
                (If(OTHER, NO),),
            ),
        ),
    )

    assert fused(steps, Variables()) == (
        loop(
            "key",
            "member",
            Let("matched", Matches("key", 0)),
            If(Flag("matched"), (If(TEXT, NO),)),
            Let("matched_2", Matches("key", 1)),
            If(Flag("matched_2"), (If(TEXT, NO),)),
            If(
                either(NameIs("key", ("a",)), Flag("matched"), Flag("matched_2")),
                (If(Not(IsType("member", "number")), NO),),
            ),
        ),
    )


def test_loops_over_different_objects_stay_apart() -> None:
    steps = (
        loop("key", None, If(Matches("key", 0), NO)),
        loop("key_2", None, If(Matches("key_2", 0), NO), var="other"),
    )

    assert fused(steps, Variables()) == steps


def test_loops_are_found_inside_of_others() -> None:
    inner = (
        loop("key", None, If(Matches("key", 0), NO), var="item"),
        loop("key_2", None, If(Matches("key_2", 1), NO), var="item"),
    )

    assert fused((ForItems("value", "item", None, 0, inner),), Variables()) == (
        ForItems(
            "value",
            "item",
            None,
            0,
            (loop("key", None, If(Matches("key", 0), NO), If(Matches("key", 1), NO), var="item"),),
        ),
    )
