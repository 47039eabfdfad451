/** Calling function values, and the functions that take others. */
import type { Members } from "./values.js";
/** Call a function value; missing arguments have no value, extra ones are dropped. */
export declare function call(function_: unknown, ...values: readonly unknown[]): unknown;
/** Call a function that a higher-order one was given, with as many arguments as it takes. */
export declare function apply(function_: unknown, token: string, ...values: readonly unknown[]): unknown;
export declare function matchObject(found: RegExpExecArray): Members;
export declare function mapItems(value: unknown, function_: unknown): unknown;
export declare function filterItems(value: unknown, function_: unknown): unknown;
/** Return the one item that the function is true of; none and several are errors. */
export declare function singleItem(value: unknown, function_?: unknown): unknown;
export declare function reduceItems(value: unknown, function_: unknown, start?: unknown): unknown;
