"""A member that must be there and is asked but for its value is read once."""

from __future__ import annotations

from cfc.emit.typescript.required_members import read_once
from cfc.ir.program import At, HasFormat, HasMember, If, IsType, Not, Report, Step, WithMember

NO = (Report("", "", At(), ""),)


def required(key: str) -> If:
    return If(Not(HasMember("value", key)), NO)


def asked(key: str, *more: Step) -> WithMember:
    return WithMember("value", key, key, (If(Not(IsType(key, "string")), NO), *more), True)


def test_what_has_no_type_is_not_there() -> None:
    steps = (required("a"), required("b"), asked("b"), asked("a"))

    assert read_once(steps) == (asked("a"), asked("b"))


def test_what_costs_more_is_asked_behind_all_that_is_required() -> None:
    steps = (required("a"), required("b"), asked("a", If(Not(HasFormat("a", "date")), NO)))

    assert read_once(steps) == steps


def test_what_every_object_inherits_is_asked_for_itself() -> None:
    steps = (required("toString"), asked("toString"))

    assert read_once(steps) == steps
