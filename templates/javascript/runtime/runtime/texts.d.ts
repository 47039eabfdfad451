/** Values as texts: JSON, with numbers of at most 15 digits. */
export declare function string(value: unknown, pretty?: unknown): unknown;
export declare function concat(...values: readonly unknown[]): string;
