/**
 * What a value of JSONata is: numbers, what is true, and which path led nowhere. No value is
 * `undefined`.
 *
 * The printed invariants agree with the reference implementation of JSONata, with two exceptions
 * made on purpose: NaN and Infinity are errors (D1001) wherever they are compared or answered,
 * and a date-time without a zone is UTC.
 */
export type Callable = (...values: unknown[]) => unknown;
export type Members = {
    [key: string]: unknown;
};
/** An expression failed. `token` is the operator or the function that did. */
export declare class JsonataError extends Error {
    readonly code: string;
    readonly token: string | undefined;
    constructor(code: string, message: string, token?: string);
}
export declare const MOST = 10000000;
/** Refuse a text or a sequence of more than ten million. */
export declare function bounded(size: number, token: string): void;
/** Tell a number; one that is not finite is an error. */
export declare function isNumber(value: unknown): value is number;
export declare function isFunction(value: unknown): value is Callable;
export declare function isObject(value: unknown): value is Members;
export declare function isArray(value: unknown): value is unknown[];
/** Tell what a condition makes of the value; no value is false. */
export declare function truthy(value: unknown): boolean;
export declare function boolean(value: unknown): unknown;
/** No value has no negation. */
export declare function negation(value: unknown): unknown;
export declare function exists(value: unknown): boolean;
/** Return the value if it is true, else the other. */
export declare function either(value: unknown, otherwise: () => unknown): unknown;
/** Return the value if there is one (null is one), else the other. */
export declare function coalesce(value: unknown, otherwise: () => unknown): unknown;
export declare function typeOf(value: unknown): unknown;
/** Note that the path of these steps led nowhere, while someone wants to know. */
export declare function noteAbsent(steps: readonly unknown[]): void;
/** Return no value, and note the path that led nowhere. */
export declare function noValue(path: string): undefined;
/** Evaluate once more, noting which path leads nowhere. */
export declare function firstAbsent(evaluate: (value: never) => unknown, value: unknown): string | null;
