"""What every text that matches a pattern has for certain, told by hand and by texts."""

from __future__ import annotations

import re

import pytest
from cfc.patterns.skeleton import skeleton


@pytest.mark.parametrize(
    ("source", "pieces"),
    [
        (r"^3\.1\.\d+(-.+)?$", ("3.1.", "")),
        (r"^malware--", ("malware--", "")),
        (r"^[^/]+/[^/]+$", ("", "/", "")),
        (r"y$", ("", "y")),
        (r"ab", ("", "ab", "")),
        (r"^a[0-9]+b$", ("a", "b")),
        (r"^(a|b)$", ()),
        (r"a|b", ()),
        (r"^\d+$", ()),
        (r"^a\bb$", ()),
        (r"", ()),
    ],
)
def test_texts_of_a_pattern(source: str, pieces: tuple[str, ...]) -> None:
    assert skeleton(source) == pieces


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"^v[0-9]+\.[0-9]+$", "v1.20"),
        (r"^(x-|y-)?a+z$", "x-aaz"),
        (r"^.*\.json$", "a.b.json"),
        (r"b(?=c)c", "abcd"),
        (r"^[0-9]{4}-[0-9]{2}T", "2024-05T10"),
    ],
)
def test_no_text_that_matches_is_without_them(source: str, text: str) -> None:
    assert re.search(source, text)
    wanted = ".*".join(map(re.escape, skeleton(source)))
    assert re.fullmatch(wanted, text)
