/** Functions with a signature: their arguments are checked, completed and put into arrays. */

import type { Callable } from "./values.js";
import { call } from "./functions.js";
import { JsonataError, isArray, isFunction } from "./values.js";

interface Parameter {
  readonly letters: string;
  readonly subtype: string | undefined;
  readonly flags: string;
}

type Completion = (context: unknown, values: readonly unknown[]) => unknown[];

/** How each function that has a signature completes what it is given. */
const COMPLETIONS = new WeakMap<object, readonly [Callable, Completion]>();

/** Return what is accepted, as a class of letters; `m` is what has no value. */
function acceptedBy(parameter: Parameter): string {
  const { letters } = parameter;
  if (letters === "a" || letters === "x") {
    return "[asnblfom]";
  }
  return letters === "j" ? "[asnblom]" : letters === "f" ? "[f]" : `[${letters}m]`;
}

function expressionOf(parameter: Parameter): string {
  const optional = /[-?]/.test(parameter.flags) ? "?" : parameter.flags.includes("+") ? "+" : "";
  return `(${acceptedBy(parameter)}${optional})`;
}

function letterOf(value: unknown): string {
  if (value === undefined || value === null) {
    return value === null ? "l" : "m";
  }
  if (isArray(value)) {
    return "a";
  }
  if (isFunction(value) || value instanceof RegExp) {
    return "f";
  }
  return (typeof value).charAt(0);
}

function completed(
  parameters: readonly Parameter[],
  context: unknown,
  given: readonly unknown[],
): unknown[] {
  const whole = new RegExp(`^${parameters.map(expressionOf).join("")}$`);
  const found = whole.exec(given.map(letterOf).join(""));
  if (found === null) {
    throw new JsonataError("T0410", "an argument is not of the type that the signature says");
  }
  const values: unknown[] = [];
  let at = 0;
  for (const [index, parameter] of parameters.entries()) {
    const matched = found[index + 1] ?? "";
    if (matched === "" && parameter.flags.includes("-")) {
      if (!acceptedBy(parameter).slice(1, -1).includes(letterOf(context))) {
        throw new JsonataError("T0411", "the context is not of the type that is lacking");
      }
      values.push(context);
      continue;
    }
    for (const letter of matched === "" ? " " : matched) {
      const argument = given[at];
      at += 1;
      const isList = parameter.letters === "a" && letter !== "m" && letter !== " ";
      values.push(isList ? listOf(argument, matched, parameter.subtype) : argument);
    }
  }
  return values;
}

function listOf(argument: unknown, matched: string, subtype: string | undefined): unknown {
  const wrong = new JsonataError("T0412", "an item is not of the type that the signature says");
  if (isArray(argument)) {
    if (subtype !== undefined && argument.some((item) => letterOf(item) !== subtype.charAt(0))) {
      throw wrong;
    }
    return argument;
  }
  if (subtype !== undefined && matched !== subtype) {
    throw wrong;
  }
  return [argument];
}

/** Return the function with a signature, whose parameters are written like `a<s>?`. */
export function signed(function_: Callable, ...types: readonly string[]): unknown {
  const parameters: Parameter[] = [];
  for (const one of types) {
    const parts = /^([a-z]+)(?:<(.*)>)?([-?+]*)$/.exec(one);
    if (parts !== null) {
      parameters.push({ letters: parts[1] ?? "", subtype: parts[2], flags: parts[3] ?? "" });
    }
  }
  const complete: Completion = (context, values) => completed(parameters, context, values);
  const run = (...values: unknown[]): unknown => call(function_, ...complete(null, values));
  Object.defineProperty(run, "length", { value: function_.length });
  COMPLETIONS.set(run, [function_, complete]);
  return run;
}

/** Call a function value; the context is for signatures that ask for it. */
export function callAt(context: unknown, function_: unknown, ...values: unknown[]): unknown {
  const found = isFunction(function_) ? COMPLETIONS.get(function_) : undefined;
  if (found === undefined) {
    return call(function_, ...values);
  }
  const [inner, complete] = found;
  return call(inner, ...complete(context, values));
}
