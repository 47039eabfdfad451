"""`bind`: who is at fault, in both languages, for implementations that keep the contract and not."""

from __future__ import annotations

import asyncio
import importlib
import json
import shutil
import sys
from collections.abc import Awaitable, Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

from tests.support.project import Project
from tests.support.typescript import node

WITHDRAW = {
    "name": "account.withdraw",
    "contractVersion": "1.0.0",
    "description": "Take money out of an account.",
    "input": {
        "type": "object",
        "properties": {"balance": {"type": "integer"}, "amount": {"type": "integer", "minimum": 1}},
        "required": ["balance", "amount"],
        "additionalProperties": False,
    },
    "output": {
        "type": "object",
        "properties": {"balance": {"type": "integer"}, "pair": {"$ref": "#/$defs/pair"}},
        "required": ["balance"],
        "additionalProperties": False,
    },
    "errors": {
        "blocked": {
            "description": "The account is blocked.",
            "schema": {
                "type": "object",
                "properties": {"since": {"type": "string"}},
                "required": ["since"],
            },
            "retryable": True,
        },
        "closed": {"description": "The account is closed."},
    },
    "$defs": {
        "pair": {
            "type": "array",
            "prefixItems": [{"type": "string"}, {"type": "integer"}],
            "items": False,
            "minItems": 2,
        }
    },
    "invariants": [
        {"id": "enough", "expr": "input.amount <= input.balance", "message": "no overdraft"},
        {"id": "less", "expr": "output.balance = input.balance - input.amount"},
    ],
}
GOOD = {"balance": 10, "amount": 3}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("bind"))
    targets = '["python", "typescript", "javascript"]'
    project.write("cfc.toml", f'targets = {targets}\n[target.python]\npackage = "made_bind"\n')
    project.write("schemas/withdraw.json", WITHDRAW)
    done = project.cfc("compile")
    assert done.code == 0, done.stdout + done.stderr
    return project


@pytest.fixture(scope="module")
def withdraw(made: Project) -> Iterator[ModuleType]:
    sys.path.insert(0, str(made.folder / "generated" / "python"))
    yield importlib.import_module("made_bind.withdraw")
    sys.path.pop(0)
    for name in [name for name in sys.modules if name.split(".")[0] == "made_bind"]:
        del sys.modules[name]


# --- Python ---------------------------------------------------------------------------------


def _sync(module: ModuleType, answer: Callable[[Any], Any]) -> Callable[[object], Any]:
    bound: Callable[[object], Any] = module.bind(answer)
    return bound


def _async(module: ModuleType, answer: Callable[[Any], Any]) -> Callable[[object], Any]:
    async def implementation(request: Any) -> Any:
        await asyncio.sleep(0)
        return answer(request)

    bound: Callable[[object], Awaitable[Any]] = module.bind_async(implementation)

    async def call(value: object) -> Any:
        return await bound(value)

    return lambda value: asyncio.run(call(value))


both_forms = pytest.mark.parametrize("bind", [_sync, _async])
Bind = Callable[[ModuleType, Callable[[Any], Any]], Callable[[object], Any]]


def _right(request: Any) -> dict[str, int]:
    return {"balance": request.balance - request.amount}


def _rules(error: Any) -> list[tuple[str, str]]:
    return [(item.rule, item.path) for item in error.violations]


@both_forms
def test_a_correct_implementation_answers_typed(withdraw: ModuleType, bind: Bind) -> None:
    answer = bind(withdraw, _right)(GOOD)
    assert type(answer) is withdraw.AccountWithdrawOutput
    assert answer.balance == 7


@both_forms
def test_models_go_in_and_come_out(withdraw: ModuleType, bind: Bind) -> None:
    def implementation(request: Any) -> Any:
        return withdraw.AccountWithdrawOutput(balance=request.balance - request.amount)

    request = withdraw.AccountWithdrawInput(balance=10, amount=3)
    assert bind(withdraw, implementation)(request).balance == 7


