/** Invariants: rules of a contract, and the violations of those that do not hold. */
import type { Violation } from "../runtime.js";
/** A rule of the contract. It holds when `evaluate` gives exactly true. */
export interface Invariant {
    readonly id: string;
    readonly expression: string;
    readonly evaluate: (value: never) => unknown;
    readonly schemaPath: string;
    readonly message?: string;
    readonly severity?: string;
    /** When it does not give exactly true, the rule is not applicable. */
    readonly applies?: (value: never) => unknown;
}
/**
 * Add a violation for every invariant that does not hold.
 *
 * A value that the schema refuses (something was found since) is not judged by them.
 */
export declare function checkInvariants(value: unknown, invariants: readonly Invariant[], path: string, found: Violation[], since: number): void;
/** Tell whether all hold, for a value that the schema accepts. */
export declare function invariantsHold(value: unknown, invariants: readonly Invariant[]): boolean;
