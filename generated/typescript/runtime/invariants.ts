/** Invariants: rules of a contract, and violations of them. */

import type { Violation } from "../runtime.js";

/** Why a rule does not hold: rule, text and details of the violation. */
export type Outcome = readonly [string, string, { readonly [key: string]: unknown }];

const VIOLATED: Outcome = ["invariant-violated", "does not hold", {}];
const SKIPPED: Outcome = ["invariant-skipped", "not judged: the schema refuses the value", {}];

/** A rule of the contract. It holds when `evaluate` gives exactly true. */
export interface Invariant {
  readonly id: string;
  readonly expression: string;
  readonly evaluate: (value: never) => unknown;
  readonly schemaPath: string;
  readonly message?: string | ((value: unknown) => string);
  readonly severity?: string;
  /** It need not hold where this does not give true. */
  readonly applies?: (value: never) => unknown;
  /** Tells why it does not hold, where there is more than true and false. */
  readonly judge?: (invariant: Invariant, value: unknown) => Outcome | undefined;
  /** A JSON pointer to what is to blame. */
  readonly at?: string;
  /** The values of the sides of its comparison, whose operator is at `position`. */
  readonly compared?: (value: never) => unknown;
  readonly position?: number;
}

/** Add a violation for each that does not hold; a value that was refused since is not judged. */
export function checkInvariants(
  value: unknown,
  invariants: readonly Invariant[],
  path: string,
  found: Violation[],
  since: number,
): void {
  const skipped = found.length > since;
  for (const invariant of invariants) {
    const outcome = skipped ? SKIPPED : judge(invariant, value);
    if (outcome !== undefined) {
      found.push(violationOf(invariant, value, path, outcome));
    }
  }
}

/** Tell whether all hold of a value that the schema accepts. */
export function invariantsHold(value: unknown, invariants: readonly Invariant[]): boolean {
  return invariants.every((invariant) => judge(invariant, value) === undefined);
}

function judge(invariant: Invariant, value: unknown): Outcome | undefined {
  if (invariant.judge !== undefined) {
    return invariant.judge(invariant, value);
  }
  const applies = invariant.applies?.(value as never) ?? true;
  return applies !== true || invariant.evaluate(value as never) === true ? undefined : VIOLATED;
}

function violationOf(
  invariant: Invariant,
  value: unknown,
  path: string,
  [rule, text, details]: Outcome,
): Violation {
  const { id, expression, message, severity, schemaPath, at, compared, position } = invariant;
  let told = `invariant \`${id}\` ${text}`;
  let params: { [key: string]: unknown } = { id, expression, ...details };
  if (severity !== undefined) {
    params["severity"] = severity;
  }
  if (rule === "invariant-violated") {
    told = (typeof message === "function" ? message(value) : message) ?? told;
    if (compared !== undefined) {
      params = { ...params, position, ...(compared(value as never) as object) };
    }
  }
  return { rule, message: told, path: path + (at ?? ""), schemaPath, params };
}