@both_forms
def test_tuples_of_a_model_are_arrays_again(withdraw: ModuleType, bind: Bind) -> None:
    def implementation(request: Any) -> Any:
        return withdraw.AccountWithdrawOutput(balance=7, pair=("a", 1))

    assert bind(withdraw, implementation)(GOOD).pair == ("a", 1)


@both_forms
def test_bad_input_is_the_callers_fault(withdraw: ModuleType, bind: Bind) -> None:
    called: list[object] = []
    with pytest.raises(withdraw.CallerFault) as caught:
        bind(withdraw, called.append)({"balance": True, "amount": 0})
    assert _rules(caught.value) == [("type", "/balance"), ("minimum", "/amount")]
    assert called == []


@both_forms
def test_a_broken_precondition_is_the_callers_fault(withdraw: ModuleType, bind: Bind) -> None:
    called: list[object] = []
    with pytest.raises(withdraw.CallerFault) as caught:
        bind(withdraw, called.append)({"balance": 1, "amount": 3})
    [violation] = caught.value.violations
    assert (violation.rule, violation.params["id"]) == ("invariant-violated", "enough")
    assert "no overdraft" in violation.message
    assert called == []


@both_forms
@pytest.mark.parametrize("answer", [None, {}, {"balance": "7"}, {"balance": 7, "more": 1}, 7])
def test_bad_output_is_the_implementations_fault(
    withdraw: ModuleType, bind: Bind, answer: object
) -> None:
    with pytest.raises(withdraw.ImplementationFault) as caught:
        bind(withdraw, lambda _: answer)(GOOD)
    assert "output of `account.withdraw`" in str(caught.value)


@both_forms
def test_a_broken_postcondition_is_the_implementations_fault(
    withdraw: ModuleType, bind: Bind
) -> None:
    with pytest.raises(withdraw.ImplementationFault) as caught:
        bind(withdraw, lambda _: {"balance": 10})(GOOD)
    assert [item.params["id"] for item in caught.value.violations] == ["less"]


@both_forms
def test_declared_errors_pass_with_their_data(withdraw: ModuleType, bind: Bind) -> None:
    def implementation(_: Any) -> Any:
        data = withdraw.AccountWithdrawBlocked(since="today")
        raise withdraw.AccountWithdrawBlockedError(data)

    with pytest.raises(withdraw.AccountWithdrawBlockedError) as caught:
        bind(withdraw, implementation)(GOOD)
    assert (caught.value.data.since, caught.value.key) == ("today", "blocked")
    assert caught.value.retryable is True


@both_forms
def test_declared_errors_without_data_pass(withdraw: ModuleType, bind: Bind) -> None:
    def implementation(_: Any) -> Any:
        raise withdraw.AccountWithdrawClosedError(None)

    with pytest.raises(withdraw.AccountWithdrawClosedError) as caught:
        bind(withdraw, implementation)(GOOD)
    assert (caught.value.key, caught.value.retryable) == ("closed", False)


@both_forms
def test_bad_data_of_an_error_is_the_implementations_fault(
    withdraw: ModuleType, bind: Bind
) -> None:
    def implementation(_: Any) -> Any:
        raise withdraw.AccountWithdrawBlockedError({"since": 3})

    with pytest.raises(withdraw.ImplementationFault) as caught:
        bind(withdraw, implementation)(GOOD)
    assert _rules(caught.value) == [("type", "/since")]
    assert type(caught.value.__cause__) is withdraw.AccountWithdrawBlockedError


@both_forms
def test_undeclared_exceptions_are_named(withdraw: ModuleType, bind: Bind) -> None:
    def implementation(_: Any) -> Any:
        raise KeyError("row 7")

    with pytest.raises(withdraw.UndeclaredError) as caught:
        bind(withdraw, implementation)(GOOD)
    assert "KeyError: 'row 7'" in str(caught.value)
    assert type(caught.value.__cause__) is KeyError


# --- TypeScript -----------------------------------------------------------------------------

