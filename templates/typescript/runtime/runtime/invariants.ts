/** Invariants: rules of a contract, and the violations of those that do not hold. */

import type { Violation } from "../runtime.js";
import type { Members } from "./values.js";
import { JsonataError, firstAbsent, isNumber, typeOf } from "./values.js";

const NOT_JUDGED = "not judged: the schema refuses the value";

/** A rule of the contract. It holds when `evaluate` gives exactly true. */
export interface Invariant {
  readonly id: string;
  readonly expression: string;
  readonly evaluate: (value: never) => unknown;
  readonly schemaPath: string;
  readonly message?: string;
  readonly severity?: string;
  /** When it does not give exactly true, the rule is not applicable. */
  readonly applies?: (value: never) => unknown;
}

/**
 * Add a violation for every invariant that does not hold.
 *
 * A value that the schema refuses (something was found since) is not judged by them.
 */
export function checkInvariants(
  value: unknown,
  invariants: readonly Invariant[],
  path: string,
  found: Violation[],
  since: number,
): void {
  const skipped = found.length > since;
  for (const invariant of invariants) {
    const violation = skipped
      ? violationOf(invariant, path, "invariant-skipped", NOT_JUDGED)
      : judge(invariant, value, path);
    if (violation !== undefined) {
      found.push(violation);
    }
  }
}

/** Tell whether all hold, for a value that the schema accepts. */
export function invariantsHold(value: unknown, invariants: readonly Invariant[]): boolean {
  return invariants.every((invariant) => judge(invariant, value, "") === undefined);
}

function judge(invariant: Invariant, value: unknown, path: string): Violation | undefined {
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
      return violationOf(invariant, path, rule, text, { code: error.code, position });
    }
    if (error instanceof RangeError) {
      return violationOf(invariant, path, "invariant-limit", "the value is nested too deeply");
    }
    throw error;
  }
  if (result === false) {
    return violationOf(invariant, path, "invariant-violated", "does not hold");
  }
  if (result === undefined) {
    const missing = firstAbsent(invariant.evaluate, value);
    const text =
      missing === null ? "has no answer" : `has no answer: \`${missing}\` is absent`;
    return violationOf(invariant, path, "invariant-undefined", text, { absent: missing });
  }
  const type = typeOf(result);
  const text = `gives ${String(type)}, not a boolean`;
  return violationOf(invariant, path, "invariant-not-boolean", text, { type });
}

function violationOf(
  invariant: Invariant,
  path: string,
  rule: string,
  text: string,
  details: Members = {},
): Violation {
  const own = rule === "invariant-violated" ? invariant.message : undefined;
  const severity = invariant.severity === undefined ? {} : { severity: invariant.severity };
  return {
    rule,
    message: own ?? `invariant \`${invariant.id}\` ${text}`,
    path,
    schemaPath: invariant.schemaPath,
    params: { id: invariant.id, expression: invariant.expression, ...severity, ...details },
  };
}

/** Return where the token stands (in code points), when it stands there only once. */
function positionIn(expression: string, token: string | undefined): number | null {
  const parts = token === undefined ? [] : expression.split(token);
  return parts.length === 2 ? [...(parts[0] ?? "")].length : null;
}
