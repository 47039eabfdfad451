"""The pairs on the pages of rules: each fires with its witness, or stays silent, as it says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cfc.diagnostics.catalogue import Rule, catalogue

from tests.support.project import Project, Run

RULES = [rule for rule in catalogue().load_all() if rule.family == "diff"]


SIDES = ("old", "new")
Texts = dict[str, str]


def pairs(section: str) -> list[tuple[Rule, Texts]]:
    """Return the pairs of a section by rule: `before`, `after`, and perhaps `witness`."""
    return [(rule, texts) for rule in RULES for texts in _pairs(rule, section)]


def _pairs(rule: Rule, section: str) -> Iterator[Texts]:
    texts: Texts = {}
    for block in rule.page.blocks:
        if block.heading != section:
            continue
        (word,) = block.words
        if word == "before" or word in texts:
            if texts:
                yield texts
            texts = {}
        texts[word] = block.text
    if texts:
        yield texts


def label(value: object) -> str:
    return value.name if isinstance(value, Rule) else ""


def compared(project: Project, texts: Texts) -> Run:
    for side, word in zip(SIDES, ("before", "after"), strict=True):
        project.write(f"{side}/other.json", "{}")
        if word in texts:
            project.write(f"{side}/page.json", texts[word])
    run = project.cfc("diff", *SIDES, "--mode", "full", "--format", "json")
    assert run.code in (0, 1), run.stderr
    return run


@pytest.mark.parametrize(("rule", "texts"), pairs("Fires on"), ids=label)
def test_pair_fires_with_its_witness(project: Project, rule: Rule, texts: Texts) -> None:
    run = compared(project, texts)

    mine = [item for item in run.findings if item["rule"] == rule.name]
    assert mine
    if "witness" in texts:
        assert [item["severity"] for item in mine] == ["error"] * len(mine)
        project.write("witness.json", texts["witness"])
        codes = [
            project.cfc("validate", f"{side}/page.json", "witness.json").code for side in SIDES
        ]
        assert sorted(codes) == [0, 1]


@pytest.mark.parametrize(("rule", "texts"), pairs("Stays silent on"), ids=label)
def test_pair_stays_silent(project: Project, rule: Rule, texts: Texts) -> None:
    assert rule.name not in compared(project, texts).rules


def test_every_rule_of_a_change_has_both_kinds_of_pairs() -> None:
    for section in ("Fires on", "Stays silent on"):
        assert {rule.name for rule, _ in pairs(section)} == {rule.name for rule in RULES}
