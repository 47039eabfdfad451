"""The cost of patterns: which ones a backtracking engine may take long for."""

from __future__ import annotations

import pytest
from cfc.patterns.cost import is_super_linear
from cfc.patterns.parser import parse_pattern


@pytest.mark.parametrize(
    "text",
    [
        "(a+)+$",
        "(a*)*b",
        "^(a|a)*b",
        "^(a|b|ab)*c$",
        "^(?:a?b?)*$",
        "^(?:a(?:|))*$",
        r"^(\w+\s?)*$",
        "^(a{1,30}){1,30}$",
        "^(a?){40}$",
        r"^\d+\d+$",
        "^.*,.*$",
        "a+b",
        r"\s+$",
        r"^\s+|\s+$",
        "[a-z]+@[a-z]+",
        r"^(.*)\1$",
        "^(?=a*a*b)",
        "x(?=.*a)",
        "^(?:ab*(?=.*x))+$",
    ],
)
def test_a_pattern_with_two_ways_for_one_text_is_super_linear(text: str) -> None:
    assert is_super_linear(parse_pattern(text))


@pytest.mark.parametrize(
    "text",
    [
        "foo",
        r"\d+",
        "x*",
        "^a+b",
        "^(a|b)*$",
        "^(a|ab)*$",
        r"^\d+-\d+$",
        "^.*foo",
        "^[a-z0-9]+(?:-[a-z0-9]+)*$",
        r"^(?:[a-z]+\.)*[a-z]+$",
        r"^(?=.*\d)(?=.*[a-z]).{8,}$",
        r"^(?!.*--)[a-z-]+$",
        "^[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]$",
        r"^\d{1,20}-?\d{1,20}$",
        "^[0-9a-f]{64}$",
        r"^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$",
        r"^[\w.+-]+@[\w-]+\.[\w.-]+$",
        r"^\p{L}+( \p{L}+)*$",
        "a{1000}",
    ],
)
def test_a_pattern_with_one_way_for_each_text_is_linear(text: str) -> None:
    assert not is_super_linear(parse_pattern(text))


def test_a_pattern_too_large_to_be_sure_is_taken_for_super_linear() -> None:
    assert is_super_linear(parse_pattern("ab?" * 1000 + "$"))
