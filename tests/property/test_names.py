"""JSON names and the identifiers that they become, as the suite lists them."""

from __future__ import annotations

import json
from pathlib import Path

from cfc.emit.python.identifiers import field_names
from cfc.emit.python.target import PythonTarget
from cfc.emit.typescript.target import TypeScriptTarget
from cfc.text.pointer import to_fragment

from tests.support.compiled import Schema, module_of

SUITE = Path(__file__).resolve().parents[1] / "suites" / "names" / "names.json"
NAMES: dict[str, list[list[dict[str, str]]]] = json.loads(SUITE.read_text("utf-8"))


def test_members_become_attributes() -> None:
    found = [field_names(tuple(row["name"] for row in group)) for group in NAMES["fields"]]
    assert found == [{row["name"]: row["python"] for row in group} for group in NAMES["fields"]]


def test_definitions_become_types() -> None:
    for group in NAMES["definitions"]:
        names = [row["name"] for row in group]
        schema = {"$defs": {name: {"enum": ["a", number]} for number, name in enumerate(names)}}
        declared = module_of(Schema("thing", schema)).declarations
        types = {item.pointer: item.name for item in declared}
        assert [types[to_fragment(("$defs", name))] for name in names] == [
            row["type"] for row in group
        ]


def test_contracts_become_modules() -> None:
    for group in NAMES["modules"]:
        ids = [row["id"] for row in group]
        python, typescript = PythonTarget(ids, "contracts"), TypeScriptTarget(ids)
        assert [
            {
                "id": name,
                "python": python.module_paths(name)[0],
                "typescript": typescript.module_paths(name)[0],
            }
            for name in ids
        ] == group


def test_no_two_names_of_a_group_become_one() -> None:
    for kind, key in (("fields", "python"), ("definitions", "type"), ("modules", "python")):
        for group in NAMES[kind]:
            made = [row[key] for row in group]
            assert len(set(made)) == len(made)
    for group in NAMES["modules"]:
        made = [row["typescript"] for row in group]
        assert len(set(made)) == len(made)


def test_names_do_not_depend_on_the_order_of_contracts() -> None:
    for group in NAMES["modules"]:
        ids = [row["id"] for row in group]
        forward, backward = PythonTarget(ids, "p"), PythonTarget(ids[::-1], "p")
        assert [forward.module_paths(name) for name in ids] == [
            backward.module_paths(name) for name in ids
        ]
