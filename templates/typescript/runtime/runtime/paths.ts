/** Sequences, and the paths that select them. */

import { bounded, isArray, isNumber, isObject, noteAbsent, truthy } from "./values.js";

/** A sequence: what a path selects. One item alone stands for itself, unless `keep`. */
export class Items extends Array<unknown> {
  keep = false;

  static holding(values: Iterable<unknown>): Items {
    const items = new Items();
    for (const value of values) {
      items.push(value);
    }
    return items;
  }
}

/** An array written at an end of a path: its items stay together. */
export class Constructed extends Array<unknown> {}

/** The mark behind a path's steps that keeps an array of one. */
class Keep {}

export const KEEP_ARRAY = new Keep();

/** A step that sorts what it is given. */
export class Order {
  readonly sort: (items: readonly unknown[]) => readonly unknown[];

  constructor(sort: (items: readonly unknown[]) => readonly unknown[]) {
    this.sort = sort;
  }
}

export type Step = string | ((item: unknown) => unknown) | Order | Keep;

/** Return what a sequence stands for: no value, its one item, or itself. */
export function unwrap(value: unknown): unknown {
  if (!(value instanceof Items) || value.length > 1) {
    return value;
  }
  if (value.length === 0) {
    return undefined;
  }
  return value.keep ? value : value[0];
}

/** Return the value as an array, also when it is one item. */
export function keepArray(value: unknown): unknown {
  if (value === undefined || (isArray(value) && !(value instanceof Items))) {
    return value;
  }
  const kept = Items.holding(value instanceof Items ? value : [value]);
  kept.keep = true;
  return unwrap(kept);
}

export function arrayOf(value: unknown): unknown[] {
  return isArray(value) ? value : [value];
}

/** Return the member of this name; of an array a sequence of those of its items. */
export function find(value: unknown, key: string): unknown {
  if (isObject(value)) {
    return Object.hasOwn(value, key) ? value[key] : undefined;
  }
  if (!isArray(value)) {
    return undefined;
  }
  const found = new Items();
  for (const item of value) {
    const member = find(item, key);
    if (isArray(member)) {
      for (const one of member) {
        found.push(one);
      }
    } else if (member !== undefined) {
      found.push(member);
    }
  }
  return found;
}

/** Return the member of this name; of an array, those of its items. */
export function field(value: unknown, key: string): unknown {
  return unwrap(find(value, key));
}

/** Return what the path of this one name leads to. */
export function member(value: unknown, key: string): unknown {
  if (!isObject(value)) {
    return path(value, key);
  }
  const found = Object.hasOwn(value, key) ? value[key] : undefined;
  if (found === undefined) {
    noteAbsent([key]);
  }
  return found instanceof Items ? unwrap(found) : found;
}

/** Follow the steps from each item of the start; each step flattens one level. */
export function path(start: unknown, ...steps: readonly Step[]): unknown {
  return isArray(start) ? follow(start, steps, 0) : rootPath(start, ...steps);
}

/** Follow the steps from the root, which is one value even when it is an array. */
export function rootPath(start: unknown, ...steps: readonly Step[]): unknown {
  let value = start;
  for (const [index, step] of steps.entries()) {
    // Names in nested objects are the usual case: nothing is flattened there.
    if (typeof step === "string" && isObject(value)) {
      value = Object.hasOwn(value, step) ? value[step] : undefined;
    } else if (value === undefined) {
      noteAbsent(steps.slice(0, index));
      return undefined;
    } else if (step === KEEP_ARRAY || index === 0) {
      return follow([start], steps, 0);
    } else {
      const isList = isArray(value) && !(value instanceof Constructed);
      return follow(isList && isArray(value) ? value : [value], steps, index);
    }
  }
  if (value === undefined) {
    noteAbsent(steps);
  }
  return unwrap(value);
}

