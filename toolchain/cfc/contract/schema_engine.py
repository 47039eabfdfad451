"""The only module that imports `jsonschema_rs`: the fast reference validator, and later its algebra.

In: schemas and values. Out: verdicts. Its own errors never leave this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Protocol

from cfc.contract.keywords import CONTRACT_DIALECT, DIALECT
from cfc.contract.registry import built_in_documents


class Judge(Protocol):
    """Says whether a value is valid."""

    def is_valid(self, instance: object) -> bool: ...


class _Surrogates:
    """The engine's judge, for strings that it cannot encode, too: lone surrogates stand for others.

    One private code point for each of them, so that equal texts stay equal and no others do.
    """

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    def is_valid(self, instance: object) -> bool:
        try:
            return self._judge.is_valid(instance)
        except UnicodeEncodeError:
            return self._judge.is_valid(_encodable(instance))


def _encodable(value: object) -> object:
    if isinstance(value, str):
        return "".join(
            chr(ord(char) + 0xF0000) if "\ud800" <= char <= "\udfff" else char for char in value
        )
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    if isinstance(value, dict):
        return {_encodable(name): _encodable(item) for name, item in value.items()}
    return value


@cache
def contract_judge(part: str = "") -> Judge:
    """Return the judge of contracts by this project's metaschema; `part` names a definition."""
    import jsonschema_rs

    schema = {"$schema": DIALECT, "$ref": CONTRACT_DIALECT + part}
    documents: list[tuple[str, Any]] = [(CONTRACT_DIALECT, built_in_documents()[CONTRACT_DIALECT])]
    registry = jsonschema_rs.Registry(documents)
    return _Surrogates(jsonschema_rs.Draft202012Validator(schema, registry=registry))


def schema_judge(
    documents: Mapping[str, object], reference: str, *, assert_formats: bool
) -> Judge | None:
    """Return the judge of the schema that an absolute reference leads to.

    None when the engine cannot use it (which other checks have reported, or will).
    """
    import jsonschema_rs

    try:
        try:
            registry = _registry(documents.items())
        except UnicodeEncodeError:
            registry = _registry((uri, _encodable(value)) for uri, value in documents.items())
        validator = jsonschema_rs.Draft202012Validator(
            {"$ref": reference}, registry=registry, validate_formats=assert_formats
        )
        return _Surrogates(validator)
    except (ValueError, jsonschema_rs.ReferencingError):
        return None


def _registry(documents: Iterable[tuple[str, object]]) -> Any:
    import jsonschema_rs

    listed: list[tuple[str, Any]] = list(documents)
    return jsonschema_rs.Registry(listed, draft=jsonschema_rs.Draft202012)
