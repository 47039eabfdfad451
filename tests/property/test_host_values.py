"""Values that JSON has no word for: one answer each, which docs/semantics.md gives, too."""

from __future__ import annotations

import json
import shutil
from collections import (
    ChainMap,
    Counter,
    OrderedDict,
    UserDict,
    UserList,
    UserString,
    defaultdict,
    deque,
)
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import IntEnum, IntFlag, StrEnum
from fractions import Fraction
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

import jsonschema
import pytest
from cfc.judges.python import PythonJudge

from tests.support.compiled import Schema, module_of
from tests.support.texts import Row, javascript_verdicts, python_texts

SUITES = Path(__file__).resolve().parents[1] / "suites" / "host"


class SubDict(dict[str, object]):
    pass


class SubList(list[object]):
    pass


class SubStr(str):
    pass


class SubInt(int):
    def __repr__(self) -> str:
        return f"SubInt({int(self)})"


class SubFloat(float):
    """As the scalars of number libraries do, it prints the name of its class."""

    def __repr__(self) -> str:
        return f"SubFloat({float(self)})"


class Color(StrEnum):
    RED = "red"


class Level(IntEnum):
    LOW = 1


class Flag(IntFlag):
    A = 1


class Indexed:
    def __index__(self) -> int:
        return 1


KNOWN = {
    **{kind.__name__: kind for kind in (SubDict, SubList, SubStr, SubInt, SubFloat, Indexed)},
    **{kind.__name__: kind for kind in (Color, Level, Flag, Decimal, Fraction, UUID, date)},
    **{kind.__name__: kind for kind in (ChainMap, Counter, OrderedDict, UserDict, UserList)},
    **{kind.__name__: kind for kind in (UserString, defaultdict, deque)},
    "Path": PurePosixPath,
    "MappingProxyType": MappingProxyType,
    "nan": float("nan"),
    "inf": float("inf"),
}


class Case(NamedTuple):
    """A schema, and expressions with the verdicts on their values."""

    schema: Schema
    rows: tuple[tuple[str, bool], ...]


def _cases(language: str) -> dict[str, Case]:
    found = {}
    for number, body in enumerate(json.loads((SUITES / f"{language}.json").read_text("utf-8"))):
        rows = [(text, True) for text in body["valid"]]
        rows += [(text, False) for text in body["invalid"]]
        found[body["about"]] = Case(Schema(f"host_{number}", body["schema"]), tuple(rows))
    return found


PYTHON = _cases("python")
TYPESCRIPT = _cases("typescript")


@pytest.fixture(scope="module")
def judge() -> Iterator[PythonJudge]:
    modules = {case.schema.id: module_of(case.schema) for case in PYTHON.values()}
    with PythonJudge(python_texts(modules)) as found:
        yield found


@pytest.mark.parametrize("language", ["python", "typescript"])
def test_suite_keeps_its_layout(language: str) -> None:
    layout = json.loads((SUITES / "suite.schema.json").read_text("utf-8"))
    body = json.loads((SUITES / f"{language}.json").read_text("utf-8"))

    assert jsonschema.Draft202012Validator(layout).is_valid(body)


@pytest.mark.parametrize("about", PYTHON)
def test_python(about: str, judge: PythonJudge) -> None:
    case = PYTHON[about]
    function = module_of(case.schema).entries[0].function
    path = f"contracts/{case.schema.id}.py"

    wrong = []
    for text, wanted in case.rows:
        value = eval(text, dict(KNOWN))
        holds = judge.holds(path, function, value)
        if (holds, not judge.violations(path, function, value)) != (wanted, wanted):
            wrong.append((text, wanted))

    assert wrong == []


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node")
def test_typescript(tmp_path: Path) -> None:
    modules = {case.schema.id: module_of(case.schema) for case in TYPESCRIPT.values()}
    asked = [
        (about, case.schema.id, text, wanted)
        for about, case in TYPESCRIPT.items()
        for text, wanted in case.rows
    ]

    rows = [Row(identifier, text) for _, identifier, text, _ in asked]
    answers = javascript_verdicts(modules, rows, "expression", tmp_path)

    wrong = [
        (about, text, wanted, answer)
        for (about, _, text, wanted), answer in zip(asked, answers, strict=True)
        if answer != (wanted, wanted)
    ]
    assert wrong == []
