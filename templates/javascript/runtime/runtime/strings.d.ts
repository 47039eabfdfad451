/** Functions of strings, which count code points. */
/** Return the number of code points. */
export declare function length(value: unknown): unknown;
export declare function substring(value: unknown, start: unknown, size?: unknown): unknown;
/** Take the end of the value, or of the context when two numbers are given. */
export declare function substringAt(context: unknown, value: unknown, start: unknown): unknown;
export declare function substringBefore(value: unknown, mark: unknown): unknown;
export declare function substringAfter(value: unknown, mark: unknown): unknown;
export declare function lowercase(value: unknown): unknown;
export declare function uppercase(value: unknown): unknown;
/** Strip the ends and make every run of white space one space. */
export declare function trim(value: unknown): unknown;
export declare function pad(value: unknown, width: unknown, fill_?: unknown): unknown;
export declare function join(value: unknown, separator?: unknown): unknown;