function follow(items: readonly unknown[], steps: readonly Step[], first: number): unknown {
  const keep = steps.at(-1) === KEEP_ARRAY;
  const last = keep ? steps.length - 2 : steps.length - 1;
  let found = items;
  for (let index = first; index <= last; index += 1) {
    const step = steps[index];
    if (step instanceof Order) {
      found = step.sort(found);
      continue;
    }
    const results = resultsOf(found, step);
    const only = results[0];
    if (index === last && results.length === 1 && isArray(only) && !(only instanceof Items)) {
      return kept(only, keep);
    }
    found = flattened(results);
    if (found.length === 0) {
      noteAbsent(steps.slice(0, index + 1));
      return undefined;
    }
  }
  const sequence = Items.holding(found);
  sequence.keep = keep;
  return unwrap(sequence);
}

function kept(value: unknown[], keep: boolean): unknown {
  if (!(keep && value instanceof Constructed)) {
    return value;
  }
  const sequence = Items.holding([value]);
  sequence.keep = true;
  return sequence;
}

function resultsOf(items: readonly unknown[], step: Step | undefined): unknown[] {
  const results: unknown[] = [];
  let size = 0;
  for (const item of items) {
    let value: unknown;
    if (typeof step === "string") {
      value = field(item, step);
    } else if (typeof step === "function") {
      value = step(item);
      if (isArray(value)) {
        // Counted as they come: together they may not fit anywhere.
        size += value.length;
        bounded(size, ".");
      }
    }
    if (value !== undefined) {
      results.push(value);
    }
  }
  return results;
}

function flattened(results: readonly unknown[]): Items {
  const found = new Items();
  for (const value of results) {
    if (isArray(value) && !(value instanceof Constructed)) {
      for (const item of value) {
        found.push(item);
      }
    } else {
      found.push(value);
    }
  }
  return found;
}

/** Return the values of all members, arrays flattened. */
export function children(value: unknown): unknown {
  if (!isArray(value) && !isObject(value)) {
    return undefined;
  }
  let found: unknown[] = new Items();
  for (const member of Object.values(value)) {
    if (isArray(member)) {
      found = [...found, ...member.flat(Infinity)];
    } else {
      found.push(member);
    }
  }
  return unwrap(found);
}

/** Return the value and everything in it; arrays only by their items. */
export function descendants(value: unknown): unknown {
  const found = new Items();
  collect(value, found);
  return unwrap(found);
}

function collect(value: unknown, found: unknown[]): void {
  if (isArray(value)) {
    for (const item of value) {
      collect(item, found);
    }
  } else if (value !== undefined) {
    found.push(value);
    if (isObject(value)) {
      for (const member of Object.values(value)) {
        collect(member, found);
      }
    }
  }
}

/** Return the items that the predicate is true of, or whose position it gives. */
export function where(value: unknown, predicate: (item: unknown) => unknown): unknown[] {
  const items = isArray(value) ? value : [value];
  const found = new Items();
  for (const [index, item] of items.entries()) {
    const answer = predicate(item);
    if (answer === true) {
      found.push(item);
    } else if (answer !== false) {
      for (let left = isSelected(answer, index, items.length); left > 0; left -= 1) {
        found.push(item);
      }
    }
  }
  return found;
}

/** Return how often an answer of a predicate selects the item at the index, of so many. */
export function isSelected(answer: unknown, index: number, count: number): number {
  const numbers = isArray(answer) ? answer : [answer];
  if (numbers.every(isNumber)) {
    return numbers.filter((number) => itemIndex(number, count) === index).length;
  }
  return truthy(answer) ? 1 : 0;
}

/** Return the item at the index, from the end when it is negative. */
export function itemAt(value: unknown, index: number): unknown[] {
  const items = isArray(value) ? value : [value];
  const item = items[itemIndex(index, items.length)];
  if (isArray(item)) {
    return item;
  }
  return Items.holding(item === undefined ? [] : [item]);
}

/** Return the position that a number means among so many items, rounded down. */
export function itemIndex(index: number, count: number): number {
  const position = Math.floor(index);
  return position < 0 ? position + count : position;
}
