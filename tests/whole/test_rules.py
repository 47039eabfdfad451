"""Every rule has a page, every page has its rule, and every example on it is true."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from cfc.diagnostics.catalogue import EXAMPLE_SECTIONS, Rule, catalogue
from cfc.text.page import Block

from tests.support.project import Project
from tests.support.sources import called, iter_files, name_of, tree_of

RULES = catalogue().load_all()
NAMES = {rule.name for rule in RULES}
_RULE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
_REPORTING = ("report", "_report", "InvariantProblem")


def examples(section: str) -> list[tuple[Rule, Block]]:
    return [
        (rule, block)
        for rule in RULES
        for block in rule.page.blocks
        if block.heading == section and block.words == ("contract",)
    ]


def label(value: object) -> str:
    if isinstance(value, Rule):
        return value.name
    return f"line-{value.line}" if isinstance(value, Block) else str(value)


def rules_given(project: Project, block: Block) -> set[str]:
    project.write(f"schemas/page.{block.language}", block.text)
    run = project.cfc("check", "--format", "json")
    assert run.code in (0, 1), run.stderr
    return set(run.rules)


def allowed(rule: Rule) -> set[str]:
    also = rule.settings.get("also", [])
    return {rule.name, *(also if isinstance(also, list) else [str(also)])}


@pytest.mark.parametrize(("rule", "block"), examples(EXAMPLE_SECTIONS[0]), ids=label)
def test_example_gives_its_rule_and_no_other(project: Project, rule: Rule, block: Block) -> None:
    found = rules_given(project, block)

    assert rule.name in found
    assert found <= allowed(rule)


@pytest.mark.parametrize(("rule", "block"), examples(EXAMPLE_SECTIONS[1]), ids=label)
def test_example_stays_silent(project: Project, rule: Rule, block: Block) -> None:
    assert rule.name not in rules_given(project, block)


@pytest.mark.parametrize("rule", RULES, ids=label)
def test_page_is_printed_by_name_and_by_code(project: Project, rule: Rule) -> None:
    by_name = project.cfc("explain", rule.name)
    by_code = project.cfc("explain", rule.code)

    assert (by_name.code, by_name.stderr) == (0, "")
    assert by_name.stdout == by_code.stdout
    assert by_name.stdout.startswith(f"# {rule.name}\n")


@pytest.mark.parametrize("rule", RULES, ids=label)
def test_every_block_of_a_page_is_run_or_is_prose(rule: Rule) -> None:
    odd = [
        block.line
        for block in rule.page.blocks
        if block.heading in EXAMPLE_SECTIONS
        and (block.language not in ("json", "yaml") or not block.words)
    ]

    assert odd == []


def texts_of(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def test_every_rule_that_is_reported_has_a_page() -> None:
    nameless = set()
    for path in iter_files("toolchain/cfc", suffixes=(".py",)):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and called(node) in _REPORTING:
                given = [
                    *node.args[:2],
                    *(item.value for item in node.keywords if item.arg == "rule"),
                ]
                for argument in given:
                    if isinstance(argument, (ast.Constant, ast.IfExp)):
                        nameless |= {
                            f"{name_of(path)}:{node.lineno}: {text}"
                            for text in texts_of(argument)
                            if _RULE.fullmatch(text) and text not in NAMES
                        }

    assert nameless == set()


def test_every_page_has_a_rule_that_is_reported() -> None:
    said = {
        text
        for path in iter_files("toolchain/cfc", suffixes=(".py",))
        for text in texts_of(tree_of(path))
    }
    said |= {
        text
        for path in iter_files("templates", suffixes=(".py", ".ts"))
        for text in re.findall(r'"([a-z-]+)"', path.read_text("utf-8"))
    }

    assert {rule.name for rule in RULES if rule.replaced_by is None} - said == set()
