/** Invariants that may have another answer than true or false, or none, or fail. */
import type { Invariant, Outcome } from "./invariants.js";
/** Return why the invariant does not hold; nothing when it does, or does not apply. */
export declare function judgeExpression(invariant: Invariant, value: unknown): Outcome | undefined;
/** Return the values of both sides of a comparison; what has no value is left out. */
export declare function compared(left: unknown, right: unknown): unknown;
/** Return a message that quotes values; where it cannot, it is the text as it was written. */
export declare function telling(tell: (value: never) => unknown, otherwise: string): (value: unknown) => string;
