"""The package jsonpatch stands beside our own patching."""

from __future__ import annotations

import pytest
from cfc.propose.patch import Operation, PatchError, apply_to_text
from cfc.propose.second_opinion import confirm

TEXT = '{\n  // kept\n  "a": 1\n}\n'
OPERATIONS = [Operation("replace", ("a",), (), 2)]


def test_the_same_document_is_confirmed() -> None:
    confirm(TEXT, OPERATIONS, apply_to_text(TEXT, OPERATIONS))


@pytest.mark.parametrize("after", ['{"a": 1}', '{"a": true}', '{"a": 2, "b": 0}'])
def test_another_document_is_refused(after: str) -> None:
    with pytest.raises(PatchError, match="another document"):
        confirm(TEXT, OPERATIONS, after)


def test_what_the_package_refuses_is_refused() -> None:
    with pytest.raises(PatchError, match="refuses"):
        confirm(TEXT, [Operation("remove", ("b",))], TEXT)
