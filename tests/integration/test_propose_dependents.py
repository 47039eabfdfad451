"""Proposals reach the contracts that refer to a patched one: their class, their version."""

from __future__ import annotations

import json

import pytest

from tests.support.project import Project

MONEY = {
    "contractVersion": "1.2.0",
    "type": "object",
    "properties": {"currency": {"enum": ["EUR", "USD"]}},
    "required": ["currency"],
    "additionalProperties": False,
}
BASKET = {"contractVersion": "3.0.0", "type": "array", "items": {"$ref": "money.json"}}
PRICE = {
    "name": "price.get",
    "contractVersion": "2.0.0",
    "input": {"type": "string"},
    "output": {"$ref": "basket.json"},
}
CHANGE = [{"op": "add", "path": "/properties/currency/enum/-", "value": "CHF"}]
PAGE = "proposals/0001-francs.md"


@pytest.fixture
def shop(project: Project) -> Project:
    """Money, what is made of it, an operation that answers with that, and a page."""
    project.write("schemas/money.json", MONEY)
    project.write("schemas/basket.json", BASKET)
    project.write("schemas/price.json", PRICE)
    project.write("schemas/other.json", {"contractVersion": "1.0.0", "type": "string"})
    project.write("change.json", CHANGE)
    made = project.cfc("propose", "from-patch", "change.json", "money", "--title", "Francs")
    assert made.code == 0, made.stderr
    return project


def version(project: Project, name: str) -> object:
    return json.loads(project.read(f"schemas/{name}.json"))["contractVersion"]


def test_page_states_the_greatest_class_of_all(shop: Project) -> None:
    run = shop.cfc("propose", "check", "1", "--format", "json")

    assert '"money": "major"' in shop.read(PAGE)
    assert (run.code, run.rules) == (0, [])
    result = run.envelope["result"]
    assert isinstance(result, dict)
    [page] = result["proposals"]
    assert page["compatibility"] == {"money": "major"}
    levels = {name: item["level"] for name, item in page["dependents"].items()}
    assert levels == {"basket": "minor", "price": "major"}
    assert page["dependents"]["price"]["refers_to"] == ["money"]


def test_class_of_the_contract_alone_is_not_enough(shop: Project) -> None:
    shop.edit(PAGE, '"money": "major"', '"money": "minor"')

    run = shop.cfc("propose", "check", "1", "--format", "json")

    assert (run.code, run.rules) == (1, ["compatibility-misstated"])
    assert "in `price`, which refers to `money`" in str(run.findings[0]["message"])


def test_apply_bumps_each_by_its_own_class(shop: Project) -> None:
    run = shop.cfc("propose", "apply", "1")

    assert run.code == 0, run.stdout
    assert [version(shop, name) for name in ("money", "basket", "price", "other")] == [
        "1.3.0", "3.1.0", "3.0.0", "1.0.0",
    ]  # fmt: skip
    changes = shop.read("schemas/CHANGELOG.md")
    assert "- `money`: 1.2.0 → 1.3.0 (minor)\n" in changes
    assert "- `price`: 2.0.0 → 3.0.0 (major), since it refers to `money`\n" in changes
    record = json.loads(shop.read("proposals/applied/0001-francs.json"))
    assert record["dependents"]["basket"]["to"] == "3.1.0"
    assert shop.cfc("compile", "--check").code == 0
    assert shop.cfc("propose", "check").code == 0


def test_dependent_without_a_version_is_told_of(project: Project) -> None:
    unversioned = {name: item for name, item in PRICE.items() if name != "contractVersion"}
    project.write("schemas/money.json", MONEY)
    project.write("schemas/basket.json", BASKET)
    project.write("schemas/price.json", unversioned)
    project.write("change.json", CHANGE)
    project.cfc("propose", "from-patch", "change.json", "money", "--title", "Francs")

    run = project.cfc("propose", "apply", "1", "--format", "json")

    assert (run.code, run.rules) == (0, ["dependent-not-bumped"])
    assert "no `contractVersion`" in str(run.findings[0]["message"])
    assert "- `price`: not bumped" in project.read("schemas/CHANGELOG.md")


def test_dependent_in_yaml_is_told_of_with_its_version(project: Project) -> None:
    project.write("schemas/money.json", MONEY)
    basket = "contractVersion: 3.0.0\ntype: array\nitems: { $ref: money.json }\n"
    project.write("schemas/basket.yaml", basket)
    project.write("change.json", CHANGE)
    project.cfc("propose", "from-patch", "change.json", "money", "--title", "Francs")

    run = project.cfc("propose", "apply", "1", "--format", "json")

    assert (run.code, run.rules) == (0, ["dependent-not-bumped"])
    assert "set its `contractVersion` to 3.1.0" in str(run.findings[0]["message"])
    assert project.read("schemas/basket.yaml") == basket


def test_title_of_a_patched_contract_breaks_nobody(project: Project) -> None:
    project.write("schemas/money.json", MONEY)
    project.write("schemas/basket.json", BASKET)
    project.write("change.json", [{"op": "add", "path": "/title", "value": "Money"}])
    project.cfc("propose", "from-patch", "change.json", "money", "--title", "Francs")

    assert '"money": "patch"' in project.read(PAGE)
