"""Names of types and attributes, as the suite lists them: the same in both languages, and stable."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import jsonschema
import pytest
from cfc.emit.python.identifiers import field_names
from cfc.emit.python.target import PythonTarget
from cfc.emit.typescript.target import TypeScriptTarget
from cfc.ir.module import ContractModule
from cfc.ir.shapes import Record

from tests.support.compiled import Schema, module_of

SUITE = Path(__file__).resolve().parents[1] / "suites" / "types"
ROWS = json.loads((SUITE / "names.json").read_text("utf-8"))
each_row = pytest.mark.parametrize("row", ROWS, ids=[row["about"] for row in ROWS])


def module(row: dict[str, object], schema: object) -> ContractModule:
    return module_of(Schema(str(row.get("id", "thing")), schema))


def names(found: ContractModule) -> dict[str, str]:
    """Return the name of each declared type by its pointer."""
    return {item.pointer: item.name for item in found.declarations}


def test_the_suite_keeps_its_layout() -> None:
    layout = json.loads((SUITE / "suite.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(layout).validate({"names": ROWS})


@each_row
def test_types_are_called_as_the_suite_says(row: dict[str, object]) -> None:
    assert names(module(row, row["schema"])) == row["types"]


@each_row
def test_members_are_called_as_the_suite_says(row: dict[str, object]) -> None:
    records = [d for d in module(row, row["schema"]).declarations if isinstance(d, Record)]
    found = {item.name: field_names(tuple(field.key for field in item.fields)) for item in records}
    wanted = row.get("attributes", {})
    assert isinstance(wanted, dict)
    assert {name: found[name] for name in wanted} == wanted


@each_row
def test_both_languages_have_the_same_types(row: dict[str, object]) -> None:
    found = module(row, row["schema"])
    declared = {item.name for item in found.declarations}
    typescript = "".join(TypeScriptTarget([found.id]).print_module(found).values())
    python = "".join(PythonTarget([found.id], "contracts").print_module(found).values())
    exported = re.findall(r"^export (?:interface|type) (\w+)", typescript, re.MULTILINE)
    classes = re.findall(r"^class (\w+)|^(\w+) = TypeAliasType", python, re.MULTILINE)
    assert set(exported) == {one or other for one, other in classes} == declared


@each_row
def test_names_stay_when_something_else_is_added(row: dict[str, object]) -> None:
    schema = copy.deepcopy(row["schema"])
    assert isinstance(schema, dict)
    added = {"type": "object", "properties": {"unrelated": {"type": "string"}}}
    schema["$defs"] = {"unrelatedBefore": added, **schema.get("$defs", {}), "unrelatedAfter": added}
    if "properties" in schema:
        # A schema without any would be of another kind with one.
        schema["properties"] = {"unrelatedFirst": added, **schema["properties"]}
    found = names(module(row, schema))
    wanted = row["types"]
    assert isinstance(wanted, dict)
    assert {pointer: found[pointer] for pointer in wanted} == wanted


@each_row
def test_no_name_ends_in_a_number_of_ours(row: dict[str, object]) -> None:
    text = json.dumps(row["schema"]) + str(row.get("id", ""))
    numbers = {re.findall(r"\d+$", name)[0] for name in names(module(row, row["schema"])).values()
               if name[-1].isdecimal()}  # fmt: skip
    assert {number for number in numbers if number not in text} == set()
