/**
 * Whether the value is a multiple of the divisor, both as their shortest decimal texts say:
 * 19.99 is a multiple of 0.01, which the remainder of doubles denies.
 */
export declare function isMultipleOf(value: number, divisor: number): boolean;
