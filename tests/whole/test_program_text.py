"""Program text is built from literals of our own source only, and no template has a way round."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.support.sources import TEMPLATES, called, iter_files, name_of, tree_of

EMITTERS = list(iter_files("toolchain/cfc/emit", suffixes=(".py",)))
PRINTED = sorted(TEMPLATES.rglob("*.jinja"))


def is_literal(node: ast.expr) -> bool:
    """Tell whether a text is written out in the source, both ways of a condition included."""
    if isinstance(node, ast.IfExp):
        return is_literal(node.body) and is_literal(node.orelse)
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def loose_calls(tree: ast.AST) -> list[int]:
    """Return the lines of `code(…)` and `join(…)` whose template is computed."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and called(node) in ("code", "join")
        and not (node.args and is_literal(node.args[0]))
    ]


@pytest.mark.parametrize("path", EMITTERS, ids=name_of)
def test_templates_of_code_are_literals(path: Path) -> None:
    assert loose_calls(tree_of(path)) == []


@pytest.mark.parametrize("text", ["code(name)", "join(', ' + x, y)", "code(f'{x}')", "code(*x)"])
def test_computed_template_is_seen(text: str) -> None:
    assert loose_calls(ast.parse(text)) == [1]


@pytest.mark.parametrize("path", PRINTED, ids=name_of)
def test_template_goes_round_no_gate(path: Path) -> None:
    text = path.read_text("utf-8")

    for word in ("{% filter", "{%- filter", "{% macro", "{%- macro", "|safe", "| safe"):
        assert word not in text
