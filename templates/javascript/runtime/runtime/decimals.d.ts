/** Numbers written by a picture, `#,##0.00`, or in another base. */
/** Return the number as the picture has it; the options give other characters. */
export declare function formatNumber(value: unknown, picture: unknown, options?: unknown): unknown;
/** Return the rounded number in the base of the radix, 2 to 36. */
export declare function formatBase(value: unknown, radix?: unknown): unknown;
