"""Evaluate one JSONata expression: with the code that cfc prints, or with an interpreter.

In: an expression, a JSON value, variables. Out: a value, no value, or an error with JSONata's
code. `python` runs the printed function in this process, `typescript` the printed JavaScript in
one Node process, `interpreter` asks jsonata-python.
"""

from __future__ import annotations

import importlib
import json
import math
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cache, partial
from io import StringIO
from types import ModuleType
from typing import Literal, Protocol, cast

from cfc.emit.code import environment
from cfc.emit.python.invariants import print_expression
from cfc.invariants.lexer import JsonataSyntaxError
from cfc.invariants.lower import lower
from cfc.invariants.lowered import Lowered
from cfc.invariants.parser import parse
from cfc.invariants.refusal import NotCompiled, Refused
from cfc.invariants.regex import refuse_endless
from cfc.invariants.tree import Binary, Call, Tree, Variable, iter_nodes
from cfc.invariants.walks import runtime_names
from cfc.ir.parts import PART_OF_NAME, UTF16_PARTS
from cfc.judges.expression_node import NodeEvaluator
from cfc.resources import folder

Engine = Literal["python", "typescript", "interpreter"]
ENGINES: tuple[Engine, ...] = ("python", "typescript", "interpreter")
DEEPEST = 1000
_FRAMES = 40_000
_STACK = 256 * 1024 * 1024


class _Undefined:
    """The input that is no value."""


UNDEFINED = _Undefined()


@dataclass(frozen=True)
class Outcome:
    """What an evaluation came to. `declined`: the compiler has no form for it (`start`, `end`)."""

    kind: Literal["value", "undefined", "error", "declined"]
    value: object = None
    code: str | None = None
    position: int | None = None
    token: str | None = None
    message: str | None = None
    start: int | None = None
    end: int | None = None


class Session(Protocol):
    """One engine, ready for many expressions."""

    undefined: object

    def evaluate(
        self,
        expression: str,
        data: object,
        bindings: Mapping[str, object],
        deepest: int = DEEPEST,
    ) -> Outcome:
        """Return what the expression comes to. `deepest`: how deep functions may call each other."""


def evaluate(
    expression: str,
    data: object,
    bindings: Mapping[str, object] | None = None,
    engine: Engine = "python",
) -> Outcome:
    """Return what the expression comes to. Raises EngineMissing."""
    with open_session(engine) as session:
        return session.evaluate(expression, data, bindings or {})


@contextmanager
def open_session(engine: str) -> Iterator[Session]:
    """Open an engine by name, and close it behind."""
    if engine == "python":
        yield _Python()
    elif engine == "typescript":
        with NodeEvaluator() as node:
            yield _TypeScript(node)
    else:
        yield _Interpreter()


def print_python(tree: Tree, free: tuple[str, ...]) -> str:
    """Return a module with one function, `_expression`, and what it imports."""
    return print_lowered(lower(tree, free))


def print_lowered(lowered: Lowered) -> str:
    """Return a module with one function, `_expression`."""
    function = print_expression(lowered, "_expression", set())
    template = environment(folder("templates")).get_template(
        "python/parts/invariant_function.py.jinja"
    )
    return template.render(function=function)


def _parsed(expression: str) -> Tree | Outcome:
    try:
        return parse(expression)
    except JsonataSyntaxError as error:
        return Outcome(
            "error",
            code=error.code,
            position=error.position,
            token=error.token,
            message=error.message,
        )


def _declined(error: NotCompiled | Refused) -> Outcome:
    return Outcome("declined", message=error.part, start=error.start, end=error.end)


def _failed(tree: Tree, code: str, token: str | None, message: str) -> Outcome:
    return Outcome(
        "error", code=code, position=position_of(tree, token), token=token, message=message
    )


def position_of(tree: Tree, token: str | None) -> int | None:
    """Return where the operator or the function stands; None when it stands in several places."""
    found: list[int] = []
    for node in iter_nodes(tree):
        if isinstance(node, Binary) and node.operator == token:
            found.append(node.position)
        elif isinstance(node, Call) and _calls(node.function, token):
            found.append(node.start)
    return found[0] if len(found) == 1 else None


def _calls(function: Tree, token: str | None) -> bool:
    return isinstance(function, Variable) and function.name == token


@cache
def python_runtime() -> ModuleType:
    """Return what printed invariants call, of the same files that are printed, as one module."""
    package = "_cfc_expression_runtime"
    runtime = ModuleType(package)
    runtime.__path__ = [str(folder("templates") / "python" / "runtime")]
    sys.modules[package] = runtime
    for name, part in PART_OF_NAME.items():
        if part in UTF16_PARTS:
            continue
        module = importlib.import_module(f"{package}._runtime.{part}")
        setattr(runtime, name, getattr(module, name))
    return runtime


