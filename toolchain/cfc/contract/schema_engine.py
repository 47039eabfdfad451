"""The only module that imports `jsonschema_rs`: the fast reference validator, and its algebra.

In: schemas and values. Out: verdicts, and schemas of differences. Its own errors never leave this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, Protocol

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


class EngineRefuses(Exception):
    """The engine's algebra cannot take a schema; the message says why."""


@dataclass(frozen=True)
class Operand:
    """A schema for the algebra: its value, the URI that it is read under, what else it needs.

    `documents`: other documents by URI; a reference of the value resolves against `uri`.
    """

    value: object
    uri: str
    documents: Mapping[str, object] = field(default_factory=dict)


class Canonical:
    """A schema in the engine's normal form."""

    def __init__(self, form: Any) -> None:
        self._form = form

    def covers(self, other: Canonical) -> Literal["yes", "no", "unknown"]:
        """Tell whether every value of `other` is one of this schema; only `yes` is a proof.

        Raises EngineRefuses.
        """
        answer = str(_told(lambda: self._form.covers(other._form)))
        return "yes" if answer == "yes" else "no" if answer == "no" else "unknown"

    def subtract(self, other: Canonical) -> object:
        """Return a schema of the values that this one accepts and the other refuses.

        Raises EngineRefuses.
        """
        return _told(lambda: self._form.subtract(other._form).to_json_schema())

    def schema(self) -> object:
        """Return the normal form as a schema. Raises EngineRefuses."""
        return _told(lambda: self._form.to_json_schema())

    def satisfiability(self) -> Literal["yes", "no", "unknown"]:
        """Tell whether any value is valid; only `no` is a proof. Raises EngineRefuses."""
        answer = str(_told(lambda: self._form.satisfiability()))
        return "yes" if answer == "yes" else "no" if answer == "no" else "unknown"


def canonicalize(operand: Operand, *, assert_formats: bool) -> Canonical:
    """Return a schema in normal form; raises EngineRefuses."""
    import jsonschema_rs

    value: Any = operand.value

    def form() -> Any:
        return jsonschema_rs.canonicalize(
            value,
            draft=jsonschema_rs.Draft202012,
            validate_formats=assert_formats,
            registry=_registry(operand.documents.items()) if operand.documents else None,
            base_uri=operand.uri,
            offline=True,
        )

    return Canonical(_told(form))


def _told(ask: Callable[[], Any]) -> Any:
    """Return what the engine answers; its many exceptions are one of ours."""
    import jsonschema_rs

    known = (
        ValueError,
        jsonschema_rs.ReferencingError,
        jsonschema_rs.canonical.CanonicalizationError,
    )
    try:
        return ask()
    except known as error:
        said = str(error).splitlines()
        raise EngineRefuses(said[0] if said else type(error).__name__) from error
