"""Generated code judges where no other validator is at hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from cfc.judges.node import EngineError
from cfc.judges.sandbox import NodeSandbox, PythonSandbox

VALIDATORS = ("jsonschema", "jsonschema_rs", "jsonata", "cfc")


@pytest.fixture
def python() -> Iterator[PythonSandbox]:
    sandbox = PythonSandbox()
    yield sandbox
    sandbox.close()


def answers(sandbox: PythonSandbox, text: str, values: list[object]) -> list[list[bool]]:
    return sandbox.answers({"p/__init__.py": "", "p/m.py": text}, "p/m.py", ["judge"], values)


@pytest.mark.parametrize("name", VALIDATORS)
def test_no_validator_can_be_imported_in_python(python: PythonSandbox, name: str) -> None:
    with pytest.raises(EngineError, match="cannot be imported where generated code judges"):
        answers(python, f"import {name}\njudge = bool", [1])


def test_python_goes_on_after_an_error(python: PythonSandbox) -> None:
    with pytest.raises(EngineError):
        answers(python, "def judge(value): raise ValueError(value)", [1])

    assert answers(python, "def judge(value): return value == 1", [1, 2]) == [[True], [False]]


def test_what_a_module_prints_is_no_answer(python: PythonSandbox) -> None:
    text = "print('loud')\ndef judge(value): print(value); return []"

    assert answers(python, text, [1]) == [[True]]


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node")
def test_no_package_can_be_imported_in_node() -> None:
    text = 'import jsonata from "jsonata"; export const judge = () => true;'
    sandbox = NodeSandbox()
    try:
        with pytest.raises(EngineError, match="Cannot find package"):
            sandbox.answers({"m.js": text}, "m.js", ["judge"], [1])
    finally:
        sandbox.close()
