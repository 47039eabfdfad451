// The exceptions of operations.
import { ContractViolation, isArray } from "../runtime.js";
/** The caller broke the contract: bad input, or a precondition that does not hold. */
export class CallerFault extends ContractViolation {
    operation;
    constructor(operation, violations) {
        super(`the input of \`${operation}\``, violations);
        this.name = "CallerFault";
        this.operation = operation;
    }
}
/** The implementation broke the contract: bad output or error data, or a broken postcondition. */
export class ImplementationFault extends ContractViolation {
    operation;
    constructor(operation, subject, violations) {
        super(`the ${subject} of \`${operation}\``, violations);
        this.name = "ImplementationFault";
        this.operation = operation;
    }
}
/** Name something thrown that is no error: not every object can be made a text. */
function nameOf(thrown) {
    if (typeof thrown === "object" && thrown !== null) {
        return isArray(thrown) ? "an array" : "an object";
    }
    return typeof thrown === "function" ? "a function" : String(thrown);
}
/** An exception that the contract does not declare; `cause` is what was thrown. */
export class UndeclaredError extends Error {
    operation;
    constructor(operation, cause) {
        const thrown = cause instanceof Error ? `${cause.name}: ${cause.message}` : nameOf(cause);
        super(`\`${operation}\` failed with an error that its contract does not declare: ${thrown}`, {
            cause,
        });
        this.name = "UndeclaredError";
        this.operation = operation;
    }
}
/** An error that a contract declares, with the data it carries. */
export class OperationError extends Error {
    operation;
    /** The error's name in the contract. */
    key;
    /** Whether the same call may succeed later. */
    retryable;
    data;
    constructor(operation, key, retryable, data, message) {
        super(message);
        this.name = key;
        this.operation = operation;
        this.key = key;
        this.retryable = retryable;
        this.data = data;
    }
}
