/** Objects: written, grouped, taken apart and merged. */
/** Return an object of keys and functions that give their values, in turn. */
export declare function makeObject(...pairs: readonly unknown[]): unknown;
export declare function memberName(key: unknown): string | undefined;
/** Return an object whose keys are computed from each item; items of one key go together. */
export declare function group(context: unknown, ...pairs: readonly unknown[]): unknown;
export declare function keys(value: unknown): unknown;
export declare function lookup(value: unknown, key: unknown): unknown;
/** Return an object of one member for each member. */
export declare function spread(value: unknown): unknown;
export declare function merge(value: unknown): unknown;
export declare function eachMember(value: unknown, function_: unknown): unknown;
export declare function sift(value: unknown, function_: unknown): unknown;
