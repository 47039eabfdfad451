"""Expressions that mean harm are refused or come to an end, alike in both languages.

Nothing here is timed: a case that had no bound would not come back, or fill the memory.
"""

from __future__ import annotations

import pytest
from cfc.contract.model import Place, RawInvariant
from cfc.invariants.load import compile_invariant
from cfc.invariants.program import CompiledInvariant
from cfc.judges.expressions import open_session, print_python, python_runtime

from tests.unit.invariants.test_semantics import needs_node

BOUNDED = {
    "($f := function($n){ 1 + $f($n + 1) }; $f(1))": "U1001",
    "($f := function(){ $f() }; $f())": "U1001",
    "($f := function($n){ $n < 2 ? 1 : $f($n - 1) + $f($n - 2) }; $f(40))": "U1001",
    "($f := function($g, $n){ $g($g, $n + 1) + $g($g, $n + 1) }; $f($f, 1))": "U1001",
    "[1..1e9]": "D2014",
    "[1..20000].([1..20000])": "U1001",
    "$map([1..20000], function(){ [1..20000] })": "U1001",
    '$pad("", 1e9)': "U1001",
    '$pad("", -1e9, "ab")': "U1001",
    '$reduce([1..60], function($a, $i){ $a & $a }, "x")': "U1001",
    "$reduce([1..60], function($a, $i){ $append($a, $a) }, [1, 2])": "U1001",
    "$reduce([1..60], function($a, $i){ [$a, $a] }, [1, 2])": "U1001",
    '$reduce([1..20], function($a, $i){ $replace($a, "x", $a) }, "xx")': "U1001",
    '$reduce([1..30], function($a, $i){ $join([$a, $a, $a]) }, "xx")': "U1001",
    '$formatNumber(1, $pad("", 100000, "0"))': "U1001",
    '$formatInteger(1e9, "I")': "U1001",
    '$formatInteger(1, $pad("", 100000, "0"))': "U1001",
    '$fromMillis(0, "[Y,1000000000]")': "U1001",
    "(" * 1000 + "1" + ")" * 1000: "U1001",
    "1+" * 50_000 + "1": "U1001",
    '"' + "x" * 100_000 + '"': "U1001",
}
ENDLESS = [
    '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)',
    '$contains("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a|a)*$/)',
]
REFUSED = [
    *ENDLESS,
    "$contains(a, /(x+)y/)",
    "($f := function($n){ 1 + $f($n + 1) }; $f(1))",
    "($f := function(){ $g() }; $g := function(){ $f() }; $f())",
    "(" * 1000 + "1" + ")" * 1000,
    '"' + "x" * 100_000 + '"',
]
# As many names as there can be places to begin, and no match: a matcher that tries all fails.
NAMES = "$toMillis($pad('', 3000, 'a') & '!', '[MN][MN][MN][MN][MN][MN][MN]')"


@pytest.mark.parametrize("engine", ["python", pytest.param("typescript", marks=needs_node)])
def test_hostile_expression_is_bounded(engine: str) -> None:
    with open_session(engine) as session:
        codes = {one: session.evaluate(one, {}, {}).code for one in BOUNDED}
        kinds = [session.evaluate(one, {}, {}).kind for one in (*ENDLESS, NAMES)]

    assert codes == BOUNDED
    assert kinds == ["declined", "declined", "undefined"]


# No recursion by name: functions are given to themselves.
GIVEN = [
    "($f := function($g, $n){ $n = 0 ? 1 : $g($g, $n - 1) + $g($g, $n - 1) }; $f($f, 40)) = 1",
    "($f := function($g){ $g($g) }; $f($f)) = 1",
    "($f := function($g, $h){ $g($h, $h) }; $f($f, $f)) = 1",
]


@pytest.mark.parametrize("expression", GIVEN)
def test_function_that_is_given_itself_comes_to_an_end(expression: str) -> None:
    raw = RawInvariant("the-rule", expression, Place("file:/a.json", ("invariants", "0")))
    compiled = compile_invariant(raw, set())
    assert isinstance(compiled, CompiledInvariant)
    scope = dict(vars(python_runtime()))
    exec(print_python(compiled.body, ()), scope)

    with pytest.raises(scope["JsonataError"]) as failed:
        scope["_expression"]({})

    assert failed.value.code == "U1001"


@pytest.mark.parametrize("expression", REFUSED, ids=lambda text: text[:40])
def test_hostile_invariant_is_refused(expression: str) -> None:
    raw = RawInvariant("the-rule", expression, Place("file:/a.json", ("invariants", "0")))

    found = compile_invariant(raw, set())

    assert isinstance(found, list)
    assert found[0].rule in ("invariant-refused", "invariant-syntax")
