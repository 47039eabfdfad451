/** Equality and order of values, without conversion. */
/** Tell deep equality, without conversion. No value is equal to nothing, itself included. */
export declare function equal(left: unknown, right: unknown): boolean;
/** Tell deep difference; false when a side has no value. */
export declare function notEqual(left: unknown, right: unknown): boolean;
/** Return -1, 0 or 1; nothing when one is a number and the other a string. */
export declare function compare(left: unknown, right: unknown): number | undefined;
export declare function less(left: unknown, right: unknown): unknown;
export declare function lessOrEqual(left: unknown, right: unknown): unknown;
export declare function greater(left: unknown, right: unknown): unknown;
export declare function greaterOrEqual(left: unknown, right: unknown): unknown;
/** Tell whether the value is one of the items; an object or array only when it is the same one. */
export declare function isIn(value: unknown, items: unknown): boolean;
