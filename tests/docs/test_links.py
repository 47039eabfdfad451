"""Links within the documentation lead somewhere, and no page is out of reach."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cfc.text.page import read_page

from tests.docs.pages import DOCS, all_pages
from tests.support.project import REPOSITORY

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def name_of(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def links_of(path: Path) -> list[str]:
    """Return the links of a page, without those in fenced blocks and those to other sites."""
    text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    return [link for link in _LINK.findall(text) if not re.match(r"[a-z]+:", link)]


def anchors_of(path: Path) -> set[str]:
    """Return the anchors that a renderer gives to the headings of a page."""
    headings = read_page(path.read_text("utf-8")).headings
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}


@pytest.mark.parametrize("path", all_pages(), ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    broken = []
    for link in links_of(path):
        place, _, anchor = link.partition("#")
        target = (path.parent / place).resolve() if place else path
        if not target.exists() or (anchor and anchor not in anchors_of(target)):
            broken.append(link)

    assert broken == []


def test_every_page_is_linked_from_the_index() -> None:
    index = DOCS / "index.md"
    linked = {(DOCS / link.partition("#")[0]).resolve() for link in links_of(index)}

    assert {name_of(path) for path in DOCS.rglob("*.md") if path.resolve() not in linked} == {
        "docs/index.md"
    }
