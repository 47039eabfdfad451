"""The parser: trees with positions, the reference's error codes, limits."""

from __future__ import annotations

import pytest
from cfc.invariants.lexer import JsonataSyntaxError
from cfc.invariants.parser import MAX_DEPTH, parse
from cfc.invariants.tree import (
    ArrayOf,
    Binary,
    Default,
    Filtered,
    Group,
    Lambda,
    Literal,
    Name,
    Path,
    Sort,
    Variable,
)


def test_path_is_gathered_from_its_steps() -> None:
    tree = parse("a.`b c`[x = 1].d")

    assert isinstance(tree, Path)
    assert [step.node.key for step in tree.steps if isinstance(step.node, Name)] == [
        "a",
        "b c",
        "d",
    ]
    assert isinstance(tree.steps[1].stages[0], Binary)


def test_positions_count_code_points() -> None:
    tree = parse("'😀' = x")

    assert isinstance(tree, Binary)
    assert (tree.start, tree.position, tree.end) == (0, 4, 7)
    assert (tree.right.start, tree.right.end) == (6, 7)


def test_surrogate_escapes_are_joined() -> None:
    assert parse(r'"\ud83d\ude00"') == Literal("😀", 0, 14)


def test_multiplication_binds_tighter_than_addition() -> None:
    tree = parse("1 + 2 * 3")

    assert isinstance(tree, Binary)
    assert tree.operator == "+"
    assert isinstance(tree.right, Binary)


def test_minus_before_a_number_is_part_of_it() -> None:
    assert parse("-5 ?: 99") == Default("?:", Literal(-5, 0, 2), Literal(99, 6, 8), 0, 8)


def test_empty_brackets_keep_an_array() -> None:
    tree = parse("a.b[]")

    assert isinstance(tree, Path)
    assert tree.keep_array


def test_array_at_the_end_of_a_path_is_constructed() -> None:
    tree = parse("a.[b, c]")

    assert isinstance(tree, Path)
    last = tree.steps[-1].node
    assert isinstance(last, ArrayOf)
    assert last.constructed


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("$x[0]", Filtered),
        ("a{b: c}", Group),
        ("function($x){ $x }", Lambda),
        ("λ($x)<n:n>{ $x }", Lambda),
        ("$", Variable),
        ("and", Path),
        ("/* a */ a /* b */", Path),
        ("a ? b", object),
        ("$f(?, 1)", object),
        ("a@$x#$i.b", object),
        ("|a|{'b': 1}, ['c']|", object),
        ("a ~> $f ~> $g(1)", object),
        ("a.%.b", object),
        ("**.a", object),
        ("/a[/]b/im", object),
    ],
)
def test_construct_is_parsed(expression: str, kind: type) -> None:
    assert isinstance(parse(expression), kind)


def test_order_by_is_a_step() -> None:
    tree = parse("a^(>b, c)")

    assert isinstance(tree, Path)
    sort = tree.steps[-1].node
    assert isinstance(sort, Sort)
    assert [term.descending for term in sort.terms] == [True, False]


@pytest.mark.parametrize(
    ("expression", "code", "position"),
    [
        ("'abc", "S0101", 0),
        ("1e999", "S0102", 0),
        (r"'\x'", "S0103", 2),
        (r"'\u12'", "S0104", 2),
        ("`abc", "S0105", 0),
        ("a /* b", "S0106", 2),
        ("a b", "S0201", 2),
        ("{'a' 1}", "S0202", 5),
        ("(1", "S0203", 2),
        ("a ! b", "S0204", 2),
        ("a +", "S0207", 3),
        ("function(x){1}", "S0208", 9),
        ("= 1", "S0211", 0),
        ("1 := 2", "S0212", 0),
        ("a.1", "S0213", 2),
        ("a@b", "S0214", 2),
        ("a[1]@$x", "S0215", 4),
        ("//", "S0301", 1),
        ("/abc", "S0302", 4),
        ("λ($x)<n<n>>{$x}", "S0401", 7),
        ("λ($x)<(n<n>)>{$x}", "S0402", 6),
    ],
)
def test_error_has_the_reference_code_and_a_position(
    expression: str, code: str, position: int
) -> None:
    with pytest.raises(JsonataSyntaxError) as caught:
        parse(expression)

    assert (caught.value.code, caught.value.position) == (code, position)


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 5000 + ")" * 5000,
        "[" * 5000,
        "-" * 5000 + "1",
        "1" + "+1" * 5000,
        "a" + ".a" * 5000,
        "a" + "[0]" * 5000,
        "x" * 30_000,
        "a ? " * 3000 + "1",
    ],
    ids=["blocks", "arrays", "minus", "sum", "path", "predicates", "length", "conditions"],
)
def test_no_expression_exhausts_the_stack(expression: str) -> None:
    with pytest.raises(JsonataSyntaxError) as caught:
        parse(expression)

    assert caught.value.code == "U1001"


def test_deepest_expression_is_parsed_and_compiled() -> None:
    from cfc.judges.expressions import evaluate

    depth = MAX_DEPTH - 5
    nested = "(" * depth + "1" + ")" * depth

    assert evaluate(nested, None).value == 1
    assert evaluate("1" + " + 1" * depth, None).value == depth + 1
