/**
 * Invariants: what JSONata means, one function per difference from JavaScript.
 *
 * The printed invariants call these functions. They agree with the reference implementation of
 * JSONata, with two exceptions made on purpose: NaN and Infinity are errors (D1001) wherever
 * they are compared or answered, and a date-time without a zone is UTC.
 */
import type { Violation } from "./runtime.js";
/** An expression failed. `token` is the operator or the function that did. */
export declare class JsonataError extends Error {
    readonly code: string;
    readonly token: string | undefined;
    constructor(code: string, message: string, token?: string);
}
/** Tell what a condition makes of the value; no value is false. */
export declare function truthy(value: unknown): boolean;
export declare function boolean(value: unknown): unknown;
/** No value has no negation. */
export declare function negation(value: unknown): unknown;
export declare function exists(value: unknown): boolean;
/** The mark behind a path's steps that keeps an array of one. */
declare class Keep {
}
export declare const KEEP_ARRAY: Keep;
declare class Term {
    readonly key: (item: unknown) => unknown;
    readonly descending: boolean;
    constructor(key: (item: unknown) => unknown, descending: boolean);
}
declare class Order {
    readonly terms: readonly Term[];
    constructor(terms: readonly Term[]);
}
export type Step = string | ((item: unknown) => unknown) | Order | Keep;
/** Return what a sequence stands for: no value, its one item, or itself. */
export declare function unwrap(value: unknown): unknown;
/** Return the value as an array, also when it is one item. */
export declare function keepArray(value: unknown): unknown;
/** Return the member of this name; of an array, those of its items. */
export declare function field(value: unknown, key: string): unknown;
/** Return what the path of this one name leads to. */
export declare function member(value: unknown, key: string): unknown;
/** Follow the steps from each item of the start; each step flattens one level. */
export declare function path(start: unknown, ...steps: readonly Step[]): unknown;
/** Follow the steps from the root, which is one value even when it is an array. */
export declare function rootPath(start: unknown, ...steps: readonly Step[]): unknown;
/** Return the values of all members, arrays flattened. */
export declare function children(value: unknown): unknown;
/** Return the value and everything in it; arrays only by their items. */
export declare function descendants(value: unknown): unknown;
/** Return the items that the predicate is true of, or whose position it gives. */
export declare function where(value: unknown, predicate: (item: unknown) => unknown): unknown[];
/** Return the item at the index, from the end when it is negative. */
export declare function itemAt(value: unknown, index: number): unknown[];
export declare function ascending(key: (item: unknown) => unknown): Term;
export declare function descending(key: (item: unknown) => unknown): Term;
export declare function orderBy(...terms: readonly Term[]): Order;
export declare function add(left: unknown, right: unknown): unknown;
export declare function subtract(left: unknown, right: unknown): unknown;
export declare function multiply(left: unknown, right: unknown): unknown;
export declare function divide(left: unknown, right: unknown): unknown;
/** Return what is left of a division; its sign is that of the left side. */
export declare function remainder(left: unknown, right: unknown): unknown;
export declare function negate(value: unknown): unknown;
/** Tell deep equality, without conversion. No value is equal to nothing, itself included. */
export declare function equal(left: unknown, right: unknown): boolean;
/** Tell deep difference; false when a side has no value. */
export declare function notEqual(left: unknown, right: unknown): boolean;
export declare function less(left: unknown, right: unknown): unknown;
export declare function lessOrEqual(left: unknown, right: unknown): unknown;
export declare function greater(left: unknown, right: unknown): unknown;
export declare function greaterOrEqual(left: unknown, right: unknown): unknown;
/** Tell whether the value is one of the items; objects and arrays only when they are the same one. */
export declare function isIn(value: unknown, items: unknown): boolean;
export declare function concat(...values: readonly unknown[]): string;
/** Return the integers from the first to the last. */
export declare function numberRange(first: unknown, last: unknown): unknown;
export declare function whole(value: unknown): unknown;
/** Return an array of the items; arrays among them are spread, no value adds nothing. */
export declare function array(...items: readonly unknown[]): unknown[];
/** Return the array that stands at an end of a path. */
export declare function constructed(...items: readonly unknown[]): unknown[];
/** Return an object of keys and functions that give their values, in turn. */
export declare function makeObject(...pairs: readonly unknown[]): unknown;
/** Return an object whose keys are computed from each item; items of one key go together. */
export declare function group(context: unknown, ...pairs: readonly unknown[]): unknown;
/** Return the value if it is true, else the other. */
export declare function either(value: unknown, otherwise: () => unknown): unknown;
/** Return the value if there is one (null is one), else the other. */
export declare function coalesce(value: unknown, otherwise: () => unknown): unknown;
/** Call a function value; missing arguments have no value, extra ones are dropped. */
export declare function call(function_: unknown, ...values: readonly unknown[]): unknown;
export declare function wrongArguments(token: string): unknown;
/** Return the context that stands in for an argument; it must be of the argument's kind. */
export declare function contextOf(value: unknown, kind: string, token: string): unknown;
export declare function sumOf(value: unknown): unknown;
export declare function countOf(value: unknown): number;
export declare function maxOf(value: unknown): unknown;
export declare function minOf(value: unknown): unknown;
export declare function averageOf(value: unknown): unknown;
/** Return the number that a string or a boolean stands for. */
export declare function number(value: unknown): unknown;
export declare function absolute(value: unknown): unknown;
export declare function floor(value: unknown): unknown;
export declare function ceil(value: unknown): unknown;
/** Round half to even, on the decimal text of the number. */
export declare function roundNumber(value: unknown, precision?: unknown): unknown;
export declare function power(base: unknown, exponent: unknown): unknown;
export declare function squareRoot(value: unknown): unknown;
export declare function string(value: unknown, pretty?: unknown): unknown;
/** Return the number of code points. */
export declare function length(value: unknown): unknown;
export declare function substring(value: unknown, start: unknown, size?: unknown): unknown;
export declare function substringBefore(value: unknown, mark: unknown): unknown;
export declare function substringAfter(value: unknown, mark: unknown): unknown;
export declare function lowercase(value: unknown): unknown;
export declare function uppercase(value: unknown): unknown;
/** Strip the ends and make every run of white space one space. */
export declare function trim(value: unknown): unknown;
export declare function pad(value: unknown, width: unknown, fill_?: unknown): unknown;
export declare function join(value: unknown, separator?: unknown): unknown;
export declare function pattern(source: string, flags?: string): RegExp;
export declare function contains(value: unknown, wanted: unknown): unknown;
/** Return the matches as objects: match, index, groups. */
export declare function match(value: unknown, wanted: unknown, limit?: unknown): unknown;
export declare function split(value: unknown, separator: unknown, limit?: unknown): unknown;
export declare function replace(value: unknown, wanted: unknown, replacement: unknown, limit?: unknown): unknown;
export declare function mapItems(value: unknown, function_: unknown): unknown;
export declare function filterItems(value: unknown, function_: unknown): unknown;
/** Return the one item that the function is true of; none and several are errors. */
export declare function singleItem(value: unknown, function_?: unknown): unknown;
export declare function reduceItems(value: unknown, function_: unknown, start?: unknown): unknown;
export declare function zipItems(...values: readonly unknown[]): unknown[];
export declare function append(left: unknown, right: unknown): unknown;
export declare function reverse(value: unknown): unknown;
export declare function distinct(value: unknown): unknown;
/** Sort, keeping the order of equals; `swap` tells that two items are in the wrong order. */
export declare function sortItems(value: unknown, swap?: unknown): unknown;
export declare function keys(value: unknown): unknown;
export declare function lookup(value: unknown, key: unknown): unknown;
/** Return an object of one member for each member. */
export declare function spread(value: unknown): unknown;
export declare function merge(value: unknown): unknown;
export declare function eachMember(value: unknown, function_: unknown): unknown;
export declare function sift(value: unknown, function_: unknown): unknown;
export declare function typeOf(value: unknown): unknown;
export declare function raiseError(message?: unknown): unknown;
export declare function assertThat(condition: unknown, message?: unknown): unknown;
/** Return the milliseconds since 1970 of an ISO 8601 date and time; without a zone it is UTC. */
export declare function toMillis(value: unknown): unknown;
export declare function fromMillis(value: unknown): unknown;
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
export declare function checkInvariants(value: unknown, invariants: readonly Invariant[], path: string, found: Violation[], since: number): void;
/** Tell whether all hold, for a value that the schema accepts. */
export declare function invariantsHold(value: unknown, invariants: readonly Invariant[]): boolean;
export {};
