/**
 * Invariants: what JSONata means, one function per difference from JavaScript.
 *
 * The printed invariants call these functions. They agree with the reference implementation of
 * JSONata, with two exceptions made on purpose: NaN and Infinity are errors (D1001) wherever
 * they are compared or answered, and a date-time without a zone is UTC.
 */

import type { Violation } from "./runtime.js";

type Callable = (...values: unknown[]) => unknown;
type Members = { [key: string]: unknown };

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

/** A sequence: what a path selects. One item alone stands for itself, unless `keep`. */
class Items extends Array<unknown> {
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
class Constructed extends Array<unknown> {}

/** An array written inside an array: it becomes one item. */
class Whole {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

// --- numbers, strings, truth ---------------------------------------------------------------

/** Tell a number; one that is not finite is an error. */
function isNumber(value: unknown): value is number {
  if (typeof value !== "number") {
    return false;
  }
  if (Number.isFinite(value)) {
    return true;
  }
  throw new JsonataError("D1001", "a number is out of range");
}

function isFunction(value: unknown): value is Callable {
  return typeof value === "function";
}

function isObject(value: unknown): value is Members {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof RegExp)
  );
}

function isArray(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

function asNumber(value: unknown, code: string, token: string): number {
  if (typeof value !== "number") {
    const side = code === "T2001" ? "left" : "right";
    throw new JsonataError(code, `the ${side} side of \`${token}\` is not a number`, token);
  }
  if (!Number.isFinite(value)) {
    throw new JsonataError("D1001", "a number is out of range", token);
  }
  return value;
}

/** Tell what a condition makes of the value; no value is false. */
export function truthy(value: unknown): boolean {
  if (typeof value === "boolean") {
    return value;
  }
  if (typeof value === "string") {
    return value.length > 0;
  }
  if (isArray(value)) {
    return value.some((item) => truthy(item));
  }
  if (isObject(value)) {
    return Object.keys(value).length > 0;
  }
  return isNumber(value) && value !== 0;
}

export function boolean(value: unknown): unknown {
  return value === undefined ? undefined : truthy(value);
}

/** No value has no negation. */
export function negation(value: unknown): unknown {
  return value === undefined ? undefined : !truthy(value);
}

export function exists(value: unknown): boolean {
  return value !== undefined;
}

// --- sequences and paths -------------------------------------------------------------------

/** Paths that led nowhere, while someone wants to know. */
let absent: string[] | undefined;

/** The mark behind a path's steps that keeps an array of one. */
class Keep {}

export const KEEP_ARRAY = new Keep();

class Term {
  readonly key: (item: unknown) => unknown;
  readonly descending: boolean;

  constructor(key: (item: unknown) => unknown, descending: boolean) {
    this.key = key;
    this.descending = descending;
  }
}

class Order {
  readonly terms: readonly Term[];

  constructor(terms: readonly Term[]) {
    this.terms = terms;
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

function find(value: unknown, key: string): unknown {
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
      found = ordered(found, step.terms);
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

function noteAbsent(steps: readonly Step[]): void {
  if (steps.length === 0) {
    return;
  }
  absent?.push(steps.map((step) => (typeof step === "string" ? step : "…")).join("."));
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
  for (const item of items) {
    let value: unknown;
    if (typeof step === "string") {
      value = field(item, step);
    } else if (typeof step === "function") {
      value = step(item);
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
    if (typeof answer === "boolean") {
      if (answer) {
        found.push(item);
      }
      continue;
    }
    const numbers = isArray(answer) ? answer : [answer];
    if (numbers.every(isNumber)) {
      for (const number of numbers) {
        if (positionOf(number, items) === index) {
          found.push(item);
        }
      }
    } else if (truthy(answer)) {
      found.push(item);
    }
  }
  return found;
}

/** Return the item at the index, from the end when it is negative. */
export function itemAt(value: unknown, index: number): unknown[] {
  const items = isArray(value) ? value : [value];
  const item = items[positionOf(index, items)];
  if (isArray(item)) {
    return item;
  }
  return Items.holding(item === undefined ? [] : [item]);
}

function positionOf(index: number, items: readonly unknown[]): number {
  const position = Math.floor(index);
  return position < 0 ? position + items.length : position;
}

export function ascending(key: (item: unknown) => unknown): Term {
  return new Term(key, false);
}

export function descending(key: (item: unknown) => unknown): Term {
  return new Term(key, true);
}

export function orderBy(...terms: readonly Term[]): Order {
  return new Order(terms);
}

function ordered(items: readonly unknown[], terms: readonly Term[]): readonly unknown[] {
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

// --- operators -----------------------------------------------------------------------------

function calculate(
  left: unknown,
  right: unknown,
  token: string,
  operation: (one: number, other: number) => number,
): unknown {
  const one = left === undefined ? undefined : asNumber(left, "T2001", token);
  const other = right === undefined ? undefined : asNumber(right, "T2002", token);
  return one === undefined || other === undefined ? undefined : operation(one, other);
}

export function add(left: unknown, right: unknown): unknown {
  return calculate(left, right, "+", (one, other) => one + other);
}

export function subtract(left: unknown, right: unknown): unknown {
  return calculate(left, right, "-", (one, other) => one - other);
}

export function multiply(left: unknown, right: unknown): unknown {
  return calculate(left, right, "*", (one, other) => one * other);
}

export function divide(left: unknown, right: unknown): unknown {
  return calculate(left, right, "/", (one, other) => one / other);
}

/** Return what is left of a division; its sign is that of the left side. */
export function remainder(left: unknown, right: unknown): unknown {
  return calculate(left, right, "%", (one, other) => one % other);
}

export function negate(value: unknown): unknown {
  if (value === undefined) {
    return undefined;
  }
  if (!isNumber(value)) {
    throw new JsonataError("D1002", "only a number can be negated", "-");
  }
  return -value;
}

function same(left: unknown, right: unknown): boolean {
  if (typeof left === "number" && typeof right === "number") {
    return isNumber(left) && isNumber(right) && left === right;
  }
  if (left === right) {
    return true;
  }
  if (isArray(left)) {
    return (
      isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => same(item, right[index]))
    );
  }
  if (!isObject(left) || !isObject(right)) {
    return false;
  }
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && same(left[name], right[name]))
  );
}

/** Tell deep equality, without conversion. No value is equal to nothing, itself included. */
export function equal(left: unknown, right: unknown): boolean {
  return left !== undefined && right !== undefined && same(left, right);
}

/** Tell deep difference; false when a side has no value. */
export function notEqual(left: unknown, right: unknown): boolean {
  return left !== undefined && right !== undefined && !same(left, right);
}

/** Return -1, 0 or 1; nothing when one is a number and the other a string. */
function compare(left: unknown, right: unknown): number | undefined {
  if (typeof left === "string" && typeof right === "string") {
    return Number(left > right) - Number(left < right);
  }
  if (typeof left === "number" && typeof right === "number") {
    return Number(left > right) - Number(left < right);
  }
  return undefined;
}

function ordering(left: unknown, right: unknown, token: string): number | undefined {
  for (const value of [left, right]) {
    if (!(value === undefined || typeof value === "string" || isNumber(value))) {
      throw new JsonataError("T2010", `\`${token}\` compares numbers or strings`, token);
    }
  }
  if (left === undefined || right === undefined) {
    return undefined;
  }
  const order = compare(left, right);
  if (order === undefined) {
    throw new JsonataError("T2009", `\`${token}\` has a number on one side only`, token);
  }
  return order;
}

export function less(left: unknown, right: unknown): unknown {
  const order = ordering(left, right, "<");
  return order === undefined ? undefined : order < 0;
}

export function lessOrEqual(left: unknown, right: unknown): unknown {
  const order = ordering(left, right, "<=");
  return order === undefined ? undefined : order <= 0;
}

export function greater(left: unknown, right: unknown): unknown {
  const order = ordering(left, right, ">");
  return order === undefined ? undefined : order > 0;
}

export function greaterOrEqual(left: unknown, right: unknown): unknown {
  const order = ordering(left, right, ">=");
  return order === undefined ? undefined : order >= 0;
}

/** Tell whether the value is one of the items; objects and arrays only when they are the same one. */
export function isIn(value: unknown, items: unknown): boolean {
  if (value === undefined || items === undefined) {
    return false;
  }
  const all = isArray(items) ? items : [items];
  return all.some((item) =>
    typeof value === "number" && typeof item === "number" ? same(value, item) : value === item,
  );
}

export function concat(...values: readonly unknown[]): string {
  return values.map((value) => (value === undefined ? "" : textOf(value))).join("");
}

/** Return the integers from the first to the last. */
export function numberRange(first: unknown, last: unknown): unknown {
  const start = rangeEnd(first, "T2003");
  const end = rangeEnd(last, "T2004");
  if (start === undefined || end === undefined || start > end) {
    return undefined;
  }
  if (end - start + 1 > 10_000_000) {
    throw new JsonataError("D2014", "`..` would give more than ten million numbers", "..");
  }
  const found = new Items();
  for (let number = start; number <= end; number += 1) {
    found.push(number);
  }
  return found;
}

function rangeEnd(value: unknown, code: string): number | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (typeof value !== "number" || !Number.isInteger(value)) {
    throw new JsonataError(code, "the ends of `..` are integers", "..");
  }
  return value;
}

export function whole(value: unknown): unknown {
  return new Whole(value);
}

/** Return an array of the items; arrays among them are spread, no value adds nothing. */
export function array(...items: readonly unknown[]): unknown[] {
  return fill([], items);
}

/** Return the array that stands at an end of a path. */
export function constructed(...items: readonly unknown[]): unknown[] {
  return fill(new Constructed(), items);
}

function fill(found: unknown[], items: readonly unknown[]): unknown[] {
  for (const item of items) {
    if (isArray(item)) {
      for (const one of item) {
        found.push(one);
      }
      continue;
    }
    const value = item instanceof Whole ? item.value : item;
    if (value !== undefined) {
      found.push(value);
    }
  }
  return found;
}

function newObject(): Members {
  return Object.create(null);
}

/** Return an object of keys and functions that give their values, in turn. */
export function makeObject(...pairs: readonly unknown[]): unknown {
  const members: { [key: string]: Callable } = Object.create(null);
  for (let index = 0; index < pairs.length; index += 2) {
    const name = memberName(pairs[index]);
    if (name === undefined) {
      continue;
    }
    if (Object.hasOwn(members, name)) {
      throw new JsonataError("D1009", `two expressions give the key \`${name}\``, "{");
    }
    members[name] = asFunction(pairs[index + 1], "{");
  }
  const made = newObject();
  for (const [name, member] of Object.entries(members)) {
    const value = member();
    if (value !== undefined) {
      made[name] = value;
    }
  }
  return made;
}

function memberName(key: unknown): string | undefined {
  if (key === undefined || typeof key === "string") {
    return key;
  }
  throw new JsonataError("T1003", "the key of an object is a string", "{");
}

/** Return an object whose keys are computed from each item; items of one key go together. */
export function group(context: unknown, ...pairs: readonly unknown[]): unknown {
  const items = isArray(context) ? context : [context];
  const groups: { [key: string]: { pair: number; data: unknown } } = Object.create(null);
  for (const item of items.length === 0 ? [undefined] : items) {
    for (let pair = 0; pair < pairs.length; pair += 2) {
      const name = memberName(asFunction(pairs[pair], "{")(item));
      if (name === undefined) {
        continue;
      }
      const known = groups[name];
      if (known === undefined) {
        groups[name] = { pair, data: item };
      } else if (known.pair === pair) {
        known.data = append(known.data, item);
      } else {
        throw new JsonataError("D1009", `two expressions give the key \`${name}\``, "{");
      }
    }
  }
  const made = newObject();
  for (const [name, { pair, data }] of Object.entries(groups)) {
    const value = asFunction(pairs[pair + 1], "{")(data);
    if (value !== undefined) {
      made[name] = value;
    }
  }
  return made;
}

/** Return the value if it is true, else the other. */
export function either(value: unknown, otherwise: () => unknown): unknown {
  return truthy(value) ? value : otherwise();
}

/** Return the value if there is one (null is one), else the other. */
export function coalesce(value: unknown, otherwise: () => unknown): unknown {
  return value === undefined ? otherwise() : value;
}

/** Call a function value; missing arguments have no value, extra ones are dropped. */
export function call(function_: unknown, ...values: readonly unknown[]): unknown {
  if (function_ instanceof RegExp) {
    const text = values[0];
    if (typeof text !== "string") {
      return undefined;
    }
    const [found] = matchesOf(text, function_);
    return found === undefined ? undefined : matchObject(found, true);
  }
  if (!isFunction(function_)) {
    throw new JsonataError("T1006", "what is called is no function");
  }
  return function_(...values.slice(0, function_.length));
}

// --- functions: numbers --------------------------------------------------------------------

export function wrongArguments(token: string): unknown {
  throw new JsonataError("T0410", `\`$${token}\` is given too many or too few arguments`, token);
}

function badArgument(token: string): JsonataError {
  return new JsonataError("T0410", `\`$${token}\` cannot take an argument of this type`, token);
}

function isKind(value: unknown, kind: string): boolean {
  if (kind === "object") {
    return isObject(value);
  }
  const type = typeof value;
  return kind === "scalar" ? ["string", "number", "boolean"].includes(type) : type === kind;
}

/** Return the context that stands in for an argument; it must be of the argument's kind. */
export function contextOf(value: unknown, kind: string, token: string): unknown {
  if (value === undefined || isKind(value, kind)) {
    return value;
  }
  throw new JsonataError("T0411", `\`$${token}\` cannot take the context as its argument`, token);
}

/** Refuse arguments of another kind; one that has no value is of any. */
function expect(token: string, kind: string, ...values: readonly unknown[]): void {
  for (const value of values) {
    if (!(value === undefined || isKind(value, kind))) {
      throw badArgument(token);
    }
  }
}

function asFunction(value: unknown, token: string): Callable {
  if (isFunction(value)) {
    return value;
  }
  throw badArgument(token);
}

function numberArgument(value: unknown, token: string): number {
  if (typeof value === "number") {
    return value;
  }
  throw badArgument(token);
}

function stringArgument(value: unknown, token: string): string {
  if (typeof value === "string") {
    return value;
  }
  throw badArgument(token);
}

function numbersOf(value: unknown, token: string): number[] {
  const found: number[] = [];
  for (const item of isArray(value) ? value : [value]) {
    if (typeof item !== "number") {
      throw new JsonataError("T0412", `\`$${token}\` takes an array of numbers`, token);
    }
    found.push(item);
  }
  return found;
}

export function sumOf(value: unknown): unknown {
  if (value === undefined) {
    return undefined;
  }
  let total = 0;
  for (const number of numbersOf(value, "sum")) {
    total += number;
  }
  return total;
}

export function countOf(value: unknown): number {
  if (value === undefined) {
    return 0;
  }
  return isArray(value) ? value.length : 1;
}

export function maxOf(value: unknown): unknown {
  const numbers = value === undefined ? [] : numbersOf(value, "max");
  return numbers.length === 0 ? undefined : numbers.reduce((one, other) => Math.max(one, other));
}

export function minOf(value: unknown): unknown {
  const numbers = value === undefined ? [] : numbersOf(value, "min");
  return numbers.length === 0 ? undefined : numbers.reduce((one, other) => Math.min(one, other));
}

export function averageOf(value: unknown): unknown {
  const numbers = value === undefined ? [] : numbersOf(value, "average");
  return numbers.length === 0 ? undefined : divide(sumOf(numbers), numbers.length);
}

/** Return the number that a string or a boolean stands for. */
export function number(value: unknown): unknown {
  if (typeof value === "boolean") {
    return value ? 1 : 0;
  }
  if (value === undefined || typeof value === "number") {
    return value;
  }
  const text = stringArgument(value, "number");
  if (/^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?$/.test(text)) {
    const found = Number.parseFloat(text);
    if (Number.isFinite(found)) {
      return found;
    }
  } else if (/^0([xX][0-9A-Fa-f]+|[oO][0-7]+|[bB][01]+)$/.test(text)) {
    return Number(text);
  }
  throw new JsonataError("D3030", "the string is no number", "number");
}

export function absolute(value: unknown): unknown {
  return value === undefined ? undefined : Math.abs(numberArgument(value, "abs"));
}

export function floor(value: unknown): unknown {
  return value === undefined ? undefined : Math.floor(numberArgument(value, "floor"));
}

export function ceil(value: unknown): unknown {
  return value === undefined ? undefined : Math.ceil(numberArgument(value, "ceil"));
}

/** Round half to even, on the decimal text of the number. */
export function roundNumber(value: unknown, precision?: unknown): unknown {
  expect("round", "number", value, precision);
  if (value === undefined) {
    return undefined;
  }
  const found = numberArgument(value, "round");
  const places = precision === undefined ? 0 : Math.trunc(numberArgument(precision, "round"));
  if (!Number.isFinite(found)) {
    return found;
  }
  const decimal = shifted(found, places);
  let rounded = Math.round(decimal);
  if (Math.abs(rounded - decimal) === 0.5 && Math.abs(rounded % 2) === 1) {
    rounded -= 1;
  }
  // Adding zero makes -0 a plain 0.
  return (places === 0 ? rounded : shifted(rounded, -places)) + 0;
}

function shifted(value: number, places: number): number {
  const [mantissa, exponent] = String(value).split("e");
  return Number(`${mantissa}e${Number(exponent ?? 0) + places}`);
}

export function power(base: unknown, exponent: unknown): unknown {
  expect("power", "number", base, exponent);
  if (base === undefined) {
    return undefined;
  }
  const other = exponent === undefined ? Number.NaN : numberArgument(exponent, "power");
  const found = numberArgument(base, "power") ** other;
  if (!Number.isFinite(found)) {
    throw new JsonataError("D3061", "the power is out of range", "power");
  }
  return found;
}

export function squareRoot(value: unknown): unknown {
  if (value === undefined) {
    return undefined;
  }
  const found = numberArgument(value, "sqrt");
  if (found < 0) {
    throw new JsonataError("D3060", "a negative number has no square root", "sqrt");
  }
  return Math.sqrt(found);
}

// --- functions: strings --------------------------------------------------------------------

export function string(value: unknown, pretty?: unknown): unknown {
  if (!(pretty === undefined || typeof pretty === "boolean")) {
    throw badArgument("string");
  }
  return value === undefined ? undefined : textOf(value, pretty === true);
}

/** Return the value as `&` and `$string` see it: JSON, numbers with 15 digits. */
function textOf(value: unknown, pretty = false): string {
  if (typeof value === "string") {
    return value;
  }
  if (typeof value === "function" || value instanceof RegExp) {
    return "";
  }
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new JsonataError("D3001", "a number out of range has no text", "string");
  }
  const jsonValue = (_key: string, item: unknown): unknown => {
    if (isNumber(item)) {
      return Number.isInteger(item) ? item : Number(item.toPrecision(15));
    }
    return typeof item === "function" || item instanceof RegExp ? "" : item;
  };
  return JSON.stringify(value, jsonValue, pretty ? 2 : 0);
}

/** Return the number of code points. */
export function length(value: unknown): unknown {
  return value === undefined ? undefined : [...stringArgument(value, "length")].length;
}

export function substring(value: unknown, start: unknown, size?: unknown): unknown {
  expect("substring", "number", start, size);
  if (value === undefined) {
    return undefined;
  }
  const points = [...stringArgument(value, "substring")];
  const given = start === undefined ? 0 : numberArgument(start, "substring");
  const first = points.length + given < 0 ? 0 : given;
  if (size === undefined) {
    return points.slice(first).join("");
  }
  const count = numberArgument(size, "substring");
  if (count <= 0) {
    return "";
  }
  const end = first >= 0 ? first + count : points.length + first + count;
  return points.slice(first, end).join("");
}

export function substringBefore(value: unknown, mark: unknown): unknown {
  expect("substringBefore", "string", value, mark);
  if (value === undefined) {
    return undefined;
  }
  const text = stringArgument(value, "substringBefore");
  const at = text.indexOf(markOf(mark, "substringBefore"));
  return at === -1 ? text : text.slice(0, at);
}

export function substringAfter(value: unknown, mark: unknown): unknown {
  expect("substringAfter", "string", value, mark);
  if (value === undefined) {
    return undefined;
  }
  const text = stringArgument(value, "substringAfter");
  const wanted = markOf(mark, "substringAfter");
  const at = text.indexOf(wanted);
  return at === -1 ? text : text.slice(at + wanted.length);
}

/** The reference looks for the text "undefined" when there is nothing to look for. */
function markOf(mark: unknown, token: string): string {
  return mark === undefined ? "undefined" : stringArgument(mark, token);
}

export function lowercase(value: unknown): unknown {
  return value === undefined ? undefined : stringArgument(value, "lowercase").toLowerCase();
}

export function uppercase(value: unknown): unknown {
  return value === undefined ? undefined : stringArgument(value, "uppercase").toUpperCase();
}

/** Strip the ends and make every run of white space one space. */
export function trim(value: unknown): unknown {
  if (value === undefined) {
    return undefined;
  }
  return stringArgument(value, "trim")
    .replace(/[ \t\n\r]+/g, " ")
    .replace(/^ | $/g, "");
}

export function pad(value: unknown, width: unknown, fill_?: unknown): unknown {
  expect("pad", "number", width);
  expect("pad", "string", fill_);
  if (value === undefined) {
    return undefined;
  }
  const text = stringArgument(value, "pad");
  const size = Math.trunc(numberArgument(width, "pad"));
  const mark = fill_ === undefined ? " " : stringArgument(fill_, "pad") || " ";
  const lacking = Math.max(Math.abs(size) - [...text].length, 0);
  const padding = [...mark.repeat(lacking)].slice(0, lacking).join("");
  return size > 0 ? text + padding : padding + text;
}

export function join(value: unknown, separator?: unknown): unknown {
  expect("join", "string", separator);
  if (value === undefined) {
    return undefined;
  }
  const items = isArray(value) ? value : [value];
  if (!items.every((item) => typeof item === "string")) {
    throw new JsonataError("T0412", "`$join` takes an array of strings", "join");
  }
  return items.join(separator === undefined ? "" : stringArgument(separator, "join"));
}

// --- functions: patterns -------------------------------------------------------------------

export function pattern(source: string, flags = ""): RegExp {
  return new RegExp(source, `${flags}g`);
}

function* matchesOf(text: string, wanted: RegExp): Generator<RegExpExecArray> {
  let at = 0;
  let isFirst = true;
  while (at <= text.length) {
    wanted.lastIndex = at;
    const found = wanted.exec(text);
    if (found === null) {
      return;
    }
    if (found[0] === "" && !isFirst) {
      throw new JsonataError("D1004", "the pattern matches a text of no length");
    }
    yield found;
    isFirst = false;
    at = found.index + found[0].length;
    if (at >= text.length) {
      return;
    }
  }
}

function matchObject(found: RegExpExecArray, withEnd: boolean): Members {
  const groups = found.slice(1);
  return withEnd
    ? { match: found[0], start: found.index, end: found.index + found[0].length, groups }
    : { match: found[0], index: found.index, groups };
}

export function contains(value: unknown, wanted: unknown): unknown {
  expect("contains", "string", value);
  if (value === undefined || wanted === undefined) {
    return undefined;
  }
  const text = stringArgument(value, "contains");
  if (wanted instanceof RegExp) {
    wanted.lastIndex = 0;
    return wanted.test(text);
  }
  return text.includes(stringArgument(wanted, "contains"));
}

function limitOf(limit: unknown, code: string, token: string): number {
  if (limit === undefined) {
    return Infinity;
  }
  const most = numberArgument(limit, token);
  if (most < 0) {
    throw new JsonataError(code, `the limit of \`$${token}\` is negative`, token);
  }
  return most;
}

/** Return the matches as objects: match, index, groups. */
export function match(value: unknown, wanted: unknown, limit?: unknown): unknown {
  expect("match", "number", limit);
  if (value === undefined) {
    return undefined;
  }
  const text = stringArgument(value, "match");
  if (!(wanted instanceof RegExp)) {
    throw badArgument("match");
  }
  const most = limitOf(limit, "D3040", "match");
  const found = new Items();
  if (most > 0) {
    for (const one of matchesOf(text, wanted)) {
      found.push(matchObject(one, false));
      if (found.length >= most) {
        break;
      }
    }
  }
  return unwrap(found);
}

export function split(value: unknown, separator: unknown, limit?: unknown): unknown {
  expect("split", "number", limit);
  if (value === undefined) {
    return undefined;
  }
  const text = stringArgument(value, "split");
  const most = limitOf(limit, "D3020", "split");
  if (separator instanceof RegExp) {
    return splitByPattern(text, separator, most);
  }
  const parts =
    separator === undefined ? [text] : text.split(stringArgument(separator, "split"));
  return parts.slice(0, most);
}

function splitByPattern(text: string, separator: RegExp, most: number): string[] {
  const parts: string[] = [];
  let start = 0;
  if (most <= 0) {
    return parts;
  }
  for (const one of matchesOf(text, separator)) {
    if (parts.length >= most) {
      return parts;
    }
    parts.push(text.slice(start, one.index));
    start = one.index + one[0].length;
  }
  if (parts.length < most) {
    parts.push(text.slice(start));
  }
  return parts;
}

export function replace(
  value: unknown,
  wanted: unknown,
  replacement: unknown,
  limit?: unknown,
): unknown {
  expect("replace", "string", value);
  expect("replace", "number", limit);
  if (value === undefined) {
    return undefined;
  }
  const text = stringArgument(value, "replace");
  if (wanted === "") {
    throw new JsonataError("D3010", "`$replace` cannot look for the empty string", "replace");
  }
  const most = limitOf(limit, "D3011", "replace");
  if (typeof wanted === "string" && typeof replacement === "string") {
    return replaceText(text, wanted, replacement, most);
  }
  if (!(wanted instanceof RegExp)) {
    throw badArgument("replace");
  }
  let out = "";
  let start = 0;
  let count = 0;
  for (const one of matchesOf(text, wanted)) {
    if (count >= most) {
      break;
    }
    if (one[0] === "") {
      throw new JsonataError("D1004", "the pattern matches a text of no length", "replace");
    }
    out += text.slice(start, one.index) + replacementFor(one, replacement);
    start = one.index + one[0].length;
    count += 1;
  }
  return out + text.slice(start);
}

function replaceText(text: string, wanted: string, replacement: string, most: number): string {
  const parts = text.split(wanted);
  const replaced = Math.min(parts.length - 1, Math.ceil(most));
  const head = parts.slice(0, replaced + 1).join(replacement);
  return [head, ...parts.slice(replaced + 1)].join(wanted);
}

function replacementFor(found: RegExpExecArray, replacement: unknown): string {
  if (typeof replacement !== "string") {
    const text = call(asFunction(replacement, "replace"), matchObject(found, true));
    if (typeof text === "string") {
      return text;
    }
    throw new JsonataError("D3012", "the replacement of `$replace` is no string", "replace");
  }
  return replacement.replace(/\$(\$|[0-9]+)|\$/g, (_all, mark: string | undefined) =>
    groupText(found, mark),
  );
}

function groupText(found: RegExpExecArray, mark: string | undefined): string {
  if (mark === undefined || mark === "$") {
    return "$";
  }
  const count = found.length - 1;
  let digits = mark;
  while (digits.length > 1 && Number(digits) > count) {
    digits = digits.slice(0, -1);
  }
  if (Number(digits) === 0) {
    return found[0] + mark.slice(1);
  }
  return (found[Number(digits)] ?? "") + mark.slice(digits.length);
}

// --- functions: arrays and objects ---------------------------------------------------------

function arrayOf(value: unknown): unknown[] {
  return isArray(value) ? value : [value];
}

/** Call a function that a higher-order one was given, with as many arguments as it takes. */
function apply(function_: unknown, token: string, ...values: readonly unknown[]): unknown {
  const found = asFunction(function_, token);
  return found(...values.slice(0, Math.max(found.length, 1)));
}

export function mapItems(value: unknown, function_: unknown): unknown {
  asFunction(function_, "map");
  if (value === undefined) {
    return undefined;
  }
  const items = arrayOf(value);
  const found = new Items();
  for (const [index, item] of items.entries()) {
    const result = apply(function_, "map", item, index, items);
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

export function zipItems(...values: readonly unknown[]): unknown[] {
  if (values.includes(undefined)) {
    return [];
  }
  const rows = values.map((value) => arrayOf(value));
  const shortest = Math.min(...rows.map((row) => row.length));
  const found: unknown[] = [];
  for (let index = 0; index < shortest; index += 1) {
    found.push(rows.map((row) => row[index]));
  }
  return found;
}

export function append(left: unknown, right: unknown): unknown {
  if (left === undefined) {
    return right;
  }
  return right === undefined ? left : [...arrayOf(left), ...arrayOf(right)];
}

export function reverse(value: unknown): unknown {
  if (value === undefined) {
    return undefined;
  }
  const items = arrayOf(value);
  return items.length <= 1 ? unwrap(items) : [...items].reverse();
}

/** Return a key that two values share exactly when they are equal: `true` is not 1. */
function identity(value: unknown): unknown {
  if (isArray(value)) {
    return `array:${JSON.stringify(value.map(identityText))}`;
  }
  if (isObject(value)) {
    const members = Object.keys(value).sort();
    return `object:${JSON.stringify(members.map((key) => [key, identityText(value[key])]))}`;
  }
  return typeof value === "string" ? `string:${value}` : value;
}

function identityText(value: unknown): string {
  const key = identity(value);
  return typeof key === "string" ? key : `${typeof key}:${String(key)}`;
}

export function distinct(value: unknown): unknown {
  if (!isArray(value) || value.length <= 1) {
    return unwrap(value);
  }
  const seen = new Set<unknown>();
  const found: unknown[] = value instanceof Items ? new Items() : [];
  for (const item of value) {
    const key = identity(item);
    if (!seen.has(key)) {
      seen.add(key);
      found.push(item);
    }
  }
  return unwrap(found);
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

export function keys(value: unknown): unknown {
  return unwrap(Items.holding(allKeys(value)));
}

function allKeys(value: unknown): string[] {
  if (!isArray(value)) {
    return isObject(value) ? Object.keys(value) : [];
  }
  const merged = newObject();
  for (const key of value.flatMap((item) => allKeys(item))) {
    merged[key] = true;
  }
  return Object.keys(merged);
}

export function lookup(value: unknown, key: unknown): unknown {
  expect("lookup", "string", key);
  return key === undefined ? undefined : unwrap(find(value, stringArgument(key, "lookup")));
}

/** Return an object of one member for each member. */
export function spread(value: unknown): unknown {
  return unwrap(spreadOf(value));
}

function spreadOf(value: unknown): unknown {
  if (isArray(value)) {
    let found: unknown = new Items();
    for (const item of value) {
      found = append(found, spreadOf(item));
    }
    return found;
  }
  if (!isObject(value)) {
    return value;
  }
  return Items.holding(Object.entries(value).map(([key, member]) => setMember(newObject(), key, member)));
}

function setMember(object: Members, key: string, value: unknown): Members {
  object[key] = value;
  return object;
}

export function merge(value: unknown): unknown {
  if (value === undefined) {
    return undefined;
  }
  const merged = newObject();
  for (const item of arrayOf(value)) {
    if (!isObject(item)) {
      throw new JsonataError("T0412", "`$merge` takes an array of objects", "merge");
    }
    for (const [key, member] of Object.entries(item)) {
      merged[key] = member;
    }
  }
  return merged;
}

function membersOf(value: unknown, token: string): Members {
  if (value === undefined) {
    return {};
  }
  if (isObject(value)) {
    return value;
  }
  throw badArgument(token);
}

export function eachMember(value: unknown, function_: unknown): unknown {
  asFunction(function_, "each");
  const members = membersOf(value, "each");
  const found = new Items();
  for (const [key, member] of Object.entries(members)) {
    const result = apply(function_, "each", member, key, members);
    if (result !== undefined) {
      found.push(result);
    }
  }
  return unwrap(found);
}

export function sift(value: unknown, function_: unknown): unknown {
  asFunction(function_, "sift");
  const members = membersOf(value, "sift");
  const kept_ = newObject();
  for (const [key, member] of Object.entries(members)) {
    if (truthy(apply(function_, "sift", member, key, members))) {
      kept_[key] = member;
    }
  }
  return Object.keys(kept_).length === 0 ? undefined : kept_;
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

// --- functions: dates ----------------------------------------------------------------------

const DATE_TIME =
  /^([0-9]{4})(?:-([01][0-9]))?(?:-([0-3][0-9]))?(?:T([0-2][0-9]):([0-5][0-9]):([0-5][0-9]))?(?:\.([0-9]+))?(?:([+-])([0-2][0-9]):?([0-5][0-9])|Z)?$/;

/** Return the milliseconds since 1970 of an ISO 8601 date and time; without a zone it is UTC. */
export function toMillis(value: unknown): unknown {
  if (value === undefined) {
    return undefined;
  }
  const found = DATE_TIME.exec(stringArgument(value, "toMillis"));
  if (found === null) {
    throw new JsonataError("D3110", "the string is no ISO 8601 date and time", "toMillis");
  }
  const part = (index: number, otherwise: number): number => Number(found[index] ?? otherwise);
  const [month, day] = [part(2, 1), part(3, 1)];
  const [hour, minute, second] = [part(4, 0), part(5, 0), part(6, 0)];
  const millis = Number((found[7] ?? "0").slice(0, 3).padEnd(3, "0"));
  const late = hour * 60 + minute + (second + millis) / 60_000 > 24 * 60;
  const fractionAlone = found[7] !== undefined && found[4] === undefined;
  if (month < 1 || month > 12 || day < 1 || day > 31 || late || fractionAlone) {
    return Number.NaN;
  }
  const shift = (part(9, 0) * 60 + part(10, 0)) * (found[8] === "-" ? -1 : 1);
  const date = new Date(0);
  date.setUTCFullYear(part(1, 0), month - 1, day);
  return date.getTime() + ((hour * 60 + minute - shift) * 60 + second) * 1000 + millis;
}

export function fromMillis(value: unknown): unknown {
  if (value === undefined) {
    return undefined;
  }
  const date = new Date(numberArgument(value, "fromMillis"));
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) {
    throw new JsonataError("D1001", "the date is out of range", "fromMillis");
  }
  return date.toISOString();
}

// --- invariants ----------------------------------------------------------------------------

/** A rule of the contract. It holds when `evaluate` gives exactly true. */
export interface Invariant {
  readonly id: string;
  readonly expression: string;
  readonly evaluate: (value: unknown) => unknown;
  readonly schemaPath: string;
  readonly message?: string;
  readonly severity?: string;
  /** When it does not give exactly true, the rule is not applicable. */
  readonly applies?: (value: unknown) => unknown;
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
      ? violationOf(invariant, path, "invariant-skipped", "not judged: the schema refuses the value")
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
    if (invariant.applies !== undefined && invariant.applies(value) !== true) {
      return undefined;
    }
    result = invariant.evaluate(value);
    if (result === true) {
      return undefined;
    }
    isNumber(result);
  } catch (error) {
    if (error instanceof JsonataError) {
      const position = positionIn(invariant.expression, error.token);
      const text = `${error.code}: ${error.message}`;
      return violationOf(invariant, path, "invariant-error", text, { code: error.code, position });
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
    const missing = firstAbsent(invariant, value);
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

/** Evaluate once more, noting which path leads nowhere. */
function firstAbsent(invariant: Invariant, value: unknown): string | null {
  absent = [];
  try {
    invariant.evaluate(value);
    return absent[0] ?? null;
  } finally {
    absent = undefined;
  }
}
