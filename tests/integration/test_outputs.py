"""The output formats of JSON Schema, and the limit on violations, as a user asks for them."""

from __future__ import annotations

import json
import shutil
import sys

import pytest

from tests.support.project import Project, execute

SCHEMA = {
    "contractVersion": "1.0.0",
    "type": "object",
    "properties": {
        "id": {"type": "string", "minLength": 3, "pattern": "^[a-z]+$"},
        "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}},
    },
    "required": ["id", "total", "currency"],
    "invariants": [{"id": "never", "expr": "$count(lines) > 5"}],
    "$defs": {"line": {"type": "object", "properties": {"n": {"minimum": 1}}}},
}
BROKEN = {"id": "A", "lines": [{"n": 0}, 7]}


@pytest.fixture
def shop(project: Project) -> Project:
    project.write("cfc.toml", "")
    project.write("schemas/order.json", SCHEMA)
    assert project.cfc("compile").code == 0
    return project


def answered(shop: Project, expression: str) -> object:
    """Return what an expression gives, with the order module's names and the broken value."""
    script = (
        "import json; from contracts import output; from contracts.order import *; "
        f"value = json.loads({json.dumps(json.dumps(BROKEN))}); print(json.dumps({expression}))"
    )
    ran = execute([sys.executable, "-c", script], shop.folder / "generated" / "python")
    assert ran.code == 0, ran.stderr
    return json.loads(ran.stdout)


def test_flag_is_a_verdict(shop: Project) -> None:
    assert answered(shop, "output(validate_order(value), 'flag')") == {"valid": False}
    assert answered(shop, "output([], 'hierarchical')") == {"valid": True}


def test_list_has_a_unit_for_each_schema_and_place(shop: Project) -> None:
    found = answered(shop, "output(validate_order(value))")

    assert isinstance(found, dict)
    assert found["valid"] is False
    details = {
        (item["schemaLocation"], item["instanceLocation"]): item for item in found["details"]
    }
    assert list(details) == [
        ("order#/properties/id", "/id"),
        ("order#/$defs/line/properties/n", "/lines/0/n"),
        ("order#/$defs/line", "/lines/1"),
        ("order#", ""),
    ]
    assert set(details["order#/properties/id", "/id"]["errors"]) == {"minLength", "pattern"}
    assert details["order#/$defs/line", "/lines/1"]["errors"] == {"type": "must be an object"}
    assert "never" in details["order#", ""]["errors"]["invariants"]


def test_hierarchical_has_units_within_the_units_around_them(shop: Project) -> None:
    found = answered(shop, "output(validate_order(value), 'hierarchical')")

    assert isinstance(found, dict)
    assert (found["schemaLocation"], found["instanceLocation"]) == ("order#", "")
    assert set(found["errors"]) == {"required", "invariants"}
    places = {(item["schemaLocation"], item["instanceLocation"]) for item in found["details"]}
    assert places == {
        ("order#/properties/id", "/id"),
        ("order#/$defs/line/properties/n", "/lines/0/n"),
        ("order#/$defs/line", "/lines/1"),
    }


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
def test_a_limit_gives_the_first_violations(shop: Project, limit: int) -> None:
    every = answered(shop, "[item.message for item in validate_order(value)]")
    first = answered(shop, f"[item.message for item in validate_order(value, limit={limit})]")

    assert isinstance(every, list)
    assert len(every) == 7
    assert first == every[:limit]


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node")
def test_typescript_gives_the_first_violations_too(project: Project) -> None:
    project.write("cfc.toml", 'targets = ["javascript"]')
    project.write("schemas/order.json", SCHEMA)
    assert project.cfc("compile").code == 0
    folder = project.folder / "generated" / "javascript"
    (folder / "package.json").write_text('{"type": "module"}', "utf-8")
    script = f"""
import {{ validateOrder }} from "./order.js";
const value = {json.dumps(BROKEN)};
const all = validateOrder(value);
const said = [undefined, 1, 2, 3, 7, 50].map((limit) => validateOrder(value, limit));
console.log(JSON.stringify([all.length, said.map((some) => some.length)]));
console.log(said.every((some) => JSON.stringify(some) === JSON.stringify(all.slice(0, some.length))));
"""
    (folder / "script.mjs").write_text(script, "utf-8")
    ran = execute(["node", "script.mjs"], folder)

    assert ran.stdout.split("\n")[:2] == ["[7,[7,1,2,3,7,7]]", "true"]
