"""Pages that are printed from tables are fresh, and what they say of keywords is so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cfc.contract.keywords import ASSERTIONS

from tests.docs.pages import DOCS, has_node
from tests.docs.printed import keyword_examples, keywords_page, rules_page
from tests.support.project import Project

# `jsonschema` matches by Python's engine, knows no `dependencies`, and no invariants within.
REFERENCE_ACCEPTS = ["pattern", "dependencies", "invariants"]
Golden = Callable[[Path, str], None]


def test_page_of_keywords_is_fresh(golden: Golden) -> None:
    golden(DOCS / "keywords.md", keywords_page())


def test_page_of_rules_is_fresh(golden: Golden) -> None:
    golden(DOCS / "rules.md", rules_page())


def test_every_keyword_that_judges_has_an_example() -> None:
    assert set(keyword_examples()) == ASSERTIONS | {"dependencies"}


def write_examples(project: Project) -> None:
    """Write one contract of all keywords, a document it accepts, and a line each that it refuses."""
    examples = keyword_examples()
    refused = [json.dumps({name: item["invalid"]}) for name, item in examples.items()]
    schemas = {name: item["schema"] for name, item in examples.items()}
    text = {"$dynamicAnchor": "moving", "type": "string"}
    project.write("schemas/all.json", {"$defs": {"text": text}, "properties": schemas})
    project.write("right.json", {name: item["valid"] for name, item in examples.items()})
    project.write("wrong.jsonl", "\n".join(refused))


@pytest.mark.parametrize("engine", ["python", "typescript", "reference"])
def test_keywords_judge_in_every_engine(project: Project, engine: str) -> None:
    if engine == "typescript" and not has_node():
        pytest.skip("Node or node_modules is missing")
    examples = keyword_examples()
    write_examples(project)

    right = project.cfc("validate", "all", "right.json", "--engine", engine)
    wrong = project.cfc("validate", "all", "wrong.jsonl", "--engine", engine, "--format", "json")

    assert right.code == 0, right.stdout
    lines = {item["line"] for item in wrong.findings if item["file"] == "wrong.jsonl"}
    accepted = [name for line, name in enumerate(examples, 1) if line not in lines]
    assert accepted == (REFERENCE_ACCEPTS if engine == "reference" else [])


def test_both_languages_say_the_same_of_what_they_refuse(project: Project) -> None:
    if not has_node():
        pytest.skip("Node or node_modules is missing")
    write_examples(project)

    said = [
        project.cfc("validate", "all", "wrong.jsonl", "--engine", engine, "--format", "json")
        for engine in ("python", "typescript")
    ]

    assert said[0].findings == said[1].findings
