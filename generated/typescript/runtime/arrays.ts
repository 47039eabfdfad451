/** Arrays: written, joined, turned, and without repetitions. */

import { Items, unwrap } from "./paths.js";
import { bounded, isArray, isObject } from "./values.js";

/** An array written inside an array: it becomes one item. */
class Whole {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/** Return an array of the items; arrays among them are spread, no value adds nothing. */
export function array(...items: readonly unknown[]): unknown[] {
  return fill([], items);
}

function fill(found: unknown[], items: readonly unknown[]): unknown[] {
  for (const item of items) {
    if (isArray(item)) {
      bounded(found.length + item.length, "[");
      for (const one of item) {
        found.push(one);
      }
      continue;
    }
    const value = item instanceof Whole ? item.value : item;
    if (value !== undefined) {
      found.push(value);
    }
  }
  return found;
}

/** Return a key that two values share exactly when they are equal: `true` is not 1. */
function identity(value: unknown): unknown {
  if (isArray(value)) {
    return `array:${JSON.stringify(value.map(identityText))}`;
  }
  if (isObject(value)) {
    const members = Object.keys(value).sort();
    return `object:${JSON.stringify(members.map((key) => [key, identityText(value[key])]))}`;
  }
  return typeof value === "string" ? `string:${value}` : value;
}

function identityText(value: unknown): string {
  const key = identity(value);
  return typeof key === "string" ? key : `${typeof key}:${String(key)}`;
}

export function distinct(value: unknown): unknown {
  if (!isArray(value) || value.length <= 1) {
    return unwrap(value);
  }
  const seen = new Set<unknown>();
  const found: unknown[] = value instanceof Items ? new Items() : [];
  for (const item of value) {
    const key = identity(item);
    if (!seen.has(key)) {
      seen.add(key);
      found.push(item);
    }
  }
  return unwrap(found);
}
