/** Dates and times by a picture: written, and read. */

import type { Moment } from "./calendar.js";
import type { IntegerPicture } from "./integers.js";
import type { Marker } from "./pictures.js";
import { expect, numberArgument, stringArgument } from "./arguments.js";
import { DAY, dayNumber, firstWeek, momentOf, weekIn, weekdayOf } from "./calendar.js";
import { toMillis } from "./dates.js";
import { integerOf, integerPicture, integerText, leadingInteger, noSequence } from "./integers.js";
import { datePicture } from "./pictures.js";
import { JsonataError } from "./values.js";
import { wordsEnd } from "./wordings.js";

const ISO = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]";
const DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");
const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );
const HALVES: ReadonlyMap<string, number> = new Map([
  ["am", 0],
  ["AM", 0],
  ["pm", 1],
  ["PM", 1],
]);

/** Return the milliseconds since 1970 as a date and time; the zone is a text such as `+0100`. */
export function formatMoment(value: unknown, picture?: unknown, zone?: unknown): unknown {
  expect("fromMillis", "string", picture, zone);
  if (value === undefined) {
    return undefined;
  }
  const wanted = picture === undefined ? ISO : stringArgument(picture, "fromMillis");
  const parts = datePicture(wanted);
  let hours = 0;
  let minutes = 0;
  if (zone !== undefined) {
    const offset = leadingInteger(stringArgument(zone, "fromMillis"));
    if (!(Math.abs(offset) < 10_000)) {
      throw new JsonataError("D3134", "the zone is a text such as `+0100`", "fromMillis");
    }
    // The sign of the minutes is that of the zone, while the hours are rounded down.
    hours = Math.floor(offset / 100);
    minutes = offset % 100;
  }
  const millis = numberArgument(value, "fromMillis");
  const moment = momentOf(millis + (60 * hours + minutes) * 60_000);
  if (moment === undefined) {
    throw new JsonataError("D1001", "the date is out of range", "fromMillis");
  }
  return parts
    .map((part) => (part.component === "" ? part.text : component(part, moment, hours, minutes)))
    .join("");
}

function component(part: Marker, moment: Moment, hours: number, minutes: number): string {
  if (part.component === "Z" || part.component === "z") {
    return zoneText(part, part.picture ?? integerPicture("01:01"), hours, minutes);
  }
  if (part.component === "P") {
    const half = moment.hour >= 12 ? "pm" : "am";
    return part.names === "upper" ? half.toUpperCase() : half;
  }
  if (part.component === "C" || part.component === "E") {
    return "ISO";
  }
  let number = fieldOf(moment, part.component);
  if (part.picture !== undefined) {
    if (part.digits !== undefined && part.component === "Y") {
      number %= 10 ** part.digits;
    }
    return integerText(number, part.picture);
  }
  let name: string;
  if (part.component === "M" || part.component === "x") {
    name = MONTHS[number - 1] ?? "";
  } else if (part.component === "F") {
    name = DAYS[number - 1] ?? "";
  } else {
    throw new JsonataError("D3133", `the component \`${part.component}\` has no name`);
  }
  if (part.names !== "title") {
    name = part.names === "upper" ? name.toUpperCase() : name.toLowerCase();
  }
  return name.slice(0, part.longest);
}

/** Return the value of a component that is a number. */
function fieldOf(moment: Moment, name: string): number {
  const { year, month, dayNumber: today } = moment;
  switch (name) {
    case "Y":
      return year;
    case "M":
      return month;
    case "D":
      return moment.day;
    case "d":
      return today - dayNumber(year, 1, 1) + 1;
    case "F":
      return weekdayOf(today);
    case "W":
      return weekIn(today, year, 1, 12);
    case "w":
      return weekIn(today, year, month, 1);
    case "X":
      if (today < firstWeek(year, 1)) {
        return year - 1;
      }
      return today >= firstWeek(year + 1, 1) ? year + 1 : year;
    case "x":
      if (today < firstWeek(year, month)) {
        return ((month + 10) % 12) + 1;
      }
      return today >= firstWeek(year, month + 1) ? (month % 12) + 1 : month;
    case "H":
      return moment.hour;
    case "h":
      return moment.hour % 12 || 12;
    case "m":
      return moment.minute;
    case "s":
      return moment.second;
    default:
      return moment.milli;
  }
}

