"""Dates as milliseconds since 1970, and the other way round."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta
from typing import Final

from .arguments import number_argument, string_argument
from .values import UNDEFINED, JsonataError

_DATE_TIME: Final = re.compile(
    r"([0-9]{4})(?:-([01][0-9]))?(?:-([0-3][0-9]))?"
    r"(?:T([0-2][0-9]):([0-5][0-9]):([0-5][0-9]))?(?:\.([0-9]+))?"
    r"(?:([+-])([0-2][0-9]):?([0-5][0-9])|Z)?"
)


_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def to_millis(value: object) -> object:
    """Return the milliseconds since 1970 of an ISO 8601 date and time; without a zone it is UTC."""
    if value is UNDEFINED:
        return UNDEFINED
    found = _DATE_TIME.fullmatch(string_argument(value, "toMillis"))
    if found is None:
        raise JsonataError("D3110", "the string is no ISO 8601 date and time", "toMillis")
    year, month, day = (int(found[index] or 1) for index in (1, 2, 3))
    year = int(found[1])
    hour, minute, second = (int(found[index] or 0) for index in (4, 5, 6))
    millis = int((found[7] or "0")[:3].ljust(3, "0"))
    late = hour * 60 + minute + (second + millis) / 60_000 > 24 * 60
    if not 1 <= month <= 12 or not 1 <= day <= 31 or late or (found[7] and not found[4]):
        return math.nan
    shift = int(found[9] or 0) * 60 + int(found[10] or 0)
    days = _days(year, month) + day - 1
    minutes = hour * 60 + minute - (-shift if found[8] == "-" else shift)
    return ((days * 1440 + minutes) * 60 + second) * 1000 + millis


_MILLISECOND: Final = timedelta(milliseconds=1)


# What stands between the digits of `2026-01-31T12:00:00Z` and `2026-01-31T12:00:00.000Z`.
_USUAL: Final = ("--T::Z", "--T::.")


def moment(text: str) -> float:
    """Return the milliseconds since 1970 of a date and time; raises an error for what is none."""
    # The usual spellings are those that Python reads, too; what it does not read is read below.
    if text[4:20:3] in _USUAL and len(text) in (20, 24) and text[-1] == "Z":
        try:
            return (datetime.fromisoformat(text) - _EPOCH) / _MILLISECOND
        except ValueError:
            pass
    millis = to_millis(text)
    if not isinstance(millis, int):
        raise JsonataError("D1001", "the date is out of range", "toMillis")
    return millis


def _days(year: int, month: int) -> int:
    """Return the days from 1970 to the first of the month (year 0 is a year, as in JavaScript)."""
    # The calendar comes round after 400 years.
    first = datetime(year or 400, month, 1, tzinfo=UTC)
    return (first - _EPOCH) // timedelta(days=1) - (0 if year else 146_097)


def from_millis(value: object) -> object:
    if value is UNDEFINED:
        return UNDEFINED
    millis = number_argument(value, "fromMillis")
    try:
        moment = _EPOCH + timedelta(milliseconds=math.trunc(millis))
    except (OverflowError, ValueError):
        raise JsonataError("D1001", "the date is out of range", "fromMillis") from None
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z".rjust(24, "0")
