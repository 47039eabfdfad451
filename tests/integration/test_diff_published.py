"""Consecutive versions of published schemas: what a reviewer is told of them.

The pairs are not kept here; without the folder that has them there is nothing to test.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.project import REPOSITORY, Project

CASES = REPOSITORY.parent / "shared" / "corpus-diff" / "cases.jsonl"
pytestmark = pytest.mark.skipif(not CASES.is_file(), reason="the pairs are not here")


@cache
def _pairs(path: Path) -> dict[str, Any]:
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return {row["id"]: row for row in rows if row["kind"] == "real"}


def reviewed(project: Project, identifier: str) -> tuple[str, list[tuple[object, object]]]:
    """Return the first line, and rule and place of what is shown to break somebody."""
    pair = _pairs(CASES)[identifier]
    project.write("old.json", pair["old"])
    project.write("new.json", pair["new"])
    line = project.cfc("diff", "old.json", "new.json").stdout.splitlines()[0]
    run = project.cfc("diff", "old.json", "new.json", "--format", "json")
    errors = [item for item in run.findings if item["severity"] == "error"]
    assert all("witness" in item for item in errors)
    return line, [(item["rule"], item["pointer"]) for item in errors]


def test_component_of_a_bill_of_materials(project: Project) -> None:
    line, errors = reviewed(project, "cyclonedx/1.5->1.6/component")

    assert line.startswith("new: breaks writers: ")
    assert line.endswith("; least bump major")
    assert {
        ("property-became-required", "/definitions/property/required"),
        ("object-closed", "/definitions/property/additionalProperties"),
        ("length-tightened", "/definitions/version/maxLength"),
    } <= set(errors)


def test_request_of_a_protocol(project: Project) -> None:
    line, errors = reviewed(project, "mcp/2025-11-25->2026-07-28/CallToolRequest")

    assert line.endswith('`/params` must have the property "_meta"; least bump major')
    assert ("property-became-required", "/$defs/CallToolRequestParams/required") in errors
    assert len(errors) == len({pointer for _, pointer in errors}) + 1


def test_service_of_a_composition(project: Project) -> None:
    line, errors = reviewed(project, "compose/30f48063->00655e22")

    assert line.endswith('`/services/a/provider` must have the property "type"; least bump major')
    options = "/definitions/service/properties/provider/properties/options"
    assert errors == [
        ("property-became-required", "/definitions/service/properties/provider/required"),
        ("type-changed", f"{options}/patternProperties/^.+$/oneOf/0/type"),
    ]
