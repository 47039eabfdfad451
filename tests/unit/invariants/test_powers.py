"""Powers have the last digit that they have in JavaScript."""

from __future__ import annotations

import pytest
from cfc.judges.expressions import open_session

from tests.unit.invariants.test_semantics import needs_node

# What Node answers; the C library has another last digit for every one of them.
POWERS = {
    "$power(2, 2.5)": 5.65685424949238,
    "$power(0.57, -2)": 3.077870113881195,
    "$power(5, -5)": 0.00031999999999999997,
    "$power(0.32, -10)": 88817.8419700125,
    "$power(39.29525501051674, 0.25)": 2.5037157877095684,
}
OTHERS = {
    "$power(-2.5, 3)": -15.625,
    "$power(0, 0)": 1,
    "$power(7, 0.5)": 2.6457513110645907,
    "$power(2, 1023)": 2.0**1023,
    "$power(2, -1074)": 5e-324,
    "$power(2, -1080)": 0,
    "$power(10, 308)": 1e308,
}


@pytest.mark.parametrize("engine", ["python", pytest.param("typescript", marks=needs_node)])
def test_power_is_that_of_javascript(engine: str) -> None:
    with open_session(engine) as session:
        found = {one: session.evaluate(one, {}, {}).value for one in (*POWERS, *OTHERS)}

    assert found == {**POWERS, **OTHERS}


@pytest.mark.parametrize(
    ("expression", "code"),
    [("$power(10, 309)", "D3061"), ("$power(-2, 0.5)", "D3061"), ("$power(0, -1)", "D3061")],
)
def test_power_out_of_range_is_an_error(expression: str, code: str) -> None:
    with open_session("python") as session:
        assert session.evaluate(expression, {}, {}).code == code
