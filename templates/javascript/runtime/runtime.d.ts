/** One way in which a value breaks a contract. */
export interface Violation {
    /** The keyword, or the rule of an invariant, that does not hold. */
    readonly rule: string;
    readonly message: string;
    /** JSON Pointer into the value: empty for the value itself. */
    readonly path: string;
    /** Where the rule stands in the contract. */
    readonly schemaPath: string;
    /** What the message says, as data for translators. */
    readonly params: {
        readonly [name: string]: unknown;
    };
}
/** A JSON object whose members are not known yet. */
export interface JsonObject {
    readonly [name: string]: unknown;
}
/** Add a violation to those found so far. */
export declare function report(found: Violation[], rule: string, message: string, path: string, schemaPath: string, params?: Violation["params"]): void;
/** Return every violation that a collector finds. */
export declare function violationsOf(check: (value: unknown, path: string, found: Violation[]) => void, value: unknown): readonly Violation[];
/**
 * Add what the branch of a union finds that was most likely meant, if one stands out.
 *
 * A branch that refuses the value's very type or constant was not meant, nor one whose constant
 * in a member is another. Of the others that one was that misses the fewest members, and has the
 * fewest violations.
 */
export declare function explain(value: unknown, path: string, found: Violation[], branches: readonly ((value: unknown, path: string, found: Violation[]) => void)[]): void;
/** Return a member's name as it stands in a JSON Pointer, with the slash before it. */
export declare function step(name: string): string;
/** Whether the value is a JSON object: `typeof` alone says so of null and of arrays, too. */
export declare function isObject(value: unknown): value is JsonObject;
/** Whether the value is an array; `Array.isArray` alone would make its items `any`. */
export declare function isArray(value: unknown): value is readonly unknown[];
/** Return the number of code points; `length` counts UTF-16 units. A lone surrogate is one. */
export declare function lengthOf(text: string): number;
/** Whether the text has so many code points or more; it counts only when units leave it open. */
export declare function lengthAtLeast(text: string, limit: number): boolean;
/** Whether the text has so many code points or fewer; it counts only when units leave it open. */
export declare function lengthAtMost(text: string, limit: number): boolean;
/**
 * Whether the value is a multiple of the divisor, both as their shortest decimal texts say:
 * 19.99 is a multiple of 0.01, which the remainder of doubles denies.
 */
export declare function isMultipleOf(value: number, divisor: number): boolean;
/** Whether two JSON values are equal: 1 = 1.0, -0 = 0, and the order of members means nothing. */
export declare function isEqual(left: unknown, right: unknown): boolean;
/** Whether the value is equal to one of these JSON values. */
export declare function isOneOf(value: unknown, values: readonly unknown[]): boolean;
/** Whether no two items are equal JSON values. */
export declare function isUnique(items: readonly unknown[]): boolean;
/** Return the number of items that the function says yes to. */
export declare function countItems(items: readonly unknown[], holds: (item: unknown) => boolean): number;
/** A value that breaks a contract, with every violation. */
export declare class ContractViolation extends Error {
    readonly violations: readonly Violation[];
    constructor(subject: string, violations: readonly Violation[]);
}
/** The caller broke the contract: bad input, or a precondition that does not hold. */
export declare class CallerFault extends ContractViolation {
    readonly operation: string;
    constructor(operation: string, violations: readonly Violation[]);
}
/** The implementation broke the contract: bad output or error data, or a broken postcondition. */
export declare class ImplementationFault extends ContractViolation {
    readonly operation: string;
    constructor(operation: string, subject: string, violations: readonly Violation[]);
}
/** An exception that the contract does not declare; `cause` is what was thrown. */
export declare class UndeclaredError extends Error {
    readonly operation: string;
    constructor(operation: string, cause: unknown);
}
/** An error that a contract declares, with the data it carries. */
export declare class OperationError<Data = unknown> extends Error {
    readonly operation: string;
    /** The error's name in the contract. */
    readonly key: string;
    /** Whether the same call may succeed later. */
    readonly retryable: boolean;
    readonly data: Data;
    constructor(operation: string, key: string, retryable: boolean, data: Data, message: string);
}
/** What `safeParse…` answers. */
export type ParseResult<Output> = {
    readonly ok: true;
    readonly value: Output;
} | {
    readonly ok: false;
    readonly violations: readonly Violation[];
};
/** A problem as the Standard Schema interface tells it. */
export interface StandardIssue {
    readonly message: string;
    readonly path: readonly PropertyKey[];
}
/** The Standard Schema interface, version 1 (standardschema.dev), answering at once. */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
    readonly "~standard": {
        readonly version: 1;
        readonly vendor: string;
        readonly validate: (value: unknown) => StandardResult<Output>;
        readonly types?: {
            readonly input: Input;
            readonly output: Output;
        } | undefined;
    };
}
/** What a Standard Schema answers: the value, or what is wrong with it. */
export type StandardResult<Output> = {
    readonly value: Output;
    readonly issues?: undefined;
} | {
    readonly issues: readonly StandardIssue[];
};
/** Make a Standard Schema of a type guard and a validator. */
export declare function standardSchema<Output>(is: (value: unknown) => value is Output, validate: (value: unknown) => readonly Violation[]): StandardSchemaV1<unknown, Output>;
