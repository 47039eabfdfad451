/** Arrays: written, joined, turned, and without repetitions. */
export declare function whole(value: unknown): unknown;
/** Return an array of the items; arrays among them are spread, no value adds nothing. */
export declare function array(...items: readonly unknown[]): unknown[];
/** Return the array that stands at an end of a path. */
export declare function constructed(...items: readonly unknown[]): unknown[];
/** Return the integers from the first to the last. */
export declare function numberRange(first: unknown, last: unknown): unknown;
export declare function append(left: unknown, right: unknown): unknown;
export declare function reverse(value: unknown): unknown;
export declare function zipItems(...values: readonly unknown[]): unknown[];
export declare function distinct(value: unknown): unknown;
