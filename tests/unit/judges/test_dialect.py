"""Why the jsonschema package stands alone: formats that it does not check, or reads otherwise."""

from __future__ import annotations

import pytest
from cfc.judges.dialect import Dialect
from jsonschema import FormatChecker

NAME = "urn:cfc:thing"


@pytest.mark.skipif("uri" in FormatChecker().checkers, reason="the extra is installed")
def test_format_without_its_extra_is_named() -> None:
    dialect = Dialect({NAME: {"properties": {"a": {"format": "uri"}}}}, NAME)

    cause = dialect.cause({"a": "no uri"}, False)

    assert cause == "jsonschema does not check `uri` without its extra `format`"


def test_other_reading_of_a_format_is_named() -> None:
    dialect = Dialect({NAME: {"format": "email"}}, NAME)

    cause = dialect.cause("@", False)

    assert cause == "jsonschema has another reading of formats (`email`)"


def test_cause_that_is_no_format_is_none() -> None:
    dialect = Dialect({NAME: {"multipleOf": 0.01}}, NAME)

    assert dialect.cause("text", False) is None
