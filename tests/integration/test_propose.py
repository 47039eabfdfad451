"""Proposals from the command line: made and executed."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.support.project import REPOSITORY, Project
from tests.support.proposals import CONTRACT, ID, PAGE, REQUEST, contents, propose, write_shop


@pytest.fixture
def shop(project: Project) -> Project:
    """A project with one contract and the request to change it."""
    return write_shop(project)


@pytest.fixture
def proposed(shop: Project) -> Project:
    """The same, with the page of the request."""
    return propose(shop)


def check(project: Project, name: str = "1") -> list[str]:
    return project.cfc("propose", "check", name, "--format", "json").rules


def test_request_becomes_a_page_that_is_green(proposed: Project) -> None:
    run = proposed.cfc("propose", "check", "1", "--format", "json")

    assert (run.code, run.rules) == (0, [])
    text = proposed.read(PAGE)
    assert '"path": "/properties/age/exclusiveMaximum", "value": 150' in text
    assert '"user_input": "minor"' in text
    assert "```json accept user_input#/properties/age\n120\n```" in text
    assert "```json reject user_input#/properties/age\n150\n```" in text


def test_applied_request_changes_the_limit_the_version_and_nothing_else(proposed: Project) -> None:
    assert proposed.cfc("propose", "apply", "1").code == 0

    wanted = CONTRACT.replace('"exclusiveMaximum": 120', '"exclusiveMaximum": 150')
    assert proposed.read("schemas/user_input.json") == wanted.replace("1.0.0", "1.1.0")
    assert "1.0.0 → 1.1.0 (minor)" in proposed.read("schemas/CHANGELOG.md")
    assert "150" in proposed.read("generated/python/contracts/user_input.py")
    assert proposed.cfc("compile", "--check").code == 0
    assert proposed.cfc("propose", "check").code == 0
    assert proposed.cfc("propose", "apply", "1", "--format", "json").rules == ["proposal-not-open"]


def test_page_of_an_applied_proposal_stays_as_it_was(proposed: Project) -> None:
    proposed.cfc("propose", "apply", "1")
    proposed.edit(PAGE, "Asked for:", "Wanted:")

    assert check(proposed) == ["applied-page-edited"]


def test_alias_names_a_contract(shop: Project) -> None:
    shop.write("cfc.toml", '[propose.aliases]\n"contract.py" = "user_input"\n')
    shop.write("request.json", {**REQUEST, "target": "contract.py"})

    assert shop.cfc("propose", "from-request", "request.json").code == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"target": "../secret.json"}, "no contract of this project"),
        ({"target": "user_inptu"}, "did you mean `user_input`"),
        ({"current_invariant": "age < 100"}, "does not say `age < 100`"),
        ({"current_invariant": "size < 100", "proposed_invariant": "size < 9"}, "does not say"),
        ({"type": "HELLO"}, "NEGOTIATION_REQUEST"),
        ({"reason": ""}, "wants `reason`"),
        ({"more": "?"}, "no `more`"),
    ],
)
def test_request_that_means_nothing_is_refused(
    shop: Project, changes: dict[str, str], said: str
) -> None:
    shop.write("request.json", {**REQUEST, **changes})

    run = shop.cfc("propose", "from-request", "request.json")

    assert run.code == 2
    assert said in run.stderr
    assert not (shop.folder / "proposals").exists()


def test_other_comparison_takes_another_keyword(shop: Project) -> None:
    shop.write("request.json", {**REQUEST, "proposed_invariant": "age <= 150"})
    assert shop.cfc("propose", "from-request", "request.json").code == 0

    assert shop.cfc("propose", "apply", "1").code == 0
    assert '"minimum": 0, "maximum": 150 }' in shop.read("schemas/user_input.json")


def test_minor_for_a_breaking_change_is_refused_with_a_witness(shop: Project) -> None:
    shop.write("request.json", {**REQUEST, "proposed_invariant": "age < 90"})
    assert shop.cfc("propose", "from-request", "request.json").code == 0
    shop.edit(PAGE, '"user_input": "major"', '"user_input": "minor"')

    run = shop.cfc("propose", "check", "1", "--format", "json")

    assert run.code == 1
    assert run.rules == ["compatibility-misstated"]
    witness = run.findings[0]["witness"]
    assert isinstance(witness, dict)
    assert 90 <= witness["age"] < 120


def test_evidence_is_executed(proposed: Project) -> None:
    proposed.edit(PAGE, "age\n120\n", "age\n151\n")

    assert check(proposed) == ["evidence-not-true"]


def test_evidence_that_was_true_before_shows_nothing(proposed: Project) -> None:
    text = proposed.read(PAGE)
    start, end = text.index("```json accept"), text.index("## Migration")
    only = "```json accept user_input#/properties/age\n1\n```\n\n"
    proposed.write(PAGE, text[:start] + only + text[end:])

    assert check(proposed) == ["evidence-shows-nothing"]


def test_invariant_is_asked_by_name(shop: Project) -> None:
    contract = {
        "contractVersion": "1.0.0",
        "type": "object",
        "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}},
        "required": ["a", "b"],
        "invariants": [{"id": "order", "expr": "a < b"}],
    }
    shop.write("schemas/pair.json", contract)
    text = shop.read("schemas/pair.json")
    digest = hashlib.sha256(text.encode()).hexdigest()
    page = f"""\
