"""Other kinds of Python models: what they print, what it gives, and when it is printed anew."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

from tests.support.project import Project, Run, execute

KINDS = ("typed-dict", "dataclass", "msgspec", "datamodel-code-generator")
LONG = [f"a rather long word number {index}" for index in range(6)]
SHAPE = {
    "title": "Shape",
    "anyOf": [{"$ref": "#/$defs/circle"}, {"$ref": "#/$defs/box"}, {"type": "null"}],
    "$defs": {
        "circle": {
            "type": "object",
            "description": 'Round.\n\nIt says """hello""" and \\ ends in "quotes"',
            "properties": {"kind": {"const": "circle"}, "radius": {"type": "number"}},
            "required": ["kind", "radius"],
            "additionalProperties": False,
        },
        "box": {
            "type": "object",
            "properties": {
                "kind": {"const": "box"},
                "class": {"type": ["string", "null"], "description": "A reserved word."},
                'it\'s "odd"\n\\': {"enum": ['a"b', "c'd", "e\n\\", "\u2028"]},
                "inner": {"$ref": "#"},
                "word": {"enum": LONG},
                "worthy": {"enum": [*LONG, None]},
                "pair": {"prefixItems": [{"type": "integer"}, {"type": "string"}], "items": False},
                "by name": {"type": "object", "additionalProperties": {"$ref": "#/$defs/circle"}},
                "free": True,
                "count": {"type": "integer"},
            },
            "required": ["kind", "count"],
        },
    },
}
LEFT = {
    "title": "Left",
    "type": "object",
    "properties": {"right": {"$ref": "right.json"}, "a-b": {"$ref": "right.json"}},
    "additionalProperties": False,
}
RIGHT = {"title": "Right", "anyOf": [{"$ref": "left.json"}, {"type": "string"}]}
MOVE = {
    "name": "shape.move",
    "contractVersion": "1.0.0",
    "input": {
        "type": "object",
        "properties": {"what": {"$ref": "shape.json"}},
        "required": ["what"],
    },
    "output": {"$ref": "shape.json"},
    "errors": {"stuck": {"schema": {"type": "object", "properties": {"by": {"type": "string"}}}}},
    "invariants": [{"expr": "output.kind = input.what.kind", "id": "same-kind"}],
}
BOX = {
    "kind": "box",
    "class": None,
    'it\'s "odd"\n\\': "c'd",
    "inner": {"kind": "circle", "radius": 1},
    "pair": [1, "x"],
    "by name": {"one": {"kind": "circle", "radius": 2.5}},
    "free": [1],
    "count": 2.0,
}


@pytest.fixture
def shapes(project: Project) -> Project:
    project.write("cfc.toml", 'targets = ["python"]\n[rules]\ninvariant-absent-equal = "off"\n')
    project.write("schemas/shape.json", SHAPE)
    project.write("schemas/left.json", LEFT)
    project.write("schemas/right.json", RIGHT)
    project.write("schemas/move.json", MOVE)
    return project


def run(project: Project, program: str) -> Run:
    """Run a program with the generated package, and the documents of this module, at hand."""
    lines = f"from __future__ import annotations\nBOX = {BOX!r}\n{program}"
    project.write("program.py", lines)
    places = ["generated/python", *filter(None, [os.environ.get("PYTHONPATH")])]
    found = {"PYTHONPATH": os.pathsep.join(places)}
    return execute([sys.executable, "program.py"], project.folder, found)


def printed(project: Project, kind: str) -> Path:
    done = project.cfc("compile", "--python-models", kind)
    assert (done.code, done.stdout) == (0, ""), done.stderr
    return project.folder / "generated" / "python"


def needs(kind: str) -> None:
    if kind == "msgspec" and importlib.util.find_spec("msgspec") is None:
        pytest.skip("msgspec is not installed")


@pytest.mark.parametrize("kind", KINDS)
def test_linter_and_formatter_find_nothing_to_change(shapes: Project, kind: str) -> None:
    folder = printed(shapes, kind)
    settings = ("--isolated", "--line-length", "100", "--target-version", "py311", ".")

    assert execute(["ruff", "check", *settings], folder).stdout == "All checks passed!\n"
    assert execute(["ruff", "format", "--diff", *settings], folder).stdout == ""


@pytest.mark.parametrize("kind", KINDS)
def test_strict_types_hold(shapes: Project, kind: str) -> None:
    needs(kind)
    folder = printed(shapes, kind)

    done = execute(["mypy", "--config-file=", "--strict", "--python-version", "3.11", "."], folder)

    assert done.code == 0, done.stdout


@pytest.mark.parametrize("kind", KINDS)
def test_modules_that_refer_to_each_other_come_in_any_order(shapes: Project, kind: str) -> None:
    needs(kind)
    printed(shapes, kind)

    first = run(shapes, "import contracts.left, contracts.right")
    second = run(shapes, "import contracts.right, contracts.left")

    assert (first.code, second.code) == (0, 0), first.stderr + second.stderr


def test_typed_dict_is_the_document_itself(shapes: Project) -> None:
    printed(shapes, "typed-dict")

    done = run(
        shapes,
        "from contracts.shape import Box, is_shape, parse_shape\n"
        "print(parse_shape(BOX) is BOX, is_shape({'kind': 'box'}), sorted(Box.__annotations__))\n"
        "try:\n    parse_shape(1)\nexcept ValueError as error:\n    print(error.violations[0].rule)\n",
    )

    keys = sorted(SHAPE["$defs"]["box"]["properties"])  # type: ignore[index]
    assert done.stdout == f"True False {keys}\nanyOf\n", done.stderr


@pytest.mark.parametrize("kind", ["dataclass", "msgspec"])
def test_typed_value_gives_the_document_again(shapes: Project, kind: str) -> None:
    needs(kind)
    printed(shapes, kind)

    done = run(
        shapes,
        "from contracts.shape import parse_shape\nfrom contracts._models import document_of\n"
        "box = parse_shape(BOX)\n"
        "print(type(box).__name__, type(box.inner).__name__, box.inner.radius, repr(box.count))\n"
        "again = document_of(box)\nprint(sorted(set(BOX) - set(again)), again['by name'])\n",
    )

    # A dataclass has no null beside absent, and msgspec no field of such a name.
    lost = ["class"] if kind == "dataclass" else ['it\'s "odd"\n\\']
    by_name = {"one": {"kind": "circle", "radius": 2.5}}
    assert done.stdout == f"Box Circle 1 2\n{lost} {by_name}\n", done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_bind_blames_the_right_side(shapes: Project, kind: str) -> None:
    needs(kind)
    printed(shapes, kind)

    done = run(
        shapes,
        "from contracts.move import bind\n"
        "def move(request):\n    return {'kind': 'circle', 'radius': 1}\n"
        "bound = bind(move)\n"
        "bound({'what': {'kind': 'circle', 'radius': 3}})\n"
        "for what in (BOX, 1):\n"
        "    try:\n        bound({'what': what})\n"
        "    except ValueError as error:\n        print(type(error).__name__)\n",
    )

    assert done.stdout == "ImplementationFault\nCallerFault\n", done.stderr


def test_users_settings_of_the_generator_count(shapes: Project) -> None:
    printed(shapes, "datamodel-code-generator")
    shapes.write("pyproject.toml", '[tool.datamodel-codegen]\nbase-class = "app.Base"\n')
    stale = shapes.cfc("compile", "--python-models", "datamodel-code-generator", "--check")

    folder = printed(shapes, "datamodel-code-generator")

    assert stale.code == 1
    assert "from app import Base" in (folder / "contracts" / "shape.py").read_text("utf-8")


def test_setting_that_renames_classes_is_refused(shapes: Project) -> None:
    shapes.write("pyproject.toml", '[tool.datamodel-codegen]\nclass-name-prefix = "My"\n')

    done = shapes.cfc("compile", "--python-models", "datamodel-code-generator")

    assert done.code == 2
    assert "printed no `" in done.stderr
    assert not (shapes.folder / "generated").exists()


def test_same_kind_again_changes_nothing_and_another_is_stale(shapes: Project) -> None:
    printed(shapes, "typed-dict")

    again = shapes.cfc("compile", "--python-models", "typed-dict")
    fresh = shapes.cfc("compile", "--python-models", "typed-dict", "--check")
    other = shapes.cfc("compile", "--check", "--format", "concise")

    assert "nothing changed" in again.stderr
    assert (fresh.code, other.code) == (0, 1)


def test_missing_generator_gives_the_line_that_installs_it(
    shapes: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "datamodel_code_generator", None)

    done = shapes.cfc("compile", "--python-models", "dataclass")

    assert done.code == 2
    assert "pip install 'cfc-toolchain[models]'" in done.stderr
    assert not (shapes.folder / "generated").exists()


def test_further_package_stands_beside_the_first(shapes: Project) -> None:
    shapes.write(
        "cfc.toml",
        'targets = ["python"]\n[[target.python.also]]\nmodels = "typed-dict"\n'
        'package = "typed"\ncontracts = ["shape", "move"]\n',
    )

    done = shapes.cfc("compile")
    check = shapes.cfc("compile", "--check")

    base = shapes.folder / "generated" / "python"
    assert (done.code, check.code) == (0, 0), done.stderr
    models = (base / "contracts" / "_shape_models.py").read_text("utf-8")
    assert "class Circle(ContractModel, check=_validators.check_circle)" in models
    assert "class Circle(TypedDict)" in (base / "typed" / "shape.py").read_text("utf-8")
    assert not (base / "typed" / "left.py").exists()


def test_further_package_without_what_it_refers_to_is_refused(shapes: Project) -> None:
    shapes.write(
        "cfc.toml",
        '[[target.python.also]]\nmodels = "typed-dict"\npackage = "typed"\ncontracts = ["move"]\n',
    )

    done = shapes.cfc("compile")

    assert done.code == 2
    assert "has `move`, but not `shape`" in done.stderr


def test_validate_needs_no_generator_whatever_the_kind(
    shapes: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    shapes.write("cfc.toml", '[target.python]\nmodels = "msgspec"\n')
    shapes.write("circle.json", {"kind": "circle", "radius": "wide"})
    monkeypatch.setitem(sys.modules, "datamodel_code_generator", None)

    done = shapes.cfc("validate", "shape", "circle.json", "--format", "json")

    assert (done.code, done.rules) == (1, ["invalid-instance"]), done.stderr
