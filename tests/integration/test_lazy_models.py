"""Judging a value needs the standard library alone; models come when they are asked for."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.support.project import Project

ITEM = {
    "title": "Item",
    "type": "object",
    "properties": {
        "sku": {"type": "string", "pattern": "^[A-Z]+$"},
        "price": {"type": "number", "multipleOf": 0.01},
        "host": {"type": "string", "format": "hostname"},
        "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        "size": {"oneOf": [{"type": "integer"}, {"type": "string", "minLength": 1}]},
    },
    "required": ["sku"],
}
BASKET = {
    "title": "Basket",
    "type": "object",
    "properties": {"items": {"type": "array", "items": {"$ref": "item.json"}}},
}
# What a start must not pay for: the models, and what of the standard library is slow to import.
COSTLY = ("pydantic", "typing", "dataclasses", "inspect", "decimal", "datetime")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("lazy"))
    project.write("cfc.toml", '[target.python]\npackage = "lazy_made"\n')
    project.write("schemas/item.json", ITEM)
    project.write("schemas/basket.json", BASKET)
    project.write("schemas/basket/line.json", {"$ref": "../item.json", "title": "Line"})
    assert project.cfc("compile").code == 0
    return project


def run(project: Project, script: str) -> str:
    """Return what a script prints in an interpreter of its own, without site packages' hooks."""
    path = project.folder / "generated" / "python"
    code = f"import sys; sys.path.insert(0, {str(path)!r})\n{script}"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


VALUE = {"sku": "AB", "price": 1.5, "host": "example.org", "tags": ["a"], "size": 2}


@pytest.mark.parametrize("function", ["is_basket", "validate_basket"])
def test_judging_imports_nothing_that_is_slow(made: Project, function: str) -> None:
    script = f"""
import json
before = set(sys.modules)
from lazy_made.basket import {function}
{function}({{"items": [{json.dumps(VALUE)}]}})
print(sorted({{name.partition(".")[0] for name in set(sys.modules) - before}}))
"""
    imported = run(made, script)
    assert "lazy_made" in imported
    # The multiple of a fraction is found by decimal texts: that alone is imported where it is met.
    assert [name for name in COSTLY if f"'{name}'" in imported] == ["decimal"]


def test_no_expression_is_compiled_before_it_is_asked(made: Project) -> None:
    script = """
import re
asked = []
compile = re.compile
re.compile = lambda *args: asked.append(args[0]) or compile(*args)
from lazy_made.item import is_item
print(len(asked))
is_item({"sku": "AB"})
print(len(asked))
"""
    assert run(made, script).split() == ["0", "1"]


def test_a_model_is_there_when_it_is_asked_for(made: Project) -> None:
    script = """
from lazy_made.basket import Basket, parse_basket
from lazy_made.item import Item
from lazy_made.basket.line import Line
import lazy_made.item as module
print(type(parse_basket({"items": [{"sku": "A"}]})).__name__, Item.__name__, module.Item is Item)
print("Item" in dir(module), "is_item" in dir(module), hasattr(module, "Itm"))
print(hasattr(module, "__wrapped__"), type(parse_basket({"items": [{"sku": "A"}]}).items[0]) is Item)
"""
    assert run(made, script).split() == "Basket Item True True True False False True".split()


def test_models_are_frozen_where_the_project_says_so(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    project = Project(tmp_path_factory.mktemp("frozen"))
    project.write("cfc.toml", '[target.python]\npackage = "frozen_made"\nfrozen = true\n')
    project.write("schemas/item.json", ITEM)
    assert project.cfc("compile").code == 0
    script = """
from frozen_made.item import Item
from pydantic import ValidationError
item = Item(sku="AB")
try:
    item.sku = "C"
except ValidationError as error:
    print(error.errors()[0]["type"], item.sku)
"""
    assert run(project, script) == "frozen_instance AB"