---
cfc: proposal/1
id: 0001-equal
title: Equal is fine
author: tests
base: {{ pair: "sha256:{digest}" }}
compatibility: {{ pair: minor }}
---
## Patch
```json-patch pair
[{{"op": "replace", "path": "/invariants/0/expr", "value": "a <= b"}}]
```
## Evidence
```json holds pair order
{{"a": 1, "b": 1}}
```
```json breaks pair order
{{"a": 2, "b": 1}}
```
"""
    shop.write("proposals/0001-equal.md", page)

    run = shop.cfc("propose", "check", "1", "--format", "json")

    result = run.envelope["result"]
    assert isinstance(result, dict)
    assert "evidence-not-true" not in run.rules
    assert "evidence-shows-nothing" not in run.rules
    assert "2 of 2 true, 1 new" in result["proposals"][0]["summary"]


def test_stale_base_is_an_error_and_writes_nothing(proposed: Project) -> None:
    proposed.edit("schemas/user_input.json", "in years", "in full years")
    before = contents(proposed)

    assert check(proposed) == ["proposal-stale"]
    assert proposed.cfc("propose", "apply", "1").code == 1
    assert contents(proposed) == before


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "schemas/../../outside"])
def test_contract_outside_of_the_project_is_refused(proposed: Project, name: str) -> None:
    proposed.write(PAGE, proposed.read(PAGE).replace("user_input", name))
    (proposed.folder.parent / "outside.json").write_text("{}", "utf-8")
    before = contents(proposed)

    run = proposed.cfc("propose", "apply", "1", "--format", "json")

    assert run.code == 1
    assert set(run.rules) == {"proposal-names-no-contract"}
    assert contents(proposed) == before
    assert (proposed.folder.parent / "outside.json").read_text("utf-8") == "{}"


def test_page_of_ten_megabytes_is_refused_unread(proposed: Project) -> None:
    proposed.write(PAGE, proposed.read(PAGE) + "x" * 10_000_000)

    run = proposed.cfc("propose", "check", "1", "--format", "json")

    assert (run.code, run.rules) == (1, ["proposal-malformed"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("cfc: proposal/1", "cfc: proposal/2"),
        ("serves: []", "serve: []"),
        ("## Impact", "## Impakt"),
        ("```json accept", "```json akzept"),
        ("counters: null", "counters: [1]"),
        ('"op": "test"', '"op": "spam"'),
        (f"id: {ID}", "id: 0002-other"),
        ('"user_input": "minor"', '"user_input": "tiny"'),
        ("---\n", ""),
    ],
)
def test_page_that_is_not_in_order_is_refused(proposed: Project, old: str, new: str) -> None:
    text = proposed.read(PAGE)
    proposed.write(PAGE, text.replace(old, new))

    assert set(check(proposed)) == {"proposal-malformed"}


def test_patch_that_leaves_an_unsound_contract_is_refused(shop: Project) -> None:
    shop.write("change.json", [{"op": "add", "path": "/properties/age/type", "value": "intger"}])

    run = shop.cfc("propose", "from-patch", "change.json", "user_input", "--format", "json")

    assert run.code == 1
    assert set(run.rules) == {"patched-contract-has-errors"}
    assert not (shop.folder / "proposals").exists()


def test_version_is_not_patched(shop: Project) -> None:
    shop.write("change.json", [{"op": "replace", "path": "/contractVersion", "value": "3.0.0"}])

    run = shop.cfc("propose", "from-patch", "change.json", "user_input", "--format", "json")

    assert run.rules == ["patch-does-not-apply"]


def test_yaml_contract_is_refused(shop: Project) -> None:
    shop.write("schemas/other.yaml", "type: object\n")
    shop.write("change.json", [{"op": "replace", "path": "/type", "value": "array"}])

    run = shop.cfc("propose", "from-patch", "change.json", "other", "--format", "json")

    assert run.rules == ["patch-does-not-apply"]
    assert "YAML" in str(run.findings[0]["message"])


def test_edit_becomes_a_page(shop: Project) -> None:
    for arguments in (("init", "-q"), ("add", "schemas"), ("commit", "-qm", "start")):
        assert shop.git(*arguments).code == 0
    shop.edit("schemas/user_input.json", '"exclusiveMaximum": 120', '"exclusiveMaximum": 130')

    run = shop.cfc("propose", "from-edit", "schemas/user_input.json", "--restore")

    assert run.code == 0
    assert shop.read("schemas/user_input.json") == CONTRACT
    assert check(shop) == []


def test_saved_failure_becomes_a_page(shop: Project) -> None:
    saved = {
        "id": "3f2a9c01de", "contract": "user_input", "pointer": "", "target": "app:take",
        "digest": "", "rule": "r", "message": "it raised", "seed": 1,
        "value": {"age": 7, "email": "a@b.c"},
    }  # fmt: skip
    shop.write(".cfc_cache/fuzz/3f2a9c01de.json", saved)

    run = shop.cfc("propose", "from-finding", "3f2a9c01de")

    assert run.code == 0
    assert check(shop) == []
    assert shop.cfc("propose", "from-finding", "nothing").code == 2


def test_show_has_the_change(proposed: Project) -> None:
    run = proposed.cfc("propose", "show", "1", "--format", "json")

    result = json.loads(run.stdout)["result"]
    assert (
        '+    "age": { "type": "integer", "minimum": 0, "exclusiveMaximum": 150 }'
        in (result["changes"]["user_input"])
    )


def test_pages_of_this_repository_are_green() -> None:
    run = Project(REPOSITORY).cfc("propose", "check", "--format", "json")

    result = run.envelope["result"]
    assert isinstance(result, dict)
    assert (run.code, run.rules) == (0, [])
    assert {item["state"] for item in result["proposals"]} == {"applied", "countered", "open"}
