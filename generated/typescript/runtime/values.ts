/**
 * What a value of JSONata is: numbers, what is true, and which path led nowhere. No value is
 * `undefined`.
 *
 * The printed invariants agree with the reference implementation of JSONata, with two exceptions
 * made on purpose: NaN and Infinity are errors (D1001) wherever they are compared or answered,
 * and a date-time without a zone is UTC.
 */

/** An expression failed. `token` is the operator or the function that did. */
export class JsonataError extends Error {
  readonly code: string;
  readonly token: string | undefined;

  constructor(code: string, message: string, token?: string) {
    super(message);
    this.code = code;
    this.token = token;
  }
}

/** Tell a number; one that is not finite is an error. */
export function isNumber(value: unknown): value is number {
  if (typeof value !== "number") {
    return false;
  }
  if (Number.isFinite(value)) {
    return true;
  }
  throw new JsonataError("D1001", "a number is out of range");
}

export function isArray(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

export function typeOf(value: unknown): unknown {
  if (value === undefined || value === null) {
    return value === null ? "null" : undefined;
  }
  if (isArray(value)) {
    return "array";
  }
  return value instanceof RegExp ? "function" : typeof value;
}

/** Paths that led nowhere, while someone wants to know. */
let absent: string[] | undefined;

/** Evaluate once more, noting which path leads nowhere. */
export function firstAbsent(evaluate: (value: never) => unknown, value: unknown): string | null {
  absent = [];
  try {
    evaluate(value as never);
    return absent[0] ?? null;
  } finally {
    absent = undefined;
  }
}
