/** Copies, and changes made to them. */
/** Return a copy, as it would be written and read again. */
export declare function clone(value: unknown): unknown;
/** Return a copy in which what the pattern selects has new members, and lacks others. */
export declare function transformed(value: unknown, pattern: (copy: unknown) => unknown, update: (match: unknown) => unknown, remove?: (match: unknown) => unknown): unknown;
