/** Dates as milliseconds since 1970, and the other way round. */

import { numberArgument, stringArgument } from "./arguments.js";
import { JsonataError } from "./values.js";

const DATE_TIME =
  /^([0-9]{4})(?:-([01][0-9]))?(?:-([0-3][0-9]))?(?:T([0-2][0-9]):([0-5][0-9]):([0-5][0-9]))?(?:\.([0-9]+))?(?:([+-])([0-2][0-9]):?([0-5][0-9])|Z)?$/;

/** Return the milliseconds since 1970 of an ISO 8601 date and time; without a zone it is UTC. */
export function toMillis(value: unknown): unknown {
  if (value === undefined) {
    return undefined;
  }
  const found = DATE_TIME.exec(stringArgument(value, "toMillis"));
  if (found === null) {
    throw new JsonataError("D3110", "the string is no ISO 8601 date and time", "toMillis");
  }
  const part = (index: number, otherwise: number): number => Number(found[index] ?? otherwise);
  const [month, day] = [part(2, 1), part(3, 1)];
  const [hour, minute, second] = [part(4, 0), part(5, 0), part(6, 0)];
  const millis = Number((found[7] ?? "0").slice(0, 3).padEnd(3, "0"));
  const late = hour * 60 + minute + (second + millis) / 60_000 > 24 * 60;
  const fractionAlone = found[7] !== undefined && found[4] === undefined;
  if (month < 1 || month > 12 || day < 1 || day > 31 || late || fractionAlone) {
    return Number.NaN;
  }
  const shift = (part(9, 0) * 60 + part(10, 0)) * (found[8] === "-" ? -1 : 1);
  const date = new Date(0);
  date.setUTCFullYear(part(1, 0), month - 1, day);
  return date.getTime() + ((hour * 60 + minute - shift) * 60 + second) * 1000 + millis;
}

const USUAL = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{3})?Z$/;

/** Return the milliseconds since 1970 of a date and time; throws an error for what is none. */
export function moment(text: string): number {
  const usual = USUAL.test(text) ? Date.parse(text) : Number.NaN;
  const millis = Number.isNaN(usual) ? toMillis(text) : usual;
  if (typeof millis !== "number" || Number.isNaN(millis)) {
    throw new JsonataError("D1001", "the date is out of range", "toMillis");
  }
  return millis;
}

export function fromMillis(value: unknown): unknown {
  if (value === undefined) {
    return undefined;
  }
  const date = new Date(numberArgument(value, "fromMillis"));
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) {
    throw new JsonataError("D1001", "the date is out of range", "fromMillis");
  }
  return date.toISOString();
}
