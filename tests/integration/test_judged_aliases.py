"""Types that are no classes judge themselves; the JSON Schema of a model says what the contract says."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest
from pydantic import BaseModel, TypeAdapter, create_model

from tests.support.project import Project

TAGS = {"title": "Tags", "type": "array", "items": {"type": "string", "pattern": "^[a-z]+$"}}
PAGE = {
    "title": "Page",
    "type": "object",
    "properties": {
        "pageTitle": {"description": "What stands above it.", "type": "string", "minLength": 1},
        "tags": {"$ref": "tags.json"},
        "kind": {"$ref": "#/$defs/kind"},
        "plain": {"type": "string", "pattern": "^p"},
    },
    "required": ["tags"],
    "$defs": {"kind": {"enum": ["a", "b"]}},
}


@pytest.fixture
def models(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    project.write("cfc.toml", "[target.python]\npackage = 'judged_contracts'\n")
    project.write("schemas/tags.json", TAGS)
    project.write("schemas/page.json", PAGE)
    assert project.cfc("compile", "--target", "python").code == 0
    monkeypatch.syspath_prepend(str(project.folder / "generated" / "python"))
    importlib.import_module("judged_contracts.page")
    yield importlib.import_module("judged_contracts._page_models")
    for name in [name for name in sys.modules if name.split(".")[0] == "judged_contracts"]:
        del sys.modules[name]


def tags() -> object:
    return importlib.import_module("judged_contracts.tags").Tags


def test_adapter_of_an_alias_judges(models: ModuleType) -> None:
    adapter: TypeAdapter[object] = TypeAdapter(tags())

    assert adapter.validate_json('["a"]') == ["a"]
    with pytest.raises(ValueError, match="must match the pattern") as found:
        adapter.validate_python(["A"])
    assert found.value.errors()[0]["type"] == "pattern"  # type: ignore[attr-defined]


def test_field_of_a_model_of_ones_own_judges(models: ModuleType) -> None:
    own: type[BaseModel] = create_model("Own", tags=(tags(), ...))

    assert own.model_validate({"tags": ["a"]})
    with pytest.raises(ValueError, match=r"tags\.0"):
        own.model_validate({"tags": ["1"]})


def test_alias_within_a_class_is_judged_once_by_the_class(models: ModuleType) -> None:
    with pytest.raises(ValueError, match=r"tags\.0") as found:
        models.Page.model_validate({"tags": ["1"]})
    assert len(found.value.errors()) == 1  # type: ignore[attr-defined]


def test_alias_that_says_it_all_is_left_plain(models: ModuleType) -> None:
    text = importlib.import_module("inspect").getsource(models)

    assert 'Kind = TypeAliasType("Kind", Literal["a", "b"])' in text


def test_schema_of_a_model_describes_its_members(models: ModuleType) -> None:
    members = models.Page.model_json_schema()["properties"]

    assert members["pageTitle"]["description"] == "What stands above it."
    assert members["pageTitle"]["minLength"] == 1
    assert members["plain"]["description"] == "Matches `^p`."
