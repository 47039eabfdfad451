/** Functions that may call themselves: so deep, so often, and without a stack where they can. */

import type { Callable } from "./values.js";
import { call } from "./functions.js";
import { JsonataError, isFunction } from "./values.js";

/** What one evaluation has spent of its calls. */
const CALLS = { deepest: 1000, most: 100_000, depth: 0, count: 0 };
const INNER = new WeakMap<object, Callable>();

/** A call at the end of a function, left to its caller. */
class Again {
  readonly called: unknown;
  readonly values: readonly unknown[];

  constructor(called: unknown, values: readonly unknown[]) {
    this.called = called;
    this.values = values;
  }
}

/** Begin an evaluation. */
export function countCalls(deepest = 1000): void {
  CALLS.deepest = deepest;
  CALLS.depth = 0;
  CALLS.count = 0;
}

export function again(function_: unknown, ...values: readonly unknown[]): unknown {
  return new Again(function_, values);
}

/** Return the function, with its calls counted and those at its end made in a loop. */
export function recursive(function_: Callable): Callable {
  const run = (...values: unknown[]): unknown => {
    if (CALLS.depth === 0) {
      CALLS.count = 0;
    }
    CALLS.depth += 1;
    spend();
    try {
      let result = function_(...values.slice(0, function_.length));
      while (result instanceof Again) {
        spend();
        const { called } = result;
        const target = isFunction(called) ? INNER.get(called) : undefined;
        if (target === undefined) {
          return call(called, ...result.values);
        }
        result = target(...result.values.slice(0, target.length));
      }
      return result;
    } finally {
      CALLS.depth -= 1;
    }
  };
  Object.defineProperty(run, "length", { value: function_.length });
  INNER.set(run, function_);
  return run;
}

function spend(): void {
  CALLS.count += 1;
  if (CALLS.depth > CALLS.deepest || CALLS.count > CALLS.most) {
    throw new JsonataError("U1001", "functions call each other too often or too deep");
  }
}
