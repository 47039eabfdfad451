// Equality of JSON values: -0 = 0, and members have no order.

import { TooDeep, isArray, isObject } from "../runtime.js";
import { MAX_DEPTH } from "./limits.js";

/** Whether two JSON values are equal: 1 = 1.0, -0 = 0, and the order of members means nothing. */
export function isEqual(left: unknown, right: unknown): boolean {
  if (left === right) {
    return left !== undefined;
  }
  if (isArray(left)) {
    if (!isArray(right) || left.length !== right.length) {
      return false;
    }
    return left.every((item, index) => isEqual(item, right[index]));
  }
  if (!isObject(left) || !isObject(right)) {
    return false;
  }
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) {
    return false;
  }
  return names.every((name) => Object.hasOwn(right, name) && isEqual(left[name], right[name]));
}

/** Return a text that two JSON values share exactly when they are equal. */
function canonicalText(value: unknown, depth: number): string {
  if (typeof value === "object" && value !== null && depth > MAX_DEPTH) throw new TooDeep();
  if (isArray(value)) {
    return "[" + value.map((item) => canonicalText(item, depth + 1)).join(",") + "]";
  }
  if (isObject(value)) {
    const names = Object.keys(value).sort();
    const members = names.map(
      (name) => JSON.stringify(name) + ":" + canonicalText(value[name], depth + 1),
    );
    return "{" + members.join(",") + "}";
  }
  // `JSON.stringify` says null for an infinite number.
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** Throw what `canonicalText` would throw, without the text. */
function requireShallow(value: unknown, depth: number): void {
  if (typeof value === "object" && value !== null) {
    if (depth > MAX_DEPTH) throw new TooDeep();
    for (const item of isArray(value) ? value : Object.values(value)) {
      requireShallow(item, depth + 1);
    }
  }
}

/** Whether no two items are equal JSON values. */
export function isUnique(items: readonly unknown[]): boolean {
  if (items.length < 2) {
    return true;
  }
  // A set finds scalars as JSON Schema compares them: 0 and -0 are one, 1 and true are two.
  const scalars = new Set<unknown>();
  const structures: unknown[] = [];
  for (const item of items) {
    if (typeof item === "object" && item !== null) {
      structures.push(item);
    } else if (scalars.has(item)) {
      return false;
    } else {
      scalars.add(item);
    }
  }
  if (structures.length > 8) {
    return new Set(structures.map((item) => canonicalText(item, 0))).size === structures.length;
  }
  // A few are sooner compared, each with each, than written out.
  structures.forEach((item) => requireShallow(item, 0));
  return structures.every((item, index) =>
    structures.slice(index + 1).every((other) => !isEqual(item, other)),
  );
}
