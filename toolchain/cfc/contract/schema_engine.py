"""The only module that imports `jsonschema_rs`: the fast reference validator, and later its algebra.

In: schemas and values. Out: verdicts. Its own errors never leave this module.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Protocol, cast

from cfc.contract.keywords import CONTRACT_DIALECT, DIALECT
from cfc.contract.registry import built_in_documents


class Judge(Protocol):
    """Says whether a value is valid."""

    def is_valid(self, instance: object) -> bool: ...


@cache
def contract_judge(part: str = "") -> Judge:
    """Return the judge of contracts by this project's metaschema; `part` names a definition."""
    import jsonschema_rs

    schema = {"$schema": DIALECT, "$ref": CONTRACT_DIALECT + part}
    documents: list[tuple[str, Any]] = [(CONTRACT_DIALECT, built_in_documents()[CONTRACT_DIALECT])]
    registry = jsonschema_rs.Registry(documents)
    return jsonschema_rs.Draft202012Validator(schema, registry=registry)


def schema_judge(
    documents: Mapping[str, object], reference: str, *, assert_formats: bool
) -> Judge | None:
    """Return the judge of the schema that an absolute reference leads to.

    None when the engine cannot use it (which other checks have reported, or will).
    """
    import jsonschema_rs

    try:
        listed: list[tuple[str, Any]] = list(documents.items())
        registry = jsonschema_rs.Registry(listed, draft=jsonschema_rs.Draft202012)
        return cast(
            Judge,
            jsonschema_rs.Draft202012Validator(
                {"$ref": reference}, registry=registry, validate_formats=assert_formats
            ),
        )
    except (ValueError, jsonschema_rs.ReferencingError):
        return None
