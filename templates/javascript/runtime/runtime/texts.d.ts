/** Values as texts: JSON, with numbers of at most 15 digits. */
export declare function string(value: unknown, pretty?: unknown): unknown;
export declare function concat(...values: readonly unknown[]): string;
/** Return the value as `&` and `$string` see it: JSON, numbers with 15 digits. */
export declare function textOf(value: unknown, pretty?: boolean): string;
