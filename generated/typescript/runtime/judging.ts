/** Invariants that may have another answer than true or false, or none, or fail. */

import type { Invariant, Outcome } from "./invariants.js";
import { JsonataError, firstAbsent, isNumber, typeOf } from "./values.js";

/** Return why the invariant does not hold; nothing when it does, or does not apply. */
export function judgeExpression(invariant: Invariant, value: unknown): Outcome | undefined {
  let result: unknown;
  try {
    if (invariant.applies !== undefined && invariant.applies(value as never) !== true) {
      return undefined;
    }
    result = invariant.evaluate(value as never);
    if (result === true) {
      return undefined;
    }
    isNumber(result);
  } catch (error) {
    if (error instanceof JsonataError) {
      const position = positionIn(invariant.expression, error.token);
      const text = `${error.code}: ${error.message}`;
      const rule = error.code === "U1001" ? "invariant-limit" : "invariant-error";
      return [rule, text, { code: error.code, position }];
    }
    if (error instanceof RangeError) {
      return ["invariant-limit", "the value is nested too deeply", {}];
    }
    throw error;
  }
  if (result === false) {
    return ["invariant-violated", "does not hold", {}];
  }
  if (result === undefined) {
    const absent = firstAbsent(invariant.evaluate, value);
    const text = absent === null ? "has no answer" : `has no answer: \`${absent}\` is absent`;
    return ["invariant-undefined", text, { absent }];
  }
  const type = typeOf(result);
  return ["invariant-not-boolean", `gives ${String(type)}, not a boolean`, { type }];
}

/** Return where the token stands (in code points), when it stands there only once. */
function positionIn(expression: string, token: string | undefined): number | null {
  const parts = token === undefined ? [] : expression.split(token);
  return parts.length === 2 ? [...(parts[0] ?? "")].length : null;
}

/** Return the values of both sides of a comparison; what has no value is left out. */
export function compared(left: unknown, right: unknown): unknown {
  return { ...(left === undefined ? {} : { left }), ...(right === undefined ? {} : { right }) };
}
