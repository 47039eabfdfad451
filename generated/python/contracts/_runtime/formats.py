"""Formats of dates and times, of numbers of machines and things, and of JSON Pointers.

RFC 3339, 2673, 4291, 9562 and 6901, each by its letter. Every function of a format has a twin of
the same name and the same steps in the other language. Only two things differ by machine: the
Unicode versions of the hosts, for letters of the newest scripts.
"""

from __future__ import annotations

from .matching import Regex

_DATE = Regex(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = Regex(r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))")
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_date_time(value: str) -> bool:
    """A date and a time of day with its offset from UTC, `T` between them."""
    return value[10:11] in ("T", "t") and is_date(value[:10]) and is_time(value[11:])


def is_date(value: str) -> bool:
    """A day of the calendar: `2024-02-29`."""
    match = _DATE.fullmatch(value)
    if match is None:
        return False
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if not 1 <= month <= 12:
        return False
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = 29 if month == 2 and is_leap else _DAYS[month - 1]
    return 1 <= day <= last


def is_time(value: str) -> bool:
    """A time of day with its offset from UTC. A leap second is the last one of a day in UTC."""
    match = _TIME.fullmatch(value)
    if match is None:
        return False
    hour, minute, second = int(match[1]), int(match[2]), int(match[3])
    ahead = 0
    if match[4] is not None:
        if int(match[5]) > 23 or int(match[6]) > 59:
            return False
        ahead = int(match[5]) * 60 + int(match[6])
        ahead = ahead if match[4] == "+" else -ahead
    if hour > 23 or minute > 59:
        return False
    if second == 60:
        return (hour * 60 + minute - ahead + 1440) % 1440 == 1439
    return second < 60


_IPV4 = Regex(r"(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!\Z)|\Z)){4}")
_PIECE = Regex(r"[0-9A-Fa-f]{1,4}")
_POINTER = Regex(r"(?:/(?:[^~/]|~[01])*)*")


def is_ipv4(value: str) -> bool:
    """Four numbers up to 255 with dots between them, without leading zeros."""
    return _IPV4.fullmatch(value) is not None


def is_ipv6(value: str) -> bool:
    """Eight groups of hexadecimal digits; `::` for a run of zeros, the end may be like IPv4."""
    head, gap, tail = value.partition("::")
    if "::" in tail or tail[:1] == ":":
        return False
    first = head.split(":") if head else []
    last = tail.split(":") if tail else []
    pieces = first + last
    count = len(pieces)
    if pieces and "." in pieces[-1] and (last or not gap):
        if not is_ipv4(pieces.pop()):
            return False
        count += 1
    is_complete = count <= 7 if gap else count == 8
    return is_complete and all(_PIECE.fullmatch(piece) for piece in pieces)


def is_json_pointer(value: str) -> bool:
    """A JSON Pointer as a text, not as a fragment."""
    return _POINTER.fullmatch(value) is not None
