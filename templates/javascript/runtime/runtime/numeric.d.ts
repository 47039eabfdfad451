/** Functions of one number, and numbers read from texts. */
/** Return the number that a string or a boolean stands for. */
export declare function number(value: unknown): unknown;
export declare function absolute(value: unknown): unknown;
export declare function floor(value: unknown): unknown;
export declare function ceil(value: unknown): unknown;
/** Round half to even, on the decimal text of the number. */
export declare function roundNumber(value: unknown, precision?: unknown): unknown;
export declare function power(base: unknown, exponent: unknown): unknown;
export declare function squareRoot(value: unknown): unknown;
