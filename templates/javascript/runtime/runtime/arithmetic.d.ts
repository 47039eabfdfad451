/** Calculating, and the numbers of an array taken together. */
/** Return what was calculated; throws an error when it is infinite. */
export declare function finite(value: number): number;
export declare function add(left: unknown, right: unknown): unknown;
export declare function subtract(left: unknown, right: unknown): unknown;
export declare function multiply(left: unknown, right: unknown): unknown;
export declare function divide(left: unknown, right: unknown): unknown;
/** Return what is left of a division; its sign is that of the left side. */
export declare function remainder(left: unknown, right: unknown): unknown;
export declare function negate(value: unknown): unknown;
export declare function sumOf(value: unknown): unknown;
export declare function countOf(value: unknown): number;
export declare function maxOf(value: unknown): unknown;
export declare function minOf(value: unknown): unknown;
export declare function averageOf(value: unknown): unknown;
