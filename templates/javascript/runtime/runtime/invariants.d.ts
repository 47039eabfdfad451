/** Invariants: rules of a contract, and violations of them. */
import type { Violation } from "../runtime.js";
/** Why a rule does not hold: rule, text and details of the violation. */
export type Outcome = readonly [string, string, {
    readonly [key: string]: unknown;
}];
/** A rule of the contract. It holds when `evaluate` gives exactly true. */
export interface Invariant {
    readonly id: string;
    readonly expression: string;
    readonly evaluate: (value: never) => unknown;
    readonly schemaPath: string;
    readonly message?: string | ((value: unknown) => string);
    readonly severity?: string;
    /** It need not hold where this does not give true. */
    readonly applies?: (value: never) => unknown;
    /** Tells why it does not hold, where there is more than true and false. */
    readonly judge?: (invariant: Invariant, value: unknown) => Outcome | undefined;
    /** A JSON pointer to what is to blame. */
    readonly at?: string;
    /** The values of the sides of its comparison, whose operator is at `position`. */
    readonly compared?: (value: never) => unknown;
    readonly position?: number;
}
/** Add a violation for each that does not hold; a value that was refused since is not judged. */
export declare function checkInvariants(value: unknown, invariants: readonly Invariant[], path: string, found: Violation[], since: number): void;
/** Tell whether all hold of a value that the schema accepts. */
export declare function invariantsHold(value: unknown, invariants: readonly Invariant[]): boolean;
