/** Arguments of functions: their kinds, and the errors of those that are none. */
import type { Callable } from "./values.js";
import { JsonataError } from "./values.js";
export declare function wrongArguments(token: string): unknown;
/** Return the context that stands in for an argument; it must be of the argument's kind. */
export declare function contextOf(value: unknown, kind: string): unknown;
export declare function badArgument(token: string, value?: unknown): JsonataError;
/** Refuse arguments of another kind; one that has no value is of any. */
export declare function expect(token: string, kind: string, ...values: readonly unknown[]): void;
export declare function asFunction(value: unknown, token: string): Callable;
export declare function numberArgument(value: unknown, token: string): number;
export declare function stringArgument(value: unknown, token: string): string;
export declare function raiseError(message?: unknown): unknown;
export declare function assertThat(condition: unknown, message?: unknown): unknown;
