"""Loading: names, what is read, and what is not compiled or refused."""

from __future__ import annotations

import pytest
from cfc.contract.model import Place, RawInvariant
from cfc.invariants.load import compile_invariant
from cfc.invariants.parser import parse
from cfc.invariants.problem import InvariantProblem
from cfc.invariants.program import CompiledInvariant
from cfc.invariants.reads import reads_of


def raw(expression: str, id: str = "the-rule", when: str | None = None) -> RawInvariant:
    return RawInvariant(id, expression, Place("file:/a.json", ("invariants", "0")), when=when)


def compiled(expression: str, names: set[str], id: str = "the-rule") -> CompiledInvariant:
    found = compile_invariant(raw(expression, id), names)
    assert isinstance(found, CompiledInvariant)
    return found


def problems(expression: str, when: str | None = None) -> list[InvariantProblem]:
    found = compile_invariant(raw(expression, when=when), set())
    assert isinstance(found, list)
    return found


def test_name_comes_from_the_id_and_is_unique() -> None:
    names: set[str] = set()

    assert compiled("true", names, "totalIs-sum").name == "total_is_sum"
    assert compiled("true", names, "total.is sum").name == "total_is_sum_u2e_u20"
    assert compiled("true", names, "1st").name == "invariant_1_st"
    assert compiled("true", names, "名").name == "invariant"
    assert len(names) == 4


def test_place_is_a_pointer_and_a_fragment() -> None:
    found = compiled("true", set())

    assert (found.pointer, found.schema_path) == ("/invariants/0", "#/invariants/0")


@pytest.mark.parametrize(
    ("expression", "reads"),
    [
        ("$.output.userId = $.input.userId", {"output", "input"}),
        ("$count(input.items) > 0", {"input"}),
        ("input.items[qty > $$.output.limit]", {"input", "output"}),
        ("input.items.(qty * price)", {"input"}),
        ("$$.input.a", {"input"}),
        ("$count($) > 0", {"$"}),
        ("$exists($$)", {"$"}),
        ("*", {"$"}),
        ("$keys()", {"$"}),
        ("input.items[$ > 1]", {"input"}),
        ("($o := output; $o.total > 0)", {"output"}),
        ("$map(input.items, function($i){ $i.qty + $$.output.x })", {"input", "output"}),
        ("input ~> $count", {"input"}),
        ("output.items^(price).id", {"output"}),
        ("1 = 1", set()),
        ("$.input[a = 1].b", {"input"}),
        ("$[0].input", {"$"}),
    ],
)
def test_reads(expression: str, reads: set[str]) -> None:
    assert reads_of(parse(expression)) == reads


@pytest.mark.parametrize(
    ("expression", "part"),
    [
        ("a.b.%.c", None),
        ("a@$x.b#$i", None),
        ("$formatNumber(a, '0')", None),
        ("$toMillis(a, '[Y]')", None),
        ("1 + ($x := 2)", None),
        ("[$x := 2, $x]", None),
        ("($ := 2)", "a binding of `$`"),
        ("($f := function(){ $x }; $x := 2; $f())", "`$x` before it is bound"),
    ],
)
def test_part_that_is_not_compiled_is_named(expression: str, part: str | None) -> None:
    found = compile_invariant(raw(expression), set())

    if part is None:
        assert isinstance(found, CompiledInvariant)
    else:
        assert isinstance(found, list)
        assert [one.rule for one in found] == ["invariant-not-compiled"]
        assert found[0].message == f"{part} cannot be compiled"


@pytest.mark.parametrize(
    "expression",
    [
        "$now()",
        "$millis() > 1",
        "$random() > 0",
        "$shuffle(a)",
        "$eval('1')",
        "$toMillis(a, '[H]:[m]')",
        "($f := function($n){ $n }; $f := function($n){ $f($n - 1) }; $f(1))",
        "($f := function($n){ [$g := $f, $g($n)] }; $f(1))",
        "a ~> |b|{'c': 1}|",
        "$contains(a, /(x+)+$/)",
        "($f := function($n){ $f($n - 1) }; $f(1))",
        "($f := function($n){ $g($n) }; $g := function($n){ $f($n) }; $f(1))",
    ],
)
def test_part_that_is_refused_says_what_to_write(expression: str) -> None:
    found = problems(expression)

    assert [one.rule for one in found] == ["invariant-refused"]
    assert found[0].help


def test_text_that_is_no_regular_expression_is_told() -> None:
    (problem,) = problems("$contains(a, /b**/)")

    assert problem.rule == "invariant-not-compiled"
    assert problem.message.startswith("this regular expression (")


def test_syntax_error_has_its_place_and_code() -> None:
    assert problems("total >")[0] == InvariantProblem(
        "invariant-syntax",
        "the expression is not JSONata: the expression ends too early (S0207)",
        6,
        7,
    )


def test_problem_in_when_says_so() -> None:
    assert [one.part for one in problems("a +", when="b +")] == ["expr", "when"]
