"""Days, months and weeks of the Gregorian calendar, reckoned as JavaScript's `Date` does."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

DAY: Final = 86_400_000
_LATEST: Final = 8.64e15


@dataclass(frozen=True)
class Moment:
    """A moment in the fields of a clock in UTC; `month` from 1, `day_number`: days since 1970."""

    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int
    milli: int
    day_number: int


def moment_of(millis: float) -> Moment | None:
    """Return the moment; None when it is out of range."""
    if not abs(millis) <= _LATEST:
        return None
    days, rest = divmod(math.trunc(millis), DAY)
    year, month, day = _civil(days)
    minutes, rest = divmod(rest, 60_000)
    return Moment(year, month, day, minutes // 60, minutes % 60, rest // 1000, rest % 1000, days)


def _civil(days: int) -> tuple[int, int, int]:
    """Return year, month and day; years begin in March, so that the leap day is the last."""
    era, of_era = divmod(days + 719_468, 146_097)
    years = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * years + years // 4 - years // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return years + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1


def day_number(year: int, month: int, day: int) -> int:
    """Return the days since 1970; months and days that there are not run over."""
    carried, index = divmod(month - 1, 12)
    shifted = year + carried - (index < 2)
    era, of_era = divmod(shifted, 400)
    of_year = (153 * ((index + 10) % 12) + 2) // 5
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year + day - 719_469


def first_week(year: int, month: int) -> int:
    """Return the day on which the first week begins: that of the first Thursday."""
    first = day_number(year, month, 1)
    weekday = (first + 3) % 7 + 1
    return first + 8 - weekday if weekday > 4 else first - weekday + 1


def week_in(today: int, year: int, month: int, step: int) -> int:
    """Return the number of the week in a year (a step of twelve months) or in a month."""
    week = (today - first_week(year, month)) // 7 + 1
    if week < 1:
        return (today - first_week(year, month - step)) // 7 + 1
    if week > (52 if step == 12 else 4) and today >= first_week(year, month + step):
        return 1
    return week