def deep(run: Callable[[], object]) -> object:
    """Run with a stack that is deep enough for the deepest calls that are counted."""
    results: list[object] = []
    failures: list[BaseException] = []

    def caught() -> None:
        try:
            results.append(run())
        except BaseException as error:
            failures.append(error)

    before = sys.getrecursionlimit(), threading.stack_size(_STACK)
    sys.setrecursionlimit(_FRAMES)
    try:
        thread = threading.Thread(target=caught)
        thread.start()
        thread.join()
    finally:
        sys.setrecursionlimit(before[0])
        threading.stack_size(before[1])
    if failures:
        raise failures[0]
    return results[0]


def _counted(runtime: ModuleType, deepest: int, run: Callable[[], object]) -> object:
    """Run with the calls counted from here on, in this thread."""
    runtime.count_calls(deepest)
    return run()


class _Python:
    undefined: object = UNDEFINED

    def evaluate(
        self,
        expression: str,
        data: object,
        bindings: Mapping[str, object],
        deepest: int = DEEPEST,
    ) -> Outcome:
        tree = _parsed(expression)
        if isinstance(tree, Outcome):
            return tree
        try:
            refuse_endless(tree)
            lowered = lower(tree, tuple(bindings), everything=True)
        except (NotCompiled, Refused) as error:
            return _declined(error)
        runtime = python_runtime()
        scope = dict(vars(runtime))
        exec(compile(print_lowered(lowered), "<expression>", "exec"), scope)
        given = [runtime.UNDEFINED if data is UNDEFINED else data, *bindings.values()]
        if lowered.clock:
            given.append(time.time_ns() // 1_000_000)
        try:
            run = partial(_counted, runtime, deepest, partial(scope["_expression"], *given))
            result = deep(run) if "recursive" in runtime_names(lowered) else run()
            return _value(result, runtime.UNDEFINED)
        except runtime.JsonataError as error:
            return _failed(tree, error.code, error.token, error.message)
        except RecursionError:
            return Outcome("error", code="U1001", message="the value is nested too deeply")


def _value(result: object, missing: object) -> Outcome:
    if result is missing:
        return Outcome("undefined")
    if isinstance(result, float) and not math.isfinite(result):
        return Outcome("error", code="D1001", message="the result is a number out of range")
    return Outcome("value", _plain(result, missing))


def _plain(value: object, missing: object) -> object:
    """Return the value as JSON has it: functions are empty strings, absent items are null."""
    if isinstance(value, list):
        return [_plain(item, missing) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item, missing) for key, item in value.items() if item is not missing}
    if value is missing:
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return "" if callable(value) or isinstance(value, re.Pattern) else value


class _TypeScript:
    undefined: object = UNDEFINED

    def __init__(self, node: NodeEvaluator) -> None:
        self._node = node

    def evaluate(
        self,
        expression: str,
        data: object,
        bindings: Mapping[str, object],
        deepest: int = DEEPEST,
    ) -> Outcome:
        tree = _parsed(expression)
        if isinstance(tree, Outcome):
            return tree
        try:
            given = None if data is UNDEFINED else (data,)
            refuse_endless(tree)
            lowered = lower(tree, tuple(bindings), everything=True)
            answer = self._node.evaluate(lowered, given, bindings, deepest)
        except (NotCompiled, Refused) as error:
            return _declined(error)
        if "error" in answer:
            error_ = cast(dict[str, object], answer["error"])
            token = error_.get("token")
            return _failed(
                tree,
                str(error_.get("code")),
                None if token is None else str(token),
                str(error_.get("message")),
            )
        return Outcome("value", answer["value"]) if "value" in answer else Outcome("undefined")


class _Interpreter:
    undefined: object = UNDEFINED

    def evaluate(
        self,
        expression: str,
        data: object,
        bindings: Mapping[str, object],
        deepest: int = DEEPEST,
    ) -> Outcome:
        from jsonata import Jsonata
        from jsonata.jexception import JException

        try:
            interpreter = Jsonata(expression)
            interpreter.set_output_convert_nulls(False)
            frame = interpreter.create_frame()
            for name, value in bindings.items():
                frame.bind(name, value)
            # The interpreter has a debug line left in that prints.
            with redirect_stdout(StringIO()):
                result = interpreter.evaluate(None if data is UNDEFINED else data, frame)
        except JException as error:
            position = error.location if isinstance(error.location, int) else None
            return Outcome("error", code=error.error, position=position, message=str(error))
        except (ArithmeticError, ValueError, TypeError, RuntimeError, LookupError) as error:
            return Outcome("error", code="U0000", message=f"the interpreter failed: {error}")
        if result is None:
            return Outcome("undefined")
        return Outcome("value", json.loads(json.dumps(result, default=_interpreted)))


def _interpreted(value: object) -> object:
    return None if type(value).__name__ == "NullValue" else ""
