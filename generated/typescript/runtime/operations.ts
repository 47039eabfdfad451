// The exceptions of operations.

import type { Violation } from "../runtime.js";
import { ContractViolation, isArray } from "../runtime.js";

/** The caller broke the contract: bad input, or a precondition that does not hold. */
export class CallerFault extends ContractViolation {
  readonly operation: string;

  constructor(operation: string, violations: readonly Violation[]) {
    super(`the input of \`${operation}\``, violations);
    this.name = "CallerFault";
    this.operation = operation;
  }
}

/** The implementation broke the contract: bad output or error data, or a broken postcondition. */
export class ImplementationFault extends ContractViolation {
  readonly operation: string;

  constructor(operation: string, subject: string, violations: readonly Violation[]) {
    super(`the ${subject} of \`${operation}\``, violations);
    this.name = "ImplementationFault";
    this.operation = operation;
  }
}

/** Name something thrown that is no error: not every object can be made a text. */
function nameOf(thrown: unknown): string {
  if (typeof thrown === "object" && thrown !== null) {
    return isArray(thrown) ? "an array" : "an object";
  }
  return typeof thrown === "function" ? "a function" : String(thrown);
}

/** An exception that the contract does not declare; `cause` is what was thrown. */
export class UndeclaredError extends Error {
  readonly operation: string;

  constructor(operation: string, cause: unknown) {
    const thrown = cause instanceof Error ? `${cause.name}: ${cause.message}` : nameOf(cause);
    super(`\`${operation}\` failed with an error that its contract does not declare: ${thrown}`, {
      cause,
    });
    this.name = "UndeclaredError";
    this.operation = operation;
  }
}

/** An error that a contract declares, with the data it carries. */
export class OperationError<Data = unknown> extends Error {
  readonly operation: string;
  /** The error's name in the contract. */
  readonly key: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  readonly data: Data;

  constructor(operation: string, key: string, retryable: boolean, data: Data, message: string) {
    super(message);
    this.name = key;
    this.operation = operation;
    this.key = key;
    this.retryable = retryable;
    this.data = data;
  }
}
