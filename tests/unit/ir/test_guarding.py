"""Branches of a union are called for those values alone that their tag lets pass."""

from __future__ import annotations

from typing import Any

from cfc.ir.guarding import Guards
from cfc.ir.program import All, FunctionRef, Holds, If, MemberIs, Not, Step, Test
from cfc.ir.program import Any as AnyOf

from tests.support.compiled import PythonBundle, Schema


def branch(name: str, *, required: bool = True) -> dict[str, Any]:
    """An object of a kind; that it must have one is said by what it refers to."""
    own = {"properties": {"kind": {"enum": [name]}, "size": {"type": "integer"}}}
    return {"type": "object", "allOf": [{"$ref": "#/$defs/core"} if required else {}, own]}


SCHEMA = {
    "anyOf": [{"$ref": f"#/$defs/{name}"} for name in ("a", "b", "c")],
    "$defs": {
        "core": {"properties": {"kind": {"type": "string"}}, "required": ["kind"]},
        "a": branch("a"),
        "b": branch("b", required=False),
        "c": {"type": "object", "required": ["other"]},
    },
}


def asked_of(schema: object, passed_over: frozenset[str] = frozenset()) -> tuple[Test, ...]:
    bundle = PythonBundle((Schema("r", schema),))
    try:
        functions = bundle.modules["r"].functions
    finally:
        bundle.close()
    steps = Guards(functions, passed_over).guarded(functions[0].boolean)
    return next(found for step in steps if (found := branches(step)))


def branches(step: Step) -> tuple[Test, ...]:
    match step:
        case If(Not(AnyOf(tests))):
            return tests
        case _:
            return ()


def holds(name: str) -> Holds:
    return Holds(FunctionRef(name), "value")


def test_a_branch_is_asked_behind_the_texts_of_its_tag() -> None:
    assert asked_of(SCHEMA) == (
        All((MemberIs("value", "kind", ("a",), False), holds("a"))),
        All((MemberIs("value", "kind", ("b",), True), holds("b"))),
        holds("c"),
    )


def test_a_member_that_has_the_same_texts_in_all_branches_tells_nothing() -> None:
    alike = {**SCHEMA, "$defs": {**SCHEMA["$defs"], "b": branch("a")}}  # type: ignore[dict-item]

    assert asked_of(alike) == (holds("a"), holds("b"), holds("c"))


def test_a_member_that_cannot_be_looked_at_is_no_tag() -> None:
    assert asked_of(SCHEMA, frozenset({"kind"})) == (holds("a"), holds("b"), holds("c"))
