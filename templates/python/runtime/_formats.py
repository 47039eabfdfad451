"""Strings of a format as what they mean: values that keep the text they were read from.

So a document comes out of a model as it went in: `2026-01-01T00:00:00.000Z` keeps its zeros and
its `Z`. A value that is made anew (`datetime.now(UTC)`) is written as Python writes it. What the
contract lets pass and Python has no value for, such as a leap second, is refused.
"""

from __future__ import annotations

from datetime import date, datetime, time
from ipaddress import IPv4Address, IPv6Address
from typing import Annotated, Self, SupportsIndex
from uuid import UUID

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema


class _Kept:
    """Has the text that it was read from; what is computed from it has none."""

    kept_text: str | None = None

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[object, ...]:
        if self.kept_text is None:
            return super().__reduce_ex__(protocol)
        return _read, (type(self), self.kept_text)

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the value of a text; raises ValueError."""
        raise NotImplementedError


class _KeptDateTime(_Kept, datetime):
    @classmethod
    def read(cls, text: str) -> Self:
        return cls.fromisoformat(text.upper())


class _KeptDate(_Kept, date):
    @classmethod
    def read(cls, text: str) -> Self:
        return cls.fromisoformat(text)


class _KeptTime(_Kept, time):
    @classmethod
    def read(cls, text: str) -> Self:
        return cls.fromisoformat(text.upper())


class _KeptUuid(_Kept, UUID):
    @classmethod
    def read(cls, text: str) -> Self:
        return cls(text)


class _KeptIpv4(_Kept, IPv4Address):
    @classmethod
    def read(cls, text: str) -> Self:
        return cls(text)


class _KeptIpv6(_Kept, IPv6Address):
    @classmethod
    def read(cls, text: str) -> Self:
        return cls(text)


def _read(kind: type[_Kept], text: str) -> _Kept:
    value = kind.read(text)
    # A UUID refuses to be changed.
    object.__setattr__(value, "kept_text", text)
    return value


def text_of(value: object) -> object:
    """Return the text of a value of a format; any other value as it is."""
    match value:
        case _Kept(kept_text=str(text)):
            return text
        case date() | time():
            return value.isoformat()
        case UUID() | IPv4Address() | IPv6Address():
            return str(value)
        case _:
            return value


class _Format:
    """Tells pydantic how to read and to write the strings of a format."""

    def __init__(self, name: str, kind: type, kept: type[_Kept]) -> None:
        self._name, self._kind, self._kept = name, kind, kept

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(
            text_of, return_schema=core_schema.str_schema()
        )
        return core_schema.no_info_plain_validator_function(self._value, serialization=written)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "format": self._name}

    def _value(self, value: object) -> object:
        if isinstance(value, str):
            return _read(self._kept, value)
        # A moment is a date to Python.
        is_moment = isinstance(value, datetime)
        if isinstance(value, self._kind) and (not is_moment or self._kind is datetime):
            return value
        raise ValueError(f"must be a {self._kind.__name__}, or the text of one")


DateTime = Annotated[datetime, _Format("date-time", datetime, _KeptDateTime)]
Date = Annotated[date, _Format("date", date, _KeptDate)]
Time = Annotated[time, _Format("time", time, _KeptTime)]
Uuid = Annotated[UUID, _Format("uuid", UUID, _KeptUuid)]
Ipv4 = Annotated[IPv4Address, _Format("ipv4", IPv4Address, _KeptIpv4)]
Ipv6 = Annotated[IPv6Address, _Format("ipv6", IPv6Address, _KeptIpv6)]
