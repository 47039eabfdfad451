"""Invariants in printed modules: in validators, and as the boundary's conditions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cfc.emit.runtime import EVERYTHING
from cfc.emit.typescript.target import JavaScriptTarget, TypeScriptTarget
from cfc.invariants.lower import lower
from cfc.invariants.parser import parse
from cfc.invariants.program import CompiledInvariant
from cfc.ir.module import ContractModule
from cfc.ir.program import At, CheckInvariants, Function, If, IsType, Not, Report

from tests.support.modules import LINE, ORDER
from tests.support.typescript import node, reprinted, tsc, write_all

FEATURES = EVERYTHING


def invariant(name: str, expression: str, **more: object) -> CompiledInvariant:
    made = CompiledInvariant(
        id=name.replace("_", "-"),
        name=name,
        expression=expression,
        body=parse(expression),
        when=None,
        when_expression=None,
        message=None,
        severity="error",
        pointer="/invariants/0",
        schema_path="#/invariants/0",
        reads=frozenset(),
        lowered=lower(parse(expression)),
    )
    when = more.get("when")
    if when is not None:
        made = replace(made, when_lowered=lower(when))  # type: ignore[arg-type]
    return replace(made, **more)  # type: ignore[arg-type]


def _module() -> ContractModule:
    assert ORDER.operation is not None
    positive = Function(
        "place_output",
        "/output",
        (
            If(
                Not(IsType("value", "object")),
                (Report("type", "must be an object", At(), "#/output/type"),),
            ),
            CheckInvariants("value", (2,)),
        ),
    )
    return replace(
        ORDER,
        functions=tuple(positive if f.name == "place_output" else f for f in ORDER.functions),
        invariants=(
            invariant("has_lines", "$count(input.lines) > 0"),
            invariant("answers_lines", "output.id >= $count(input.lines)", message="too small"),
            invariant("positive", "id > 0"),
        ),
        operation=replace(ORDER.operation, preconditions=(0,), postconditions=(1,)),
    )


IDS = [LINE.id, ORDER.id]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("invariants")
    target = JavaScriptTarget(IDS)
    files = {**target.print_shared(IDS, FEATURES), **target.print_module(LINE)}
    write_all(made, files | target.print_module(_module()))
    return made


def test_strict_compiler_has_nothing_to_say_and_emits_the_same(tmp_path: Path) -> None:
    typescript, javascript = TypeScriptTarget(IDS), JavaScriptTarget(IDS)
    files = {**typescript.print_shared(IDS, FEATURES), **typescript.print_module(LINE)}
    write_all(tmp_path, files | typescript.print_module(_module()))
    assert tsc(tmp_path, emit=True) == ""
    ours = javascript.print_module(_module())
    theirs = {path: (tmp_path / "out" / path).read_text("utf-8") for path in ours}
    assert reprinted(ours, tmp_path) == reprinted(theirs, tmp_path)


def test_validators_check_invariants_after_the_schema(folder: Path) -> None:
    script = """
import { validatePlaceOutput, isPlaceOutput } from "./order.js";
const values = [{ id: 1 }, { id: 0 }, 1];
console.log(JSON.stringify(values.map((value) => [
  isPlaceOutput(value), validatePlaceOutput(value).map(({ rule }) => rule),
])));
"""
    assert node(folder, script) == [
        [True, []],
        [False, ["invariant-violated"]],
        [False, ["type", "invariant-skipped"]],
    ]


def test_precondition_blames_the_caller_and_postcondition_the_implementation(
    folder: Path,
) -> None:
    script = """
import { bind, bindSync } from "./order.js";
const line = { sku: "ab" };
const tried = async (binding, id, lines) => {
  try { return await binding(() => ({ id }))({ lines }); } catch (error) {
    return [error.constructor.name, error.violations.map(({ rule, message }) => [rule, message])];
  }
};
const results = [];
for (const binding of [bind, bindSync]) {
  results.push([
    await tried(binding, 2, [line, line]), await tried(binding, 2, []),
    await tried(binding, 1, [line, line]),
  ]);
}
console.log(JSON.stringify(results));
"""
    results = node(folder, script)
    assert isinstance(results, list)
    assert results[0] == results[1]
    right, caller, implementation = results[0]
    assert right == {"id": 2}
    assert (caller[0], [rule for rule, _ in caller[1]]) == ("CallerFault", ["invariant-violated"])
    assert implementation[0] == "ImplementationFault"
    assert [rule for rule, _ in implementation[1]] == ["invariant-violated"]
    assert "too small" in implementation[1][0][1]
