import type { Violation } from "../runtime.js";
/**
 * Add what the branch of a union finds that was most likely meant, if one stands out.
 *
 * A branch that refuses the value's very type or constant was not meant, nor one whose constant
 * in a member is another. Of the others that one was that misses the fewest members, and has the
 * fewest violations.
 */
export declare function explain(value: unknown, path: string, found: Violation[], branches: readonly ((value: unknown, path: string, found: Violation[]) => void)[]): void;
/** Return the number of items that the function says yes to. */
export declare function countItems(items: readonly unknown[], holds: (item: unknown) => boolean): number;
