"""The page of broken instances says what is said today, where the corpus is at hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.violations import HERE, PAGE, cases_of, page, said_of
from tests.docs.pages import has_node
from tests.support.project import REPOSITORY

CORPUS = REPOSITORY.parent / "shared" / "corpus"
CASES = HERE / "broken_instances.json"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the type corpus is not beside the checkout")
@pytest.mark.skipif(not has_node(), reason="Node or node_modules is missing")
def test_page_of_broken_instances_is_fresh(golden: Callable[[Path, str], None]) -> None:
    found = list(said_of(CORPUS, cases_of(CASES)))

    assert [case.says for case, said in found if not said.alike] == []
    golden(PAGE, page(found))


def test_thirty_instances_are_broken() -> None:
    assert len(cases_of(CASES)) == 30
