// Unions: which branch was meant, and how many items one holds for.

import type { Violation } from "../runtime.js";

/** What a branch of a union finds when it is only tried: nothing in it is explained further. */
class Trial extends Array<Violation> {}

type Check = (value: unknown, path: string, found: Violation[]) => void;

interface Tried {
  readonly check: Check;
  readonly trial: Trial;
  readonly distance: readonly [number, number, number];
}

const FEW = 3;
const OTHER_CONSTANT = 1;
const OTHER_KIND = 2;

function depthBelow(violation: Violation, path: string): number {
  return violation.path.slice(path.length).split("/").length - 1;
}

/** Whether a member is missing, or may not be there. */
function isStrange(violation: Violation, path: string): boolean {
  const { rule, schemaPath } = violation;
  if (rule === "required") return violation.path === path;
  return (
    depthBelow(violation, path) === 1 &&
    (["additionalProperties", "unevaluatedProperties", "false"].includes(rule) ||
      schemaPath.endsWith(`/propertyNames/${rule}`))
  );
}

function rankOf(violation: Violation, path: string): number {
  const { rule, params } = violation;
  const below = depthBelow(violation, path);
  if (below === 0 && (rule === "type" || rule === "false" || "types" in params)) return OTHER_KIND;
  const constant = (rule === "const" || rule === "enum") && !isStrange(violation, path);
  return below < 2 && constant ? OTHER_CONSTANT : 0;
}

/** How far a branch is: the worst that it refuses, members missing or too many, violations. */
function distanceOf(trial: Trial, path: string): Tried["distance"] {
  const rank = trial.reduce((most, item) => Math.max(most, rankOf(item, path)), 0);
  const strange = trial.reduce((count, item) => count + Number(isStrange(item, path)), 0);
  return [rank, strange, trial.length];
}

function nearer(one: Tried, other: Tried): Tried {
  const [rank, strange, count] = one.distance;
  const [otherRank, otherStrange, otherCount] = other.distance;
  const differs = otherRank - rank || otherStrange - strange || otherCount - count;
  return differs < 0 ? other : one;
}

/** Add what has not been found of this value yet. */
function addUnknown(said: Violation[], found: Violation[], path: string): void {
  const keyOf = (item: Violation): string => JSON.stringify([item.rule, item.message, item.path]);
  const known = new Set<string>();
  for (let index = found.length - 1; index >= 0; index--) {
    const item = found[index];
    if (item === undefined || !item.path.startsWith(path)) break;
    known.add(keyOf(item));
  }
  for (const item of said) {
    const key = keyOf(item);
    if (known.has(key)) continue;
    known.add(key);
    found.push(item);
  }
}

/**
 * Add what the branch of a union finds that was most likely meant, if one stands out.
 *
 * Stands behind the union's own report, which it takes back when the branch fails for a union
 * alone: of unions in unions the innermost speaks. A branch that refuses the value's very type was
 * not meant. Of the others that one was that refuses no constant, has the fewest members missing
 * or too many, and the fewest violations. A few that each have one violation, all at one place,
 * are told together. What has been found before is not said again.
 */
export function explain(
  value: unknown,
  path: string,
  found: Violation[],
  branches: readonly Check[],
): void {
  if (found instanceof Trial) return;
  const near: Tried[] = [];
  for (const check of branches) {
    const trial = new Trial();
    check(value, path, trial);
    if (trial.length === 0) return;
    const distance = distanceOf(trial, path);
    if (distance[0] < OTHER_KIND) near.push({ check, trial, distance });
  }
  const [first] = near;
  if (first === undefined) return;
  const place = first.trial[0]?.path;
  const lone = near.every(({ trial }) => trial.length === 1 && trial[0]?.path === place);
  const meant = lone && near.length <= FEW ? near : [near.reduce(nearer)];
  const said: Violation[] = [];
  for (const { check } of meant) check(value, path, said);
  const [only, ...others] = meant.flatMap(({ trial }) => [...trial]);
  const chained = others.length === 0 && (only?.rule === "anyOf" || only?.rule === "oneOf");
  const own = chained ? found.pop() : undefined;
  const before = found.length;
  addUnknown(said, found, path);
  if (own !== undefined && found.length === before) found.push(own);
}
