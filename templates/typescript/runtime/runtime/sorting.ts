/** Sorting: `^( … )` in a path, and `$sort`. */

import type { Callable } from "./values.js";
import { asFunction } from "./arguments.js";
import { compare } from "./comparison.js";
import { call } from "./functions.js";
import { Items, Order, arrayOf, unwrap } from "./paths.js";
import { JsonataError, isNumber } from "./values.js";

/** One term of an order-by. */
export class Term<T> {
  readonly key: (item: T) => unknown;
  readonly descending: boolean;

  constructor(key: (item: T) => unknown, descending: boolean) {
    this.key = key;
    this.descending = descending;
  }
}

export function ascending<T>(key: (item: T) => unknown): Term<T> {
  return new Term(key, false);
}

export function descending<T>(key: (item: T) => unknown): Term<T> {
  return new Term(key, true);
}

export function orderBy(...terms: readonly Term<unknown>[]): Order {
  return new Order((items) => ordered(items, terms));
}

/** Return a step that selects from all that is sorted, as a whole. */
export function ofAll(select: (items: unknown) => unknown): Order {
  return new Order((items) => arrayOf(select(Items.holding(items))));
}

export function ordered<T>(items: readonly T[], terms: readonly Term<T>[]): readonly T[] {
  if (items.length <= 1) {
    return items;
  }
  const keyed = items.map((item) => ({ item, keys: terms.map((term) => term.key(item)) }));
  keyed.sort((left, right) => {
    for (const [index, term] of terms.entries()) {
      const order = sortOrder(left.keys[index], right.keys[index], term.descending);
      if (order !== 0) {
        return order;
      }
    }
    return 0;
  });
  return keyed.map((one) => one.item);
}

function sortOrder(left: unknown, right: unknown, descending: boolean): number {
  if (left === undefined || right === undefined) {
    return Number(left === undefined) - Number(right === undefined);
  }
  for (const value of [left, right]) {
    if (!(typeof value === "string" || isNumber(value))) {
      throw new JsonataError("T2008", "only numbers and strings can be sorted by", "^");
    }
  }
  const order = compare(left, right);
  if (order === undefined) {
    throw new JsonataError("T2007", "numbers and strings cannot be sorted together", "^");
  }
  return descending ? -order : order;
}

/** Sort, keeping the order of equals; `swap` tells that two items are in the wrong order. */
export function sortItems(value: unknown, swap?: unknown): unknown {
  if (value === undefined) {
    return undefined;
  }
  const items = arrayOf(value);
  if (items.length <= 1) {
    return unwrap(items);
  }
  if (swap !== undefined) {
    return mergeSorted(items, asFunction(swap, "sort"));
  }
  if (items.every((item) => typeof item === "string") || items.every(isNumber)) {
    const copy: unknown[] = [...items];
    return copy.sort((one, other) => compare(one, other) ?? 0);
  }
  throw new JsonataError(
    "D3070",
    "`$sort` needs a function for other than numbers or strings",
    "sort",
  );
}

function mergeSorted(items: readonly unknown[], swap: Callable): unknown[] {
  if (items.length <= 1) {
    return [...items];
  }
  const middle = Math.floor(items.length / 2);
  const left = mergeSorted([...items].slice(0, middle), swap);
  const right = mergeSorted([...items].slice(middle), swap);
  const merged: unknown[] = [];
  let one = 0;
  let other = 0;
  while (one < left.length && other < right.length) {
    if (call(swap, left[one], right[other])) {
      merged.push(right[other]);
      other += 1;
    } else {
      merged.push(left[one]);
      one += 1;
    }
  }
  return [...merged, ...left.slice(one), ...right.slice(other)];
}
