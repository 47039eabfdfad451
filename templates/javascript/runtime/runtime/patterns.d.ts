/** Functions that look for a text or a pattern. */
export declare function pattern(source: string, flags?: string): RegExp;
export declare function contains(value: unknown, wanted: unknown): unknown;
/** Tell whether the pattern is found in the text. */
export declare function hasMatch(wanted: RegExp, text: string): boolean;
/** Return the matches as objects: match, index, groups. */
export declare function match(value: unknown, wanted: unknown, limit?: unknown): unknown;
export declare function split(value: unknown, separator: unknown, limit?: unknown): unknown;
export declare function replace(value: unknown, wanted: unknown, replacement: unknown, limit?: unknown): unknown;
