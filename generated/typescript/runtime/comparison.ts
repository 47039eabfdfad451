/** Equality and order of values, without conversion. */

import { JsonataError, isArray, isNumber, isObject } from "./values.js";

/** Tell deep equality, without conversion. No value is equal to nothing, itself included. */
export function equal(left: unknown, right: unknown): boolean {
  return left !== undefined && right !== undefined && same(left, right);
}

/** Tell deep difference; false when a side has no value. */
export function notEqual(left: unknown, right: unknown): boolean {
  return left !== undefined && right !== undefined && !same(left, right);
}

function same(left: unknown, right: unknown): boolean {
  if (typeof left === "number" && typeof right === "number") {
    return isNumber(left) && isNumber(right) && left === right;
  }
  if (left === right) {
    return true;
  }
  if (isArray(left)) {
    return (
      isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => same(item, right[index]))
    );
  }
  if (!isObject(left) || !isObject(right)) {
    return false;
  }
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && same(left[name], right[name]))
  );
}

/** Return -1, 0 or 1; nothing when one is a number and the other a string. */
export function compare(left: unknown, right: unknown): number | undefined {
  if (typeof left === "string" && typeof right === "string") {
    return Number(left > right) - Number(left < right);
  }
  if (typeof left === "number" && typeof right === "number") {
    return Number(left > right) - Number(left < right);
  }
  return undefined;
}

export function less(left: unknown, right: unknown): unknown {
  const order = ordering(left, right, "<");
  return order === undefined ? undefined : order < 0;
}

export function lessOrEqual(left: unknown, right: unknown): unknown {
  const order = ordering(left, right, "<=");
  return order === undefined ? undefined : order <= 0;
}

export function greater(left: unknown, right: unknown): unknown {
  const order = ordering(left, right, ">");
  return order === undefined ? undefined : order > 0;
}

export function greaterOrEqual(left: unknown, right: unknown): unknown {
  const order = ordering(left, right, ">=");
  return order === undefined ? undefined : order >= 0;
}

function ordering(left: unknown, right: unknown, token: string): number | undefined {
  for (const value of [left, right]) {
    if (!(value === undefined || typeof value === "string" || isNumber(value))) {
      throw new JsonataError("T2010", `\`${token}\` compares numbers or strings`, token);
    }
  }
  if (left === undefined || right === undefined) {
    return undefined;
  }
  const order = compare(left, right);
  if (order === undefined) {
    throw new JsonataError("T2009", `\`${token}\` has a number on one side only`, token);
  }
  return order;
}

/** Tell whether the value is one of the items; an object or array only when it is the same one. */
export function isIn(value: unknown, items: unknown): boolean {
  if (value === undefined || items === undefined) {
    return false;
  }
  const all = isArray(items) ? items : [items];
  return all.some((item) =>
    typeof value === "number" && typeof item === "number" ? same(value, item) : value === item,
  );
}
