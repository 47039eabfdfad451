/** Functions with a signature: their arguments are checked, completed and put into arrays. */
import type { Callable } from "./values.js";
/** Return the function with a signature, whose parameters are written like `a<s>?`. */
export declare function signed(function_: Callable, ...types: readonly string[]): unknown;
/** Call a function value; the context is for signatures that ask for it. */
export declare function callAt(context: unknown, function_: unknown, ...values: unknown[]): unknown;