function zoneText(part: Marker, picture: IntegerPicture, hours: number, minutes: number): string {
  const offset = hours * 100 + minutes;
  let text: string;
  if (picture.regular || picture.mandatory === 3 || picture.mandatory === 4) {
    text = integerText(offset, picture);
  } else if (picture.mandatory === 1 || picture.mandatory === 2) {
    text = integerText(hours, picture);
    if (minutes !== 0) {
      text += `:${integerText(minutes, integerPicture("00"))}`;
    }
  } else {
    throw new JsonataError("D3134", "a zone is written with one to four digits");
  }
  if (offset === 0 && part.zulu) {
    return "Z";
  }
  return (part.component === "z" ? "GMT" : "") + (offset >= 0 ? "+" : "") + text;
}

/**
 * Return the milliseconds since 1970 of a date and time that is written as the picture has it.
 *
 * What is larger than all that the picture has (the date of a time) is that of `now`.
 */
export function readMoment(value: unknown, picture: unknown, now?: unknown): unknown {
  expect("toMillis", "string", value, picture);
  if (value === undefined || picture === undefined) {
    return toMillis(value);
  }
  const parts = datePicture(stringArgument(picture, "toMillis"));
  for (const part of parts) {
    const isNamed = part.picture === undefined && !["", "Z", "z"].includes(part.component);
    if (part.picture?.kind === "other") {
      throw noSequence(part.picture);
    }
    if (isNamed && !"MxFP".includes(part.component)) {
      throw new JsonataError("D3133", `the component \`${part.component}\` has no name`);
    }
  }
  const text = stringArgument(value, "toMillis");
  const pieces = cut(text, parts, 0, 0, new Set());
  if (pieces === undefined) {
    return undefined;
  }
  const found = new Map<string, number | undefined>();
  for (const [index, part] of parts.entries()) {
    if (part.component !== "") {
      found.set(part.component, valueOf(part, pieces[index] ?? ""));
    }
  }
  return found.size === 0 ? undefined : assembled(found, now);
}

/** Return the text of each part, the first ones as long as can be; `dead`: leads nowhere. */
function cut(
  text: string,
  parts: readonly Marker[],
  index: number,
  start: number,
  dead: Set<string>,
): string[] | undefined {
  const part = parts[index];
  if (part === undefined) {
    return start === text.length ? [] : undefined;
  }
  if (dead.has(`${index} ${start}`)) {
    return undefined;
  }
  for (const end of endsOf(text, part, start)) {
    const rest = cut(text, parts, index + 1, end, dead);
    if (rest !== undefined) {
      return [text.slice(start, end), ...rest];
    }
  }
  dead.add(`${index} ${start}`);
  return undefined;
}

/** Return where the part may end that begins here, the farthest first. */
function endsOf(text: string, part: Marker, start: number): readonly number[] {
  if (part.component === "") {
    const end = start + part.text.length;
    return text.slice(start, end).toUpperCase() === part.text.toUpperCase() ? [end] : [];
  }
  if (part.component === "Z" || part.component === "z") {
    return zoneEnds(text, part, start);
  }
  if (part.picture === undefined || (part.picture.kind === "letters" && part.component !== "f")) {
    return runEnds(text, start, "abcdefghijklmnopqrstuvwxyz");
  }
  if (part.component === "f") {
    return runEnds(text, start, "0123456789");
  }
  if (part.picture.kind === "roman") {
    return runEnds(text, start, "mdclxvi");
  }
  if (part.picture.kind === "words") {
    return wordsEnd(text, start);
  }
  const { width } = part;
  const ends = runEnds(text, start, "0123456789").filter((end) => !width || end - start === width);
  if (!part.picture.ordinal) {
    return ends;
  }
  const suffixes = ["th", "st", "nd", "rd"];
  return ends
    .filter((end) => suffixes.includes(text.slice(end, end + 2).toLowerCase()))
    .map((end) => end + 2);
}

function runEnds(text: string, start: number, letters: string): number[] {
  const ends: number[] = [];
  let end = start;
  while (end < text.length && isOneOf(text.charAt(end), letters)) {
    end += 1;
    ends.push(end);
  }
  return ends.reverse();
}

function isOneOf(char: string, letters: string): boolean {
  return char <= "\u007f" && letters.includes(char.toLowerCase());
}

function zoneEnds(text: string, part: Marker, start: number): number[] {
  let at = start;
  if (part.component === "z") {
    if (text.slice(at, at + 3).toUpperCase() !== "GMT") {
      return [];
    }
    at += 3;
  }
  if (text.charAt(at) !== "+" && text.charAt(at) !== "-") {
    return [];
  }
  const mark = zoneMark(part);
  const ends = runEnds(text, at + 1, "0123456789");
  if (mark === "") {
    return ends;
  }
  return ends
    .filter((end) => text.startsWith(mark, end))
    .flatMap((end) => runEnds(text, end + mark.length, "0123456789"));
}

