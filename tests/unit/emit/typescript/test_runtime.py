"""The runtime module: JSON Schema's meaning where JavaScript has another."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from cfc.emit.typescript.expressions import PART_OF_EXPORT
from cfc.resources import folder

from tests.support.typescript import TSC, node

RUNTIME = folder("templates") / "javascript" / "runtime"


def called(tmp_path: Path, function: str, cases: list[list[object]]) -> list[object]:
    """Return what a function of the runtime answers to each list of arguments."""
    shutil.copytree(RUNTIME, tmp_path, dirs_exist_ok=True)
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    script = f"""
import {{ {function} as judged }} from "./{_home(function)}.js";
const cases = JSON.parse({json.dumps(json.dumps(cases))});
console.log(JSON.stringify(cases.map((given) => judged(...given))));
"""
    answers = node(tmp_path, script)
    assert isinstance(answers, list)
    return answers


def _home(function: str) -> str:
    part = PART_OF_EXPORT.get(function)
    return f"runtime/{part}" if part else "runtime"


MULTIPLES: list[tuple[float, float, bool]] = [
    (19.99, 0.01, True),
    (1.11, 0.01, True),
    (0.07, 0.01, True),
    (0.075, 0.01, False),
    (4.02, 0.01, True),
    (1e308, 0.5, True),
    (1e22, 3, False),
    (1e22, 10, True),
    (0, 7, True),
    (-9, 3, True),
    (-19.99, 0.01, True),
    (7.5, 2.5, True),
    (5e-324, 5e-324, True),
    (1e-7, 1e-8, True),
    (9007199254740993, 2, True),
    (3, 1.5, True),
]


def test_multiples_are_those_of_the_decimal_texts(tmp_path: Path) -> None:
    answers = called(tmp_path, "isMultipleOf", [[a, b] for a, b, _ in MULTIPLES])
    assert answers == [wanted for *_, wanted in MULTIPLES]


def test_infinite_number_is_no_multiple(tmp_path: Path) -> None:
    assert called(tmp_path, "isMultipleOf", [[10**400, 2], [3, 10**400]]) == [False, False]


LENGTHS = [("", 0), ("abc", 3), ("😀", 1), ("a😀b", 3), ("\ud800", 1), ("\udc00\ud800", 2),
           ("\ud800\ud800\udc00", 2), ("e\u0301", 2)]  # fmt: skip


def test_length_counts_code_points(tmp_path: Path) -> None:
    texts: list[list[object]] = [[text] for text, _ in LENGTHS]
    assert called(tmp_path, "lengthOf", texts) == [length for _, length in LENGTHS]


@pytest.mark.parametrize("limit", range(5))
def test_limits_agree_with_the_length(tmp_path: Path, limit: int) -> None:
    cases: list[list[object]] = [[text, limit] for text, _ in LENGTHS]
    least = called(tmp_path, "lengthAtLeast", cases)
    most = called(tmp_path, "lengthAtMost", cases)
    assert least == [length >= limit for _, length in LENGTHS]
    assert most == [length <= limit for _, length in LENGTHS]


EQUAL: list[tuple[object, object, bool]] = [
    (1, 1.0, True),
    (0, -0.0, True),
    (True, 1, False),
    (False, 0, False),
    ("1", 1, False),
    (None, False, False),
    ([1, [2]], [1, [2.0]], True),
    ([1, 2], [2, 1], False),
    ([], {}, False),
    ({"0": 1}, [1], False),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
    ({"a": None}, {}, False),
    ({"__proto__": 1}, {"__proto__": 1}, True),
    ({"__proto__": {}}, {}, False),
    ({"toString": None}, {"x": None}, False),
    ([[0], [False]], [[0], [0]], False),
    ("é", "e\u0301", False),
]


def test_equality_is_that_of_json(tmp_path: Path) -> None:
    answers = called(tmp_path, "isEqual", [[a, b] for a, b, _ in EQUAL])
    assert answers == [wanted for *_, wanted in EQUAL]


def test_uniqueness_is_by_the_same_equality(tmp_path: Path) -> None:
    answers = called(tmp_path, "isUnique", [[[a, b]] for a, b, _ in EQUAL])
    assert answers == [not equal for *_, equal in EQUAL]


def test_texts_that_look_like_structures_are_other_values(tmp_path: Path) -> None:
    values: list[list[object]] = [
        [["[1]", [1]]],
        [["{}", {}]],
        [["\ud800", "\\ud800"]],
        [[{"a": "b,c"}, {"a": ["b", "c"]}]],
        [[["a,b"], ["a", "b"]]],
        [[1, True, "1", None, "null", [None], [[]], []]],
    ]
    assert called(tmp_path, "isUnique", values) == [True] * len(values)


def test_many_structures_are_found_by_their_text(tmp_path: Path) -> None:
    many: list[object] = [{"a": number, "b": [number]} for number in range(20)]
    twice: list[object] = [*many, {"b": [7.0], "a": 7}]
    assert called(tmp_path, "isUnique", [[many], [twice]]) == [True, False]


def test_steps_of_a_pointer_are_escaped(tmp_path: Path) -> None:
    assert called(tmp_path, "step", [["a/b~c"], ["~1"], [""]]) == ["/a~1b~0c", "/~01", "/"]


@pytest.mark.parametrize("extension", [".js", ".d.ts"])
def test_javascript_runtime_is_what_the_compiler_makes(tmp_path: Path, extension: str) -> None:
    source = folder("templates") / "typescript" / "runtime"
    subprocess.run(
        [str(TSC), "-p", str(source / "tsconfig.json"), "--outDir", str(tmp_path)], check=True
    )
    for file in sorted(source.rglob("*.ts")):
        made = file.relative_to(source).with_suffix(extension)
        assert (RUNTIME / made).read_text("utf-8") == (tmp_path / made).read_text("utf-8")
