"""What an outcome of an invariant means, alike in both languages."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cfc.invariants.parser import parse
from cfc.judges.expression_node import print_javascript
from cfc.judges.expressions import print_python, python_runtime
from cfc.resources import folder

VALUE = {"a": 1, "b": {"c": "x"}, "list": [1, 2]}
# expression, rule of the violation (None: it holds), message, details.
OUTCOMES = [
    ("a = 1", None, None, {}),
    ("a = 2", "invariant-violated", "invariant `rule` does not hold", {}),
    (
        "b.missing > 1",
        "invariant-undefined",
        "invariant `rule` has no answer: `b.missing` is absent",
        {"absent": "b.missing"},
    ),
    (
        "()",
        "invariant-undefined",
        "invariant `rule` has no answer",
        {"absent": None},
    ),
    (
        "list",
        "invariant-not-boolean",
        "invariant `rule` gives array, not a boolean",
        {"type": "array"},
    ),
    (
        "null",
        "invariant-not-boolean",
        "invariant `rule` gives null, not a boolean",
        {"type": "null"},
    ),
    (
        "b.c > 1",
        "invariant-error",
        "invariant `rule` T2009: `>` has a number on one side only",
        {"code": "T2009", "position": 4},
    ),
    (
        "1 / 0 > 5",
        "invariant-error",
        "invariant `rule` D1001: a number is out of range",
        {"code": "D1001", "position": None},
    ),
    (
        "1 / 0",
        "invariant-error",
        "invariant `rule` D1001: a number is out of range",
        {"code": "D1001", "position": None},
    ),
]
RULES = [row[0] for row in OUTCOMES]


def evaluator(expression: str) -> Callable[[object], object]:
    scope = dict(vars(python_runtime()))
    exec(print_python(parse(expression), ()), scope)
    function = scope["_expression"]
    assert callable(function)
    return function


def judge(expression: str, **more: object) -> list[dict[str, object]]:
    runtime = python_runtime()
    invariant = runtime.Invariant(
        id="rule",
        expression=expression,
        evaluate=evaluator(expression),
        schema_path="#/invariants/0",
        judge=runtime.judge_expression,
        **more,
    )
    found: list[object] = []
    runtime.check_invariants(VALUE, (invariant,), "/at", found, 0)
    assert runtime.invariants_hold(VALUE, (invariant,)) == (not found)
    return [vars(one) if hasattr(one, "__dict__") else as_dict(one) for one in found]


def as_dict(violation: object) -> dict[str, object]:
    return {
        name: getattr(violation, name)
        for name in ("rule", "message", "path", "schema_path", "params")
    }


@pytest.mark.parametrize(("expression", "rule", "message", "details"), OUTCOMES, ids=RULES)
def test_outcome_in_python(
    expression: str, rule: str | None, message: str, details: dict[str, object]
) -> None:
    found = judge(expression)

    assert [(one["rule"], one["message"], one["path"], one["schema_path"]) for one in found] == (
        [] if rule is None else [(rule, message, "/at", "#/invariants/0")]
    )
    for one in found:
        assert one["params"] == {"id": "rule", "expression": expression, **details}


def test_message_of_the_contract_is_that_of_the_violation() -> None:
    assert [one["message"] for one in judge("a = 2", message="not so")] == ["not so"]


def test_rule_that_does_not_apply_is_not_judged() -> None:
    assert judge("a = 2", applies=evaluator("$exists(missing)")) == []
    assert len(judge("a = 2", applies=evaluator("$exists(a)"))) == 1


def test_refused_value_is_not_judged() -> None:
    runtime = python_runtime()
    invariant = runtime.Invariant("rule", "true", evaluator("true"), "#/invariants/0")
    found: list[object] = ["something"]
    runtime.check_invariants(VALUE, (invariant,), "", found, 0)

    assert as_dict(found[1])["rule"] == "invariant-skipped"


def test_all_are_judged_in_order() -> None:
    runtime = python_runtime()
    invariants = tuple(
        runtime.Invariant(name, "false", evaluator("false"), "#") for name in ("one", "two")
    )
    found: list[object] = []
    runtime.check_invariants(VALUE, invariants, "", found, 0)

    assert [as_dict(one)["params"]["id"] for one in found] == ["one", "two"]  # type: ignore[index]


def test_deep_value_is_a_limit() -> None:
    runtime = python_runtime()
    deep: object = 1
    for _ in range(100_000):
        deep = [deep]
    evaluate, judge = evaluator("$count(**) = 0"), runtime.judge_expression
    invariant = runtime.Invariant("rule", "$count(**) = 0", evaluate, "#", judge=judge)
    found: list[object] = []
    runtime.check_invariants(deep, (invariant,), "", found, 0)

    assert [as_dict(one)["rule"] for one in found] == ["invariant-limit"]


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node")
def test_outcomes_in_typescript(tmp_path: Path) -> None:
    runtime = folder("templates") / "javascript/runtime"
    shutil.copytree(runtime, tmp_path, dirs_exist_ok=True)
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    lines = [
        'import { checkInvariants } from "./runtime/invariants.js";',
        'import { judgeExpression } from "./runtime/judging.js";',
        "const found = [];",
    ]
    for index, (expression, *_) in enumerate(OUTCOMES):
        (tmp_path / f"e{index}.js").write_text(print_javascript(parse(expression), ()), "utf-8")
        lines.append(f'import {{ expression as e{index} }} from "./e{index}.js";')
        lines.append(
            f"found.push([]); checkInvariants({json.dumps(VALUE)}, [{{ id: 'rule', expression: "
            f"{json.dumps(expression)}, evaluate: e{index}, schemaPath: '#/invariants/0', "
            "judge: judgeExpression }], "
            f"'/at', found[{index}], 0);"
        )
    lines.append("process.stdout.write(JSON.stringify(found));")
    (tmp_path / "main.js").write_text("\n".join(lines), "utf-8")
    run = subprocess.run(
        ["node", str(tmp_path / "main.js")], capture_output=True, text=True, check=True
    )

    assert json.loads(run.stdout) == [
        []
        if rule is None
        else [
            {
                "rule": rule,
                "message": message,
                "path": "/at",
                "schemaPath": "#/invariants/0",
                "params": {"id": "rule", "expression": expression, **details},
            }
        ]
        for expression, rule, message, details in OUTCOMES
    ]
