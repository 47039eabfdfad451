/** Calling function values, and the functions that take others. */

import type { Members } from "./values.js";
import { asFunction } from "./arguments.js";
import { Items, arrayOf, unwrap } from "./paths.js";
import { JsonataError, bounded, isArray, isFunction, truthy } from "./values.js";

/** Call a function value; missing arguments have no value, extra ones are dropped. */
export function call(function_: unknown, ...values: readonly unknown[]): unknown {
  if (function_ instanceof RegExp) {
    return typeof values[0] === "string" ? matchFrom(function_, values[0], 0) : undefined;
  }
  if (!isFunction(function_)) {
    throw new JsonataError("T1006", "what is called is no function");
  }
  return function_(...values.slice(0, function_.length));
}

/** Return the first match from the start on, with a function that gives the next one. */
function matchFrom(wanted: RegExp, text: string, start: number): unknown {
  wanted.lastIndex = start;
  const found = start < text.length || start === 0 ? wanted.exec(text) : null;
  if (found === null) {
    return undefined;
  }
  if (start > 0 && found[0] === "") {
    throw new JsonataError("D1004", "the pattern matches a text of no length");
  }
  const match = matchObject(found);
  return { ...match, next: () => matchFrom(wanted, text, found.index + found[0].length) };
}

/** Call a function that a higher-order one was given, with as many arguments as it takes. */
export function apply(function_: unknown, token: string, ...values: readonly unknown[]): unknown {
  const found = asFunction(function_, token);
  return found(...values.slice(0, Math.max(found.length, 1)));
}

export function matchObject(found: RegExpExecArray): Members {
  const end = found.index + found[0].length;
  return { match: found[0], start: found.index, end, groups: found.slice(1) };
}

export function mapItems(value: unknown, function_: unknown): unknown {
  asFunction(function_, "map");
  if (value === undefined) {
    return undefined;
  }
  const items = arrayOf(value);
  const found = new Items();
  let size = 0;
  for (const [index, item] of items.entries()) {
    const result = apply(function_, "map", item, index, items);
    if (isArray(result)) {
      size += result.length;
      bounded(size, "map");
    }
    if (result !== undefined) {
      found.push(result);
    }
  }
  return unwrap(found);
}

export function filterItems(value: unknown, function_: unknown): unknown {
  asFunction(function_, "filter");
  if (value === undefined) {
    return undefined;
  }
  const items = arrayOf(value);
  const found = new Items();
  for (const [index, item] of items.entries()) {
    if (truthy(apply(function_, "filter", item, index, items))) {
      found.push(item);
    }
  }
  return unwrap(found);
}

/** Return the one item that the function is true of; none and several are errors. */
export function singleItem(value: unknown, function_?: unknown): unknown {
  if (value === undefined) {
    return undefined;
  }
  const items = arrayOf(value);
  const found: unknown[] = [];
  for (const [index, item] of items.entries()) {
    if (function_ === undefined || truthy(apply(function_, "single", item, index, items))) {
      found.push(item);
    }
  }
  if (found.length > 1) {
    throw new JsonataError("D3138", "more than one item matches", "single");
  }
  if (found.length === 0) {
    throw new JsonataError("D3139", "no item matches", "single");
  }
  return found[0];
}

export function reduceItems(value: unknown, function_: unknown, start?: unknown): unknown {
  asFunction(function_, "reduce");
  if (value === undefined) {
    return undefined;
  }
  const items = arrayOf(value);
  const reducer = asFunction(function_, "reduce");
  if (reducer.length < 2) {
    throw new JsonataError("D3050", "the function of `$reduce` takes two arguments", "reduce");
  }
  const first = start === undefined && items.length > 0 ? 1 : 0;
  let result = first === 1 ? items[0] : start;
  for (let index = first; index < items.length; index += 1) {
    result = reducer(...[result, items[index], index, items].slice(0, reducer.length));
  }
  return result;
}
