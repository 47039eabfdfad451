/** Days, months and weeks of the Gregorian calendar. */

export const DAY = 86_400_000;
const LATEST = 8.64e15;

/** A moment in the fields of a clock in UTC; `month` from 1, `dayNumber`: days since 1970. */
export interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly milli: number;
  readonly dayNumber: number;
}

/** Return the moment, or nothing when it is out of range. */
export function momentOf(millis: number): Moment | undefined {
  if (!(Math.abs(millis) <= LATEST)) {
    return undefined;
  }
  const date = new Date(millis);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    milli: date.getUTCMilliseconds(),
    dayNumber: Math.floor(date.getTime() / DAY),
  };
}

/** Return the days since 1970; months and days that there are not run over. */
export function dayNumber(year: number, month: number, day: number): number {
  const date = new Date(0);
  // Not `Date.UTC`, for which the year 21 is 1921.
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / DAY;
}

/** Return the day on which the first week begins: that of the first Thursday. */
export function firstWeek(year: number, month: number): number {
  const first = dayNumber(year, month, 1);
  const weekday = weekdayOf(first);
  return weekday > 4 ? first + 8 - weekday : first - weekday + 1;
}

/** Return the day of the week, from 1 for Monday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Return the number of the week in a year (a step of twelve months) or in a month. */
export function weekIn(today: number, year: number, month: number, step: number): number {
  const week = Math.floor((today - firstWeek(year, month)) / 7) + 1;
  if (week < 1) {
    return Math.floor((today - firstWeek(year, month - step)) / 7) + 1;
  }
  return week > (step === 12 ? 52 : 4) && today >= firstWeek(year, month + step) ? 1 : week;
}
