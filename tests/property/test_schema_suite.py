"""The published JSON Schema test suite, when it lies beside the checkout: every verdict is its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.compiled import PythonBundle, Schema

SUITE = Path(__file__).resolve().parents[3] / "shared" / "json-schema-suite"
TESTS = SUITE / "tests" / "draft2020-12"
REMOTE = "http://localhost:1234/"


def _remotes() -> dict[str, object]:
    found: dict[str, object] = {}
    for file in sorted((SUITE / "remotes").rglob("*.json")):
        name = file.relative_to(SUITE / "remotes").as_posix()
        if not name.startswith("draft") or name.startswith("draft2020-12"):
            found[REMOTE + name] = json.loads(file.read_text("utf-8"))
    return found


def _groups() -> Iterator[tuple[str, Schema, list[dict[str, object]]]]:
    remotes = _remotes()
    for file in sorted(TESTS.rglob("*.json")):
        name = file.relative_to(TESTS).with_suffix("").as_posix()
        formats = "assert" if "format/" in name else "annotate"
        for number, case in enumerate(json.loads(file.read_text("utf-8"))):
            identifier = f"{name.replace('/', '_').replace('-', '_').lower()}_{number}"
            schema = Schema(identifier, case["schema"], formats, remotes)
            yield f"{name}: {case['description']}", schema, case["tests"]


@pytest.mark.skipif(not TESTS.is_dir(), reason="the published suite is not beside the checkout")
def test_every_verdict_is_that_of_the_suite() -> None:
    tests_run = 0
    wrong: list[str] = []
    groups = list(_groups())
    bundle = PythonBundle([schema for _, schema, _ in groups])
    try:
        for name, schema, tests in groups:
            for test in tests:
                holds = bundle.holds(schema.id, test["data"])
                found = bundle.violations(schema.id, test["data"])
                tests_run += 1
                if holds is not test["valid"] or holds is bool(found):
                    wrong.append(f"{name}: {test['description']}: {holds}, {found}")
    finally:
        bundle.close()
    assert wrong == []
    assert tests_run >= 2000