SCRIPT = """
import * as module from "./withdraw.js";
const runtime = await import("./runtime/operations.js");
const good = { balance: 10, amount: 3 };
const right = (input) => ({ balance: input.balance - input.amount });
const blocked = (data) => { throw new module.AccountWithdrawBlockedError(data); };
const cases = {
  correct: [right, good],
  "bad input": [right, { balance: true, amount: 0 }],
  precondition: [right, { balance: 1, amount: 3 }],
  "no output": [() => undefined, good],
  "bad output": [() => ({ balance: "7" }), good],
  postcondition: [() => ({ balance: 10 }), good],
  declared: [() => blocked({ since: "today" }), good],
  "without data": [() => { throw new module.AccountWithdrawClosedError(null); }, good],
  "bad data": [() => blocked({ since: 3 }), good],
  undeclared: [() => { throw new RangeError("row 7"); }, good],
  "no error at all": [() => { throw "row 7"; }, good],
};
const told = async (call) => {
  try {
    return { answer: await call() };
  } catch (error) {
    const kind = ["CallerFault", "ImplementationFault", "UndeclaredError", "OperationError"];
    return {
      kind: kind.find((name) => error instanceof runtime[name]),
      rules: (error.violations ?? []).map((item) => item.params?.id ?? item.rule),
      data: error.data,
      cause: error.cause === undefined ? undefined : String(error.cause),
      message: error.message,
    };
  }
};
const out = {};
for (const [name, [implementation, input]] of Object.entries(cases)) {
  out[name] = await Promise.all([
    told(() => module.bind(async (value) => implementation(value))(input)),
    told(() => module.bind(implementation)(input)),
    told(() => module.bindSync(implementation)(input)),
  ]);
}
console.log(JSON.stringify(out));
"""


@pytest.fixture(scope="module")
def outcomes(made: Project) -> dict[str, list[dict[str, Any]]]:
    if shutil.which("node") is None:
        pytest.skip("there is no node to run generated JavaScript")
    folder = made.folder / "generated" / "javascript"
    (folder / "package.json").write_text('{"type": "module"}\n', "utf-8")
    found = node(folder, SCRIPT)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("correct", {"answer": {"balance": 7}}),
        ("bad input", {"kind": "CallerFault", "rules": ["type", "minimum"]}),
        ("precondition", {"kind": "CallerFault", "rules": ["enough"]}),
        ("no output", {"kind": "ImplementationFault", "rules": ["type"]}),
        ("bad output", {"kind": "ImplementationFault", "rules": ["type"]}),
        ("postcondition", {"kind": "ImplementationFault", "rules": ["less"]}),
        ("declared", {"kind": "OperationError", "data": {"since": "today"}}),
        ("without data", {"kind": "OperationError", "data": None}),
        ("bad data", {"kind": "ImplementationFault", "rules": ["type"]}),
        ("undeclared", {"kind": "UndeclaredError", "cause": "RangeError: row 7"}),
        ("no error at all", {"kind": "UndeclaredError", "cause": "row 7"}),
    ],
)
def test_typescript_blames_the_same_side(
    outcomes: dict[str, list[dict[str, Any]]], name: str, wanted: dict[str, Any]
) -> None:
    for found in outcomes[name]:
        assert {key: found.get(key) for key in wanted} == wanted


@pytest.mark.parametrize(
    ("name", "value", "answer"),
    [
        ("bad input", {"balance": True, "amount": 0}, None),
        ("precondition", {"balance": 1, "amount": 3}, None),
        ("bad output", GOOD, {"balance": "7"}),
        ("postcondition", GOOD, {"balance": 10}),
    ],
)
def test_both_languages_word_the_fault_alike(
    withdraw: ModuleType,
    outcomes: dict[str, list[dict[str, Any]]],
    name: str,
    value: object,
    answer: object,
) -> None:
    with pytest.raises((withdraw.CallerFault, withdraw.ImplementationFault)) as caught:
        withdraw.bind(lambda _: answer)(value)
    assert outcomes[name][0]["message"] == str(caught.value), json.dumps(outcomes[name])
