"""An object of which most members must be there is closed by their number, before any loop."""

from __future__ import annotations

from pathlib import Path

import pytest
from cfc.emit.runtime import EVERYTHING
from cfc.emit.typescript.target import JavaScriptTarget
from cfc.ir.counting import counting
from cfc.ir.dispatch import HasOthers
from cfc.ir.program import ForMembers, If, Step

from tests.support.compiled import PythonBundle, Schema, module_of
from tests.support.typescript import node, write_all

NAMES = tuple("abcdefgh")


def closed(required: int) -> dict[str, object]:
    properties = {name: {"type": "integer"} for name in NAMES}
    must = list(NAMES[:required])
    return {
        "type": "object",
        "properties": properties,
        "required": must,
        "additionalProperties": False,
    }


def steps_of(schema: object) -> tuple[Step, ...]:
    bundle = PythonBundle((Schema("r", schema),))
    try:
        return counting(bundle.modules["r"].functions[0].boolean)
    finally:
        bundle.close()


def test_the_loop_stands_behind_a_count_of_the_members() -> None:
    counted = [step for step in steps_of(closed(6)) if isinstance(step, If)]
    test, then = counted[-1].test, counted[-1].then
    assert test == HasOthers("value", 6, ("g", "h"))
    assert isinstance(then[0], ForMembers)


@pytest.mark.parametrize("required", [0, 5])
def test_where_many_may_be_absent_nothing_is_counted(required: int) -> None:
    assert any(isinstance(step, ForMembers) for step in steps_of(closed(required)))


def test_what_is_undefined_is_not_there_and_breaks_no_count(tmp_path: Path) -> None:
    module = module_of(Schema("r", closed(6)))
    target = JavaScriptTarget(["r"])
    write_all(tmp_path, {**target.print_shared(["r"], EVERYTHING), **target.print_module(module)})
    script = """
import * as module from "./r.js";
const holds = Object.values(module).find((item) => item.name?.startsWith("is"));
const all = { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 };
const values = [all, { ...all, g: 1 }, { ...all, g: undefined }, { ...all, other: 1 }];
console.log(JSON.stringify(values.map(holds)));
"""
    assert node(tmp_path, script) == [True, True, True, False]
