/** Calculating, and the numbers of an array taken together. */

import { JsonataError, isArray } from "./values.js";

export function add(left: unknown, right: unknown): unknown {
  return calculate(left, right, "+", (one, other) => one + other);
}

export function multiply(left: unknown, right: unknown): unknown {
  return calculate(left, right, "*", (one, other) => one * other);
}

function calculate(
  left: unknown,
  right: unknown,
  token: string,
  operation: (one: number, other: number) => number,
): unknown {
  const one = left === undefined ? undefined : asNumber(left, "T2001", token);
  const other = right === undefined ? undefined : asNumber(right, "T2002", token);
  return one === undefined || other === undefined ? undefined : operation(one, other);
}

function asNumber(value: unknown, code: string, token: string): number {
  if (typeof value !== "number") {
    const side = code === "T2001" ? "left" : "right";
    throw new JsonataError(code, `the ${side} side of \`${token}\` is not a number`, token);
  }
  if (!Number.isFinite(value)) {
    throw new JsonataError("D1001", "a number is out of range", token);
  }
  return value;
}

export function sumOf(value: unknown): unknown {
  if (value === undefined) {
    return undefined;
  }
  let total = 0;
  for (const number of numbersOf(value, "sum")) {
    total += number;
  }
  return total;
}

export function countOf(value: unknown): number {
  if (value === undefined) {
    return 0;
  }
  return isArray(value) ? value.length : 1;
}

function numbersOf(value: unknown, token: string): number[] {
  const found: number[] = [];
  for (const item of isArray(value) ? value : [value]) {
    if (typeof item !== "number") {
      throw new JsonataError("T0412", `\`$${token}\` takes an array of numbers`, token);
    }
    found.push(item);
  }
  return found;
}
