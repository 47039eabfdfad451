/** Whether two JSON values are equal: 1 = 1.0, -0 = 0, and the order of members means nothing. */
export declare function isEqual(left: unknown, right: unknown): boolean;
/** Whether the value is equal to one of these JSON values. */
export declare function isOneOf(value: unknown, values: readonly unknown[]): boolean;
/** Whether no two items are equal JSON values. */
export declare function isUnique(items: readonly unknown[]): boolean;
