/** Functions that may call themselves: so deep, so often, and without a stack where they can. */
import type { Callable } from "./values.js";
/** Begin an evaluation. */
export declare function countCalls(deepest?: number): void;
export declare function again(function_: unknown, ...values: readonly unknown[]): unknown;
/** Return the function, with its calls counted and those at its end made in a loop. */
export declare function recursive(function_: Callable): Callable;
