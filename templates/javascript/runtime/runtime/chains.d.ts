/** Functions as values: chained with `~>`, applied in part, called without their `$`. */
/** Return the left side put into the right one; of two functions, the one after the other. */
export declare function chain(left: unknown, right: unknown): unknown;
/** Return the function that is to be applied in part. */
export declare function partialOf(function_: unknown): unknown;
/** Return the value of a name that stands where a function is due, if it has one. */
export declare function withoutDollar(value: unknown, code: string): unknown;
