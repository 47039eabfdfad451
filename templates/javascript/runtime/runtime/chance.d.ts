/** What answers differently each time, and texts that are evaluated: for trying out alone. */
import type { Callable } from "./values.js";
export declare function randomNumber(): number;
export declare function shuffle(value: unknown): unknown;
/** Return what the text of `$eval` comes to, which is compiled to the function. */
export declare function evaluated(function_: Callable, ...focus: readonly unknown[]): unknown;
export declare function notEvaluated(message: string): unknown;
/** Refuse a text that nobody knew when the expression was compiled. */
export declare function evaluatedText(text: unknown): unknown;
