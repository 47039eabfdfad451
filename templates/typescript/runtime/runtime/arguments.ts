/** Arguments of functions: their kinds, and the errors of those that are none. */

import type { Callable } from "./values.js";
import { JsonataError, isFunction, isObject } from "./values.js";

export function wrongArguments(token: string): unknown {
  throw new JsonataError("T0410", `\`$${token}\` is given too many or too few arguments`, token);
}

/** A context that cannot stand in, of which the function complains after its arguments. */
class WrongContext {}

/** Return the context that stands in for an argument; it must be of the argument's kind. */
export function contextOf(value: unknown, kind: string): unknown {
  return value === undefined || isKind(value, kind) ? value : new WrongContext();
}

export function badArgument(token: string, value?: unknown): JsonataError {
  if (value instanceof WrongContext) {
    const text = `\`$${token}\` cannot take the context as its argument`;
    return new JsonataError("T0411", text, token);
  }
  return new JsonataError("T0410", `\`$${token}\` cannot take an argument of this type`, token);
}

function isKind(value: unknown, kind: string): boolean {
  if (kind === "object") {
    return isObject(value);
  }
  const type = typeof value;
  return kind === "scalar" ? ["string", "number", "boolean"].includes(type) : type === kind;
}

/** Refuse arguments of another kind; one that has no value is of any. */
export function expect(token: string, kind: string, ...values: readonly unknown[]): void {
  for (const value of values) {
    const standsIn = value === undefined || value instanceof WrongContext;
    if (!(standsIn || isKind(value, kind))) {
      throw badArgument(token);
    }
  }
}

export function asFunction(value: unknown, token: string): Callable {
  if (isFunction(value)) {
    return value;
  }
  throw badArgument(token);
}

export function numberArgument(value: unknown, token: string): number {
  if (typeof value === "number") {
    return value;
  }
  throw badArgument(token, value);
}

export function stringArgument(value: unknown, token: string): string {
  if (typeof value === "string") {
    return value;
  }
  throw badArgument(token, value);
}

export function raiseError(message?: unknown): unknown {
  const text = message === undefined ? "`$error` was called" : stringArgument(message, "error");
  throw new JsonataError("D3137", text, "error");
}

export function assertThat(condition: unknown, message?: unknown): unknown {
  if (!(condition === undefined || typeof condition === "boolean")) {
    throw badArgument("assert");
  }
  if (condition !== true) {
    const text = message === undefined ? "`$assert` failed" : stringArgument(message, "assert");
    throw new JsonataError("D3141", text, "assert");
  }
  return undefined;
}
