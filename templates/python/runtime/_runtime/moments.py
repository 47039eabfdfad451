"""Dates and times by a picture: written, and read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Final

from .arguments import expect, number_argument, string_argument
from .calendar import DAY, Moment, day_number, first_week, moment_of, week_in
from .dates import to_millis
from .integers import (
    IntegerPicture,
    integer_of,
    integer_picture,
    integer_text,
    leading_integer,
    no_sequence,
)
from .pictures import Marker, date_picture
from .values import UNDEFINED, JsonataError
from .wordings import words_end

_ISO: Final = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]"
_DAYS: Final = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_HALVES: Final = {"am": 0, "AM": 0, "pm": 1, "PM": 1}


def format_moment(value: object, picture: object = UNDEFINED, zone: object = UNDEFINED) -> object:
    """Return the milliseconds since 1970 as a date and time; the zone is a text such as `+0100`."""
    expect("fromMillis", "string", picture, zone)
    if value is UNDEFINED:
        return UNDEFINED
    wanted = _ISO if picture is UNDEFINED else string_argument(picture, "fromMillis")
    parts = date_picture(wanted)
    hours = minutes = 0
    if zone is not UNDEFINED:
        offset = leading_integer(string_argument(zone, "fromMillis"))
        if not abs(offset) < 10_000:
            raise JsonataError("D3134", "the zone is a text such as `+0100`", "fromMillis")
        # The sign of the minutes is that of the zone, while the hours are rounded down.
        hours, minutes = math.floor(offset / 100), int(math.fmod(offset, 100))
    millis = number_argument(value, "fromMillis")
    moment = moment_of(millis + (60 * hours + minutes) * 60_000)
    if moment is None:
        raise JsonataError("D1001", "the date is out of range", "fromMillis")
    return "".join(
        _component(part, moment, hours, minutes) if part.component else part.text for part in parts
    )


def _component(part: Marker, moment: Moment, hours: int, minutes: int) -> str:
    if part.component in "Zz":
        return _zone(part, part.picture or integer_picture("01:01"), hours, minutes)
    if part.component == "P":
        half = "pm" if moment.hour >= 12 else "am"
        return half.upper() if part.names == "upper" else half
    if part.component in "CE":
        return "ISO"
    number = _field(moment, part.component)
    if part.picture is not None:
        if part.digits is not None and part.component == "Y":
            number = int(math.copysign(abs(number) % 10**part.digits, number))
        return integer_text(number, part.picture)
    if part.component in "Mx":
        name = _MONTHS[number - 1]
    elif part.component == "F":
        name = _DAYS[number - 1]
    else:
        raise JsonataError("D3133", f"the component `{part.component}` has no name")
    if part.names != "title":
        name = name.upper() if part.names == "upper" else name.lower()
    return name if part.longest is None else name[: part.longest]


def _field(moment: Moment, component: str) -> int:
    """Return the value of a component that is a number."""
    today = moment.day_number
    match component:
        case "Y":
            return moment.year
        case "M":
            return moment.month
        case "D":
            return moment.day
        case "d":
            return today - day_number(moment.year, 1, 1) + 1
        case "F":
            return (today + 3) % 7 + 1
        case "W":
            return week_in(today, moment.year, 1, 12)
        case "w":
            return week_in(today, moment.year, moment.month, 1)
        case "X":
            late = today >= first_week(moment.year + 1, 1)
            return moment.year - (today < first_week(moment.year, 1)) + late
        case "x":
            early = today < first_week(moment.year, moment.month)
            late = today >= first_week(moment.year, moment.month + 1)
            return (moment.month - 1 - early + late) % 12 + 1
        case "H":
            return moment.hour
        case "h":
            return moment.hour % 12 or 12
        case "m":
            return moment.minute
        case "s":
            return moment.second
    return moment.milli


def _zone(part: Marker, picture: IntegerPicture, hours: int, minutes: int) -> str:
    offset = hours * 100 + minutes
    if picture.regular or picture.mandatory in (3, 4):
        text = integer_text(offset, picture)
    elif picture.mandatory in (1, 2):
        text = integer_text(hours, picture)
        if minutes:
            text += ":" + integer_text(minutes, integer_picture("00"))
    else:
        raise JsonataError("D3134", "a zone is written with one to four digits")
    if offset == 0 and part.zulu:
        return "Z"
    sign = "+" if offset >= 0 else ""
    return ("GMT" if part.component == "z" else "") + sign + text


def read_moment(value: object, picture: object, now: object = UNDEFINED) -> object:
    """Return the milliseconds since 1970 of a date and time that is written as the picture has it.

    What is larger than all that the picture has (the date of a time) is that of `now`.
    """
    expect("toMillis", "string", value, picture)
    if value is UNDEFINED or picture is UNDEFINED:
        return to_millis(value)
    parts = date_picture(string_argument(picture, "toMillis"))
    for part in parts:
        is_named = part.picture is None and part.component not in ("", "Z", "z")
        if part.picture is not None and part.picture.kind == "other":
            raise no_sequence(part.picture)
        if is_named and part.component not in "MxFP":
            raise JsonataError("D3133", f"the component `{part.component}` has no name")
    text = string_argument(value, "toMillis")
    pieces = _cut(text, parts, 0, 0, set())
    if pieces is None:
        return UNDEFINED
    found: dict[str, float | None] = {}
    for part, piece in zip(parts, pieces, strict=True):
        if part.component:
            found[part.component] = _value(part, piece)
    return _assembled(found, now) if found else UNDEFINED


def _cut(
    text: str, parts: list[Marker], index: int, start: int, dead: set[tuple[int, int]]
) -> list[str] | None:
    """Return the text of each part, the first ones as long as can be; `dead`: leads nowhere."""
    if index == len(parts):
        return [] if start == len(text) else None
    if (index, start) not in dead:
        for end in _ends(text, parts[index], start):
            rest = _cut(text, parts, index + 1, end, dead)
            if rest is not None:
                return [text[start:end], *rest]
        dead.add((index, start))
    return None


def _ends(text: str, part: Marker, start: int) -> Iterator[int]:
    """Yield where the part may end that begins here, the farthest first."""
    if not part.component:
        end = start + len(part.text)
        if text[start:end].upper() == part.text.upper():
            yield end
    elif part.component in "Zz":
        yield from _zone_ends(text, part, start)
    elif part.picture is None:
        yield from _run(text, start, "abcdefghijklmnopqrstuvwxyz")
    elif part.component == "f":
        yield from _run(text, start, "0123456789")
    elif part.picture.kind == "letters":
        yield from _run(text, start, "abcdefghijklmnopqrstuvwxyz")
    elif part.picture.kind == "roman":
        yield from _run(text, start, "mdclxvi")
    elif part.picture.kind == "words":
        yield from words_end(text, start)
    else:
        for end in _run(text, start, "0123456789"):
            if part.width and end - start != part.width:
                continue
            if not part.picture.ordinal:
                yield end
            elif text[end : end + 2].lower() in ("th", "st", "nd", "rd"):
                yield end + 2


def _run(text: str, start: int, letters: str) -> Iterator[int]:
    end = start
    while end < len(text) and text[end].isascii() and text[end].lower() in letters:
        end += 1
    yield from range(end, start, -1)


def _zone_ends(text: str, part: Marker, start: int) -> Iterator[int]:
    at = start
    if part.component == "z":
        if text[at : at + 3].upper() != "GMT":
            return
        at += 3
    if text[at : at + 1] not in ("+", "-"):
        return
    mark = _zone_mark(part)
    for end in _run(text, at + 1, "0123456789"):
        if not mark:
            yield end
        elif text.startswith(mark, end):
            yield from _run(text, end + len(mark), "0123456789")


def _zone_mark(part: Marker) -> str:
    picture = part.picture
    return picture.marks[0].text if picture is not None and picture.regular else ""


def _value(part: Marker, text: str) -> float | None:
    """Return what the text of a component comes to; None when it is no name."""
    if part.component in "Zz":
        return _zone_minutes(text[3:] if part.component == "z" else text, _zone_mark(part))
    if part.component == "f":
        return float("0." + text[:3]) * 1000
    if part.picture is not None:
        return integer_of(text, part.picture)
    if part.component == "P":
        return _HALVES.get(text)
    names = _DAYS if part.component == "F" else _MONTHS
    known = [name[: part.longest] if part.longest else name for name in names]
    # Where short names are alike, the last one is meant.
    return max((index + 1 for index, name in enumerate(known) if name == text), default=None)


def _zone_minutes(text: str, mark: str) -> float:
    if mark:
        hours, _, minutes = text.partition(mark)
    elif len(text) <= 3:
        hours, minutes = text, "0"
    else:
        hours, minutes = text[:3], text[3:]
    return leading_integer(hours) * 60 + leading_integer(minutes)


def _assembled(found: Mapping[str, float | None], now: object) -> object:
    """Return the moment of the components; gaps between them are errors."""

    def are(possible: str, every: str) -> bool:
        given = {name for name in every if abs(found.get(name) or 0) > 0}
        return bool(given) and given <= set(possible)

    dates = "YXMxWwdD"
    by_day = not are("YMD", dates) and are("Yd", dates)
    by_month_week = are("Xxw", dates)
    by_week = not by_month_week and are("XW", dates)
    halved = not are("Hmsf", "PHhmsf") and are("Phmsf", "PHhmsf")
    date = "YD" if by_day else "XxwF" if by_month_week else "XWF" if by_week else "YMD"
    values = dict(found)
    started = ended = False
    for name in date + ("Phmsf" if halved else "Hmsf"):
        if values.get(name) is not None:
            started = True
            if ended:
                raise JsonataError("D3136", "the picture lacks a part of the date or the time")
        elif started:
            values[name] = 1 if name in "MDd" else 0
            ended = True
        else:
            values[name] = _now(name, now)
    if by_month_week or by_week:
        raise JsonataError("D3136", "a date by the week cannot be read")
    year, month = values.get("Y") or 0, values.get("M") or 1
    day, hour = values.get("D") or 0, values.get("H") or 0
    if by_day:
        month, day = 1, values.get("d") or 0
    if halved:
        hour = (values.get("h") or 0) % 12 if values.get("h") == 12 else values.get("h") or 0
        hour += 12 if values.get("P") == 1 else 0
    zone = values.get("Z") or values.get("z") or 0
    clock = (hour, values.get("m") or 0, values.get("s") or 0, values.get("f") or 0)
    return _utc(year, max(month, 1) if month > 0 else 1, day, clock, zone)


def _utc(
    year: float, month: float, day: float, clock: tuple[float, ...], zone: float
) -> int | float:
    if not all(map(math.isfinite, (year, month, day, *clock, zone))):
        return math.nan
    whole = math.trunc(year)
    # A year of two digits is one of the last century, as for `Date.UTC`.
    whole += 1900 if 0 <= whole <= 99 else 0
    if max(abs(whole), abs(month), abs(day)) > 1e9:
        return math.nan
    days = day_number(whole, math.trunc(month), math.trunc(day))
    hour, minute, second, milli = map(math.trunc, clock)
    millis = days * DAY + ((hour * 60 + minute) * 60 + second) * 1000 + milli
    if abs(millis) > 8.64e15:
        return math.nan
    return millis - int(zone) * 60_000


def _now(name: str, now: object) -> float:
    if name == "P" or not isinstance(now, int | float):
        if name == "P":
            return 0
        raise JsonataError("D3136", "the picture has no year, and an invariant knows no today")
    moment = moment_of(now)
    return 0 if moment is None else _field(moment, name)