function zoneMark(part: Marker): string {
  return part.picture?.regular === true ? (part.picture.marks[0]?.text ?? "") : "";
}

/** Return what the text of a component comes to; nothing when it is no name. */
function valueOf(part: Marker, text: string): number | undefined {
  if (part.component === "Z" || part.component === "z") {
    return zoneMinutes(part.component === "z" ? text.slice(3) : text, zoneMark(part));
  }
  if (part.component === "f") {
    return Number(`0.${text.slice(0, 3)}`) * 1000;
  }
  if (part.picture !== undefined) {
    return integerOf(text, part.picture);
  }
  if (part.component === "P") {
    return HALVES.get(text);
  }
  const names = part.component === "F" ? DAYS : MONTHS;
  const known = names.map((name) => (part.longest ? name.slice(0, part.longest) : name));
  // Where short names are alike, the last one is meant.
  const index = known.lastIndexOf(text);
  return index < 0 ? undefined : index + 1;
}

function zoneMinutes(text: string, mark: string): number {
  let hours = text;
  let minutes = "0";
  if (mark !== "") {
    hours = text.slice(0, text.indexOf(mark));
    minutes = text.slice(text.indexOf(mark) + mark.length);
  } else if (text.length > 3) {
    hours = text.slice(0, 3);
    minutes = text.slice(3);
  }
  return leadingInteger(hours) * 60 + leadingInteger(minutes);
}

/** Return the moment of the components; gaps between them are errors. */
function assembled(found: ReadonlyMap<string, number | undefined>, now: unknown): unknown {
  const are = (possible: string, every: string): boolean => {
    const given = [...every].filter((name) => Boolean(found.get(name)));
    return given.length > 0 && given.every((name) => possible.includes(name));
  };
  const dates = "YXMxWwdD";
  const byDay = !are("YMD", dates) && are("Yd", dates);
  const byMonthWeek = are("Xxw", dates);
  const byWeek = !byMonthWeek && are("XW", dates);
  const halved = !are("Hmsf", "PHhmsf") && are("Phmsf", "PHhmsf");
  const date = byDay ? "YD" : byMonthWeek ? "XxwF" : byWeek ? "XWF" : "YMD";
  const values = new Map(found);
  let started = false;
  let ended = false;
  for (const name of date + (halved ? "Phmsf" : "Hmsf")) {
    if (values.get(name) !== undefined) {
      started = true;
      if (ended) {
        throw new JsonataError("D3136", "the picture lacks a part of the date or the time");
      }
    } else if (started) {
      values.set(name, "MDd".includes(name) ? 1 : 0);
      ended = true;
    } else {
      values.set(name, partOfNow(name, now));
    }
  }
  if (byMonthWeek || byWeek) {
    throw new JsonataError("D3136", "a date by the week cannot be read");
  }
  const valueOfPart = (name: string): number => values.get(name) ?? 0;
  const month = byDay ? 1 : values.get("M") ?? 1;
  const day = byDay ? valueOfPart("d") : valueOfPart("D");
  let hour = valueOfPart("H");
  if (halved) {
    hour = valueOfPart("h") === 12 ? 0 : valueOfPart("h");
    hour += values.get("P") === 1 ? 12 : 0;
  }
  const clock = [hour, valueOfPart("m"), valueOfPart("s"), valueOfPart("f")];
  const zone = valueOfPart("Z") || valueOfPart("z");
  return utcOf(valueOfPart("Y"), month > 0 ? month : 1, day, clock, zone);
}

function utcOf(
  year: number,
  month: number,
  day: number,
  clock: readonly number[],
  zone: number,
): number {
  // A year of two digits is one of the last century, as for `Date.UTC`.
  const whole = Math.trunc(year) + (year >= 0 && Math.trunc(year) <= 99 ? 1900 : 0);
  const days = dayNumber(whole, Math.trunc(month), Math.trunc(day));
  const [hour = 0, minute = 0, second = 0, milli = 0] = clock.map(Math.trunc);
  const millis = days * DAY + ((hour * 60 + minute) * 60 + second) * 1000 + milli;
  return Math.abs(millis) <= 8.64e15 ? millis - zone * 60_000 : Number.NaN;
}

function partOfNow(name: string, now: unknown): number {
  if (name === "P") {
    return 0;
  }
  if (typeof now !== "number") {
    throw new JsonataError("D3136", "the picture has no year, and an invariant knows no today");
  }
  const moment = momentOf(now);
  return moment === undefined ? 0 : fieldOf(moment, name);
}
