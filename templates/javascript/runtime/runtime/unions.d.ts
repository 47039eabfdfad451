import type { Violation } from "../runtime.js";
type Check = (value: unknown, path: string, found: Violation[]) => void;
/**
 * Add what the branch of a union finds that was most likely meant, if one stands out.
 *
 * Stands behind the union's own report, which it takes back when the branch fails for a union
 * alone: of unions in unions the innermost speaks. A branch that refuses the value's very type was
 * not meant. Of the others that one was that refuses no constant, has the fewest members missing
 * or too many, and the fewest violations. A few that each have one violation, all at one place,
 * are told together. What has been found before is not said again.
 */
export declare function explain(value: unknown, path: string, found: Violation[], branches: readonly Check[]): void;
/** Return the number of items that the function says yes to. */
export declare function countItems(items: readonly unknown[], holds: (item: unknown) => boolean): number;
export {};
