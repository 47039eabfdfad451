"""Printed modules: accepted by the strict compiler, the same in JavaScript, alike under Node."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cfc.emit.runtime import EVERYTHING
from cfc.emit.typescript.target import JavaScriptTarget, TypeScriptTarget

from tests.support.modules import FREE, LINE, ORDER
from tests.support.typescript import node, reprinted, tsc, write_all

MODULES = (LINE, ORDER, FREE)
IDS = [module.id for module in MODULES]


def typescript_texts() -> dict[str, str]:
    target = TypeScriptTarget(IDS)
    texts = dict(target.print_shared(IDS, EVERYTHING))
    for module in MODULES:
        texts |= target.print_module(module)
    return texts


def javascript_texts() -> dict[str, str]:
    target = JavaScriptTarget(IDS)
    texts = dict(target.print_shared(IDS, EVERYTHING))
    for module in MODULES:
        texts |= target.print_module(module)
    return texts


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the TypeScript modules, and in `out` what the compiler makes of them."""
    folder = tmp_path_factory.mktemp("typescript")
    write_all(folder, typescript_texts())
    complaints = tsc(folder, emit=True)
    assert complaints == ""
    return folder


@pytest.fixture(scope="module")
def javascript(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("javascript")
    write_all(folder, javascript_texts())
    return folder


def test_strict_compiler_has_nothing_to_say(compiled: Path) -> None:
    assert (compiled / "out" / "order.js").is_file()


def test_javascript_is_what_the_compiler_would_emit(compiled: Path, tmp_path: Path) -> None:
    ours = javascript_texts()
    theirs = {path: (compiled / "out" / path).read_text("utf-8") for path in ours}
    printed = reprinted(ours, tmp_path)
    assert printed == reprinted(theirs, tmp_path)


def test_no_line_of_a_module_is_longer_than_a_hundred_columns() -> None:
    long = [
        line
        for path, text in typescript_texts().items()
        for line in text.splitlines()
        if len(line) > 100 and "x" * 90 not in line and not line.endswith(("$/;", "$/u;"))
    ]
    assert long == []


def test_printing_twice_gives_the_same_bytes() -> None:
    assert typescript_texts() == typescript_texts()


def judged(folder: Path, module: str, function: str, values: list[object]) -> list[object]:
    script = f"""
import * as module from "./{module}";
const values = JSON.parse({json.dumps(json.dumps(values))});
console.log(JSON.stringify(values.map((value) => module.{function}(value))));
"""
    answers = node(folder, script)
    assert isinstance(answers, list)
    return answers


LINES: list[tuple[object, list[tuple[str, str]]]] = [
    ({"sku": "ab/", "tags": ["a", 7]}, [("early", "/tags/1")]),
    ({"sku": "ab", "tags": ["a", "b", 7]}, []),
    ({"sku": "a"}, [("minLength", "/sku")]),
    ({"sku": "😀a"}, [("pattern", "/sku")]),
    ({"sku": "abcd"}, []),
    ({"sku": 1}, [("type", "/sku")]),
    ({}, [("required", "")]),
    ([], [("type", "")]),
    (None, [("type", "")]),
    ({"sku": "ab", "price": 19.99}, []),
    ({"sku": "ab", "price": 1e22}, []),
    ({"sku": "ab", "price": 0.005}, [("multipleOf", "/price")]),
    ({"sku": "ab", "price": -1}, [("minimum", "/price")]),
    ({"sku": "ab", "price": "1"}, [("type", "/price")]),
    ({"sku": "ab", "tags": ["a", "a"]}, [("uniqueItems", "/tags")]),
    ({"sku": "ab", "tags": ["abc"]}, [("contains", "/tags")]),
    (
        {"sku": "ab", "tags": ["a", "bb", "c", "d", 1.5]},
        [("maxContains", "/tags"), ("items", "/tags/4")],
    ),
    ({"sku": "ab", "tags": ["a", "bad"]}, [("not", "/tags")]),
    ({"sku": "ab", "x-a/b": 1}, [("patternProperties", "/x-a~1b")]),
    (
        {"sku": "ab", "__proto__": 1, "toString": 2, "\uffff": 3, "😀": 4},
        [
            ("additionalProperties", "/__proto__"),
            ("additionalProperties", "/toString"),
            ("additionalProperties", "/😀"),
            ("additionalProperties", "/\uffff"),
        ],
    ),
    ({"sku": "ab", "kind": 1.0}, []),
    ({"sku": "ab", "kind": True}, []),
    ({"sku": "ab", "kind": "c"}, [("enum", "/kind"), ("enumTwice", "/kind")]),
    ({"sku": "ab", "choice": "a"}, [("oneOf", "/choice")]),
    ({"sku": "ab", "choice": 1}, [("enum", "/choice")]),
    (
        {"sku": "ab", "choice": {"a": [1.0, {"__proto__": 2}]}},
        [("oneOf", "/choice"), ("enum", "/choice"), ("const", "/choice")],
    ),
]


def test_collector_lists_every_violation_in_order(javascript: Path) -> None:
    answers = judged(javascript, "order/line.js", "validateLine", [value for value, _ in LINES])
    found = [[(item["rule"], item["path"]) for item in answer] for answer in answers]  # type: ignore[attr-defined]
    assert found == [wanted for _, wanted in LINES]


def test_boolean_says_yes_where_the_collector_finds_nothing(javascript: Path) -> None:
    answers = judged(javascript, "order/line.js", "isLine", [value for value, _ in LINES])
    assert answers == [not wanted for _, wanted in LINES]


def test_violation_has_the_parameters_of_its_message(javascript: Path) -> None:
    [answer] = judged(javascript, "order/line.js", "validateLine", [{}])
    assert answer == [
        {
            "rule": "required",
            "message": "must keep `required`",
            "path": "",
            "schemaPath": "#/required",
            "params": {"missing": "sku"},
        }
    ]


def test_parse_returns_the_value_or_throws_with_all_violations(javascript: Path) -> None:
    script = """
import { ContractViolation } from "./runtime.js";
import { parseLine, safeParseLine } from "./order/line.js";
const value = { sku: "ab" };
let thrown;
try { parseLine({}); } catch (error) { thrown = error; }
console.log(JSON.stringify([
  parseLine(value) === value,
  thrown instanceof ContractViolation && thrown.violations.length,
  thrown.message,
  safeParseLine(value).ok,
  safeParseLine(1),
]));
"""
    same, count, message, right, wrong = node(javascript, script)  # type: ignore[misc]
    assert (same, count, right, wrong["ok"]) == (True, 1, True, False)
    assert message == "Line breaks its contract: at ``: must keep `required`"


def test_standard_schema_names_segments_as_the_value_has_them(javascript: Path) -> None:
    script = """
import { placeInputSchema } from "./order.js";
const standard = placeInputSchema["~standard"];
const value = JSON.parse('{"lines": [{"sku": "ab"}, {"sku": "ab", "0": 1}]}');
const good = { lines: [] };
console.log(JSON.stringify([
  standard.version,
  standard.vendor,
  standard.validate(value).issues.map((issue) => issue.path),
  standard.validate(good).value === good,
]));
"""
    assert node(javascript, script) == [1, "cfc", [["lines", 1, "0"]], True]


def test_boundary_blames_the_right_side(javascript: Path) -> None:
    script = """
import { bind, bindSync, OutOfStock, Closed } from "./order.js";
const good = { lines: [{ sku: "ab" }] };
async function outcome(implementation, input) {
  const results = [];
  for (const binding of [bind, bindSync]) {
    try {
      results.push(await binding(implementation)(input));
    } catch (error) {
      results.push([error.constructor.name, error.operation, error.message, error.retryable]);
    }
  }
  return results;
}
console.log(JSON.stringify([
  await outcome(() => ({ id: 1 }), good),
  await outcome(() => ({ id: 1 }), { lines: 1 }),
  await outcome(() => ({ id: "1" }), good),
  await outcome(() => { throw new OutOfStock({ sku: "ab" }); }, good),
  await outcome(() => { throw new OutOfStock({ sku: 1 }); }, good),
  await outcome(() => { throw new Closed({}, "later"); }, good),
  await outcome(() => { throw new TypeError("oops"); }, good),
  await outcome(() => { throw Object.create(null); }, good),
]));
"""
    outcomes = node(javascript, script)
    assert isinstance(outcomes, list)
    assert all(asynchronous == synchronous for asynchronous, synchronous in outcomes)
    assert [outcome[0] for outcome in outcomes] == [
        {"id": 1},
        [
            "CallerFault",
            "order.place",
            "the input of `order.place` breaks its contract: at `/lines`: must keep `type`",
            None,
        ],
        [
            "ImplementationFault",
            "order.place",
            "the output of `order.place` breaks its contract: at `/id`: must keep `type`",
            None,
        ],
        ["OutOfStock", "order.place", "Not enough on the shelf.", True],
        [
            "ImplementationFault",
            "order.place",
            "the data of the error `out_of_stock` of `order.place` breaks its contract: "
            "at `/sku`: must keep `type`",
            None,
        ],
        ["Closed", "order.place", "later", False],
        [
            "UndeclaredError",
            "order.place",
            "`order.place` failed with an error that its contract does not declare: TypeError: oops",
            None,
        ],
        [
            "UndeclaredError",
            "order.place",
            "`order.place` failed with an error that its contract does not declare: an object",
            None,
        ],
    ]


def test_asynchronous_implementations_are_awaited(javascript: Path) -> None:
    script = """
import { bind } from "./order.js";
const good = { lines: [] };
const answers = [];
answers.push(await bind(async () => ({ id: 2 }))(good));
try { await bind(async () => { throw new Error("late"); })(good); } catch (error) {
  answers.push([error.name, error.cause.message]);
}
console.log(JSON.stringify(answers));
"""
    assert node(javascript, script) == [{"id": 2}, ["UndeclaredError", "late"]]
