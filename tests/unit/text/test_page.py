"""Markdown pages: title, settings, sections, blocks."""

from __future__ import annotations

import re

import pytest
from cfc.text.page import read_page
from markdown_it import MarkdownIt

from tests.support.project import REPOSITORY

PAGE = """# the-title
```toml
code = "CFC-L101"
also = ["x"]
```
What it says.

## Fires on
```json contract
{ "a": 1 }
# no heading
```
Words.

~~~~ text
```
~~~~

## Empty
"""


def test_the_first_toml_block_has_the_settings() -> None:
    page = read_page(PAGE)

    assert page.title == "the-title"
    assert page.settings == {"code": "CFC-L101", "also": ["x"]}


def test_sections_go_by_their_headings() -> None:
    page = read_page(PAGE)

    assert page.headings == ("Fires on", "Empty")
    assert page.sections[""] == "What it says."
    assert page.sections["Empty"] == ""
    assert page.sections["Fires on"].endswith("~~~~ text\n```\n~~~~")


def test_a_block_knows_its_fence_and_its_heading() -> None:
    _, first, second = read_page(PAGE).blocks

    assert (first.language, first.words, first.heading, first.line) == (
        "json",
        ("contract",),
        "Fires on",
        9,
    )
    assert first.text == '{ "a": 1 }\n# no heading\n'
    assert (second.language, second.text) == ("text", "```\n")


def test_an_indented_fence_loses_its_indent() -> None:
    (block,) = read_page("  ```json\n  {\n    1\n  ```\n").blocks

    assert block.text == "{\n  1\n"


def test_a_page_may_end_its_lines_as_windows_does() -> None:
    assert read_page(PAGE.replace("\n", "\r\n")) == read_page(PAGE)


def test_settings_that_are_not_toml_are_refused() -> None:
    with pytest.raises(ValueError, match="line 2 are not TOML"):
        read_page("# x\n```toml\na = \n```\n")


def test_blocks_are_those_that_commonmark_sees() -> None:
    """Every page of this repository, read a second time by a parser of all of Markdown."""
    files = [
        path
        for folder in ("docs", "toolchain/cfc/rules", "proposals")
        for path in sorted((REPOSITORY / folder).rglob("*.md"))
    ]
    assert len(files) > 100
    for path in files:
        text = path.read_text("utf-8")
        # Front matter is no Markdown, and a fence in a list is the list's.
        text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
        tokens = [one for one in MarkdownIt("commonmark").parse(text) if one.type == "fence"]
        expected = [(one.info.split(), one.content, one.map[0] + 1) for one in tokens if one.map]

        blocks = read_page(text).blocks

        found = [([one.language, *one.words], one.text, one.line) for one in blocks]
        assert [(info or [""], *rest) for info, *rest in expected] == found, path.name
