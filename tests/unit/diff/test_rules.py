"""The pairs on the pages of rules: each fires with its witness, or stays silent, as it says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cfc.diagnostics.catalogue import Rule, catalogue

from tests.support.project import Project, Run

RULES = [rule for rule in catalogue().load_all() if rule.family == "diff"]


SIDES = ("old", "new")


def pairs(section: str) -> list[tuple[Rule, str, str, str]]:
    return list(_pairs(section))


def _pairs(section: str) -> Iterator[tuple[Rule, str, str, str]]:
    for rule in RULES:
        texts: list[str] = []
        for block in rule.page.blocks:
            if block.heading != section:
                continue
            if block.words == ("before",):
                if texts:
                    yield rule, texts[0], texts[1], ""
                texts = []
            texts.append(block.text)
            if block.words == ("witness",):
                yield rule, texts[0], texts[1], texts[2]
                texts = []
        if texts:
            yield rule, texts[0], texts[1], ""


def label(value: object) -> str:
    return value.name if isinstance(value, Rule) else ""


def compared(project: Project, before: str, after: str, mode: str) -> Run:
    project.write("old/page.json", before)
    project.write("new/page.json", after)
    run = project.cfc("diff", "old", "new", "--mode", mode, "--format", "json")
    assert run.code in (0, 1), run.stderr
    return run


@pytest.mark.parametrize(("rule", "before", "after", "witness"), pairs("Fires on"), ids=label)
def test_pair_fires_with_its_witness(
    project: Project, rule: Rule, before: str, after: str, witness: str
) -> None:
    run = compared(project, before, after, "full")

    mine = [item for item in run.findings if item["rule"] == rule.name]
    assert mine
    assert [item["severity"] for item in mine] == ["error"] * len(mine)
    project.write("witness.json", witness)
    codes = [project.cfc("validate", f"{side}/page.json", "witness.json").code for side in SIDES]
    assert sorted(codes) == [0, 1]


@pytest.mark.parametrize(("rule", "before", "after", "_"), pairs("Stays silent on"), ids=label)
def test_pair_stays_silent(project: Project, rule: Rule, before: str, after: str, _: str) -> None:
    assert rule.name not in compared(project, before, after, "full").rules
