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
/** Any JSON value but an object. */
export type NonObject = readonly unknown[] | string | number | boolean | null;
/** A JSON object whose members are not known yet. */
export interface JsonObject {
    readonly [name: string]: unknown;
}
/** Add a violation to those found so far. */
export declare function report(found: Violation[], rule: string, message: string, path: string, schemaPath: string, params?: Violation["params"]): void;
/** Add a violation of a keyword of a schema, which has this value there. */
export declare function reportKeyword(found: Violation[], keyword: string, value: unknown, message: string, path: string, schema: string): void;
/** Add the violation that a schema wants another type. */
export declare function reportType(found: Violation[], name: string, path: string, schema: string): void;
/** Add the violation that a schema requires a member which is not there. */
export declare function reportMissing(found: Violation[], name: string, path: string, schema: string): void;
/** Return what a collector finds, the first `limit` (1 or more) if given. Throws TooDeep. */
export declare function violationsOf(check: (value: unknown, path: string, found: Violation[]) => void, value: unknown, limit?: number): readonly Violation[];
/** Return a member's name as it stands in a JSON Pointer, with the slash before it. */
export declare function step(name: string): string;
/** Whether the value is a JSON object: `typeof` alone says so of null and of arrays, too. */
export declare function isObject(value: unknown): value is JsonObject;
/** How many members the object has. */
export declare function sizeOf(value: JsonObject): number;
/**
 * The object whose names a loop has to go through to meet every member that can be asked for: a
 * plain object itself, else a copy that inherits what is inherited or not enumerable.
 */
export declare function membersOf(value: JsonObject): JsonObject;
/** Whether the value is an array; `Array.isArray` alone would make its items `any`. */
export declare function isArray(value: unknown): value is readonly unknown[];
/** A value that breaks a contract, with every violation. */
export declare class ContractViolation extends Error {
    readonly violations: readonly Violation[];
    constructor(subject: string, violations: readonly Violation[]);
}
/** A definition is inside itself more often than `max-depth` in the configuration allows. */
export declare class TooDeep extends ContractViolation {
    constructor();
}
/** What `safeParse…` answers. */
export type ParseResult<Output> = {
    readonly ok: true;
    readonly value: Output;
} | {
    readonly ok: false;
    readonly violations: readonly Violation[];
};
/** Return the value, or what is wrong with it: that it is nested too deeply, for one. */
export declare function parsedBy<Output>(is: (value: unknown) => value is Output, validate: (value: unknown) => readonly Violation[], value: unknown): ParseResult<Output>;
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
/** What a Standard Schema answers. */
export type StandardResult<Output> = {
    readonly value: Output;
    readonly issues?: undefined;
} | {
    readonly issues: readonly StandardIssue[];
};
/** Make a Standard Schema of a type guard and a validator. */
export declare function standardSchema<Output>(is: (value: unknown) => value is Output, validate: (value: unknown) => readonly Violation[]): StandardSchemaV1<unknown, Output>;
