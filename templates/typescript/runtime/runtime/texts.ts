/** Values as texts: JSON, with numbers of at most 15 digits. */

import { badArgument } from "./arguments.js";
import { JsonataError, bounded, isNumber } from "./values.js";

export function string(value: unknown, pretty?: unknown): unknown {
  if (!(pretty === undefined || typeof pretty === "boolean")) {
    throw badArgument("string");
  }
  return value === undefined ? undefined : textOf(value, pretty === true);
}

export function concat(...values: readonly unknown[]): string {
  const text = values.map((value) => (value === undefined ? "" : textOf(value))).join("");
  bounded(text.length, "&");
  return text;
}

/** Return the value as `&` and `$string` see it: JSON, numbers with 15 digits. */
export function textOf(value: unknown, pretty = false): string {
  if (typeof value === "string") {
    return value;
  }
  if (typeof value === "function" || value instanceof RegExp) {
    return "";
  }
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new JsonataError("D3001", "a number out of range has no text", "string");
  }
  const jsonValue = (_key: string, item: unknown): unknown => {
    if (isNumber(item)) {
      return Number.isInteger(item) ? item : Number(item.toPrecision(15));
    }
    return typeof item === "function" || item instanceof RegExp ? "" : item;
  };
  return JSON.stringify(value, jsonValue, pretty ? 2 : 0);
}
