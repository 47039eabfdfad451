import type { Violation } from "../runtime.js";
import { ContractViolation } from "../runtime.js";
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
