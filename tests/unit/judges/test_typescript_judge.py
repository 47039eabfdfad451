"""The TypeScript engine: generated JavaScript under Node, asked line by line."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cfc.emit.runtime import EVERYTHING
from cfc.emit.typescript.target import JavaScriptTarget
from cfc.judges.node import EngineError, EngineMissing, EngineTimeout, NodeProcess
from cfc.judges.typescript import TypeScriptJudge

from tests.support.modules import LINE

ECHO = """
export const echo = (value) => value;
export const own = (value) => Object.keys(value);
export const kind = (value) => String(value);
export const units = (text) => text.length;
export function fail() { throw new RangeError("too deep"); }
export function loop() { for (;;); }
export function chatter(value) { console.log("noise"); return value; }
export const later = async (value) => value;
export function leave() { process.exit(7); }
export function nothing() {}
export const number = 1;
"""


@pytest.fixture(scope="module")
def judge() -> Iterator[TypeScriptJudge]:
    target = JavaScriptTarget([LINE.id])
    files = {
        **target.print_shared([LINE.id], EVERYTHING),
        **target.print_module(LINE),
        "echo.js": ECHO,
    }
    with TypeScriptJudge(files) as made:
        yield made


def test_violations_come_back_as_json(judge: TypeScriptJudge) -> None:
    found = judge.validate("order/line.js", "validateLine", {"sku": "ab", "/": 1})
    assert [(item["rule"], item["path"]) for item in found] == [("additionalProperties", "/~1")]


def test_verdict_of_a_type_guard(judge: TypeScriptJudge) -> None:
    assert judge.holds("order/line.js", "isLine", {"sku": "ab"}) is True
    assert judge.holds("order/line.js", "isLine", {}) is False


def test_many_values_are_answered_in_order(judge: TypeScriptJudge) -> None:
    values = [{"sku": "ab"}, {}] * 2000
    counts = [len(found) for found in judge.validate_all("order/line.js", "validateLine", values)]  # type: ignore[arg-type]
    assert counts == [0, 1] * 2000


@pytest.mark.parametrize(
    "value", ["\ud800", "\udfff😀", "\u2028", {"__proto__": {"constructor": 1}}, [0.1, None, True]]
)
def test_value_survives_the_way_there_and_back(judge: TypeScriptJudge, value: object) -> None:
    assert judge.call("echo.js", "echo", value) == value


def test_proto_is_a_member_of_its_own(judge: TypeScriptJudge) -> None:
    assert judge.call("echo.js", "own", {"__proto__": 1}) == ["__proto__"]


@pytest.mark.parametrize("value", [math.inf, 10**400])
def test_numbers_beyond_doubles_are_infinite(judge: TypeScriptJudge, value: object) -> None:
    assert judge.call("echo.js", "kind", value) == "Infinity"
    assert judge.call("echo.js", "kind", [{"a": -math.inf}]) == "[object Object]"


def test_lone_surrogate_is_one_unit(judge: TypeScriptJudge) -> None:
    assert judge.call("echo.js", "units", "\ud800") == 1


def test_thrown_error_is_raised_with_its_name(judge: TypeScriptJudge) -> None:
    with pytest.raises(EngineError, match=r"^RangeError: too deep$"):
        judge.call("echo.js", "fail", None)


def test_thrown_violations_are_kept(judge: TypeScriptJudge) -> None:
    with pytest.raises(EngineError) as caught:
        judge.call("order/line.js", "parseLine", {})
    assert len(caught.value.violations) == 1


def test_missing_function_is_named(judge: TypeScriptJudge) -> None:
    with pytest.raises(EngineError, match=r"^TypeError: the module has no function `number`$"):
        judge.call("echo.js", "number", None)


def test_what_a_module_prints_disturbs_no_answer(judge: TypeScriptJudge) -> None:
    assert judge.call("echo.js", "chatter", 1) == 1


def test_promises_are_awaited_and_nothing_is_null(judge: TypeScriptJudge) -> None:
    assert judge.call("echo.js", "later", 2) == 2
    assert judge.call("echo.js", "nothing", 2) is None


def test_process_that_ends_is_reported_and_started_again(judge: TypeScriptJudge) -> None:
    with pytest.raises(EngineError, match="ended with exit code 7"):
        judge.call("echo.js", "leave", None)
    assert judge.call("echo.js", "echo", 3) == 3


def test_endless_call_is_ended(tmp_path: Path) -> None:
    (tmp_path / "echo.mjs").write_text(ECHO, "utf-8")
    with NodeProcess(limit=1.0) as process:
        with pytest.raises(EngineTimeout, match=r"^no answer after 1 seconds$"):
            process.call(tmp_path / "echo.mjs", "loop", None)
        assert process.call(tmp_path / "echo.mjs", "echo", 4) == 4


def test_missing_node_is_an_error_that_says_what_to_install(tmp_path: Path) -> None:
    process = NodeProcess(executable="node-that-is-not-there")
    with pytest.raises(EngineMissing) as caught:
        process.call(tmp_path / "x.mjs", "echo", 1)
    assert str(caught.value) == (
        "`node-that-is-not-there` was not found: the TypeScript engine needs Node.js 20 or newer, "
        "see https://nodejs.org"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_old_node_is_an_error_that_says_its_version(tmp_path: Path) -> None:
    stand_in = tmp_path / "node"
    stand_in.write_text('#!/bin/sh\necho \'{"node": "18.19.1"}\'\ncat >/dev/null\n', "utf-8")
    stand_in.chmod(0o755)
    process = NodeProcess(executable=str(stand_in))
    with pytest.raises(EngineMissing) as caught:
        process.call(tmp_path / "x.mjs", "echo", 1)
    assert str(caught.value) == (
        f"`{stand_in}` is of version 18.19.1: the TypeScript engine needs Node.js 20 or newer, "
        "see https://nodejs.org"
    )
