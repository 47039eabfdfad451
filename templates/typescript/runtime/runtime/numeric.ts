/** Functions of one number, and numbers read from texts. */

import { expect, numberArgument, stringArgument } from "./arguments.js";
import { JsonataError } from "./values.js";

/** Return the number that a string or a boolean stands for. */
export function number(value: unknown): unknown {
  if (typeof value === "boolean") {
    return value ? 1 : 0;
  }
  if (value === undefined || typeof value === "number") {
    return value;
  }
  const text = stringArgument(value, "number");
  if (/^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?$/.test(text)) {
    const found = Number.parseFloat(text);
    if (Number.isFinite(found)) {
      return found;
    }
  } else if (/^0([xX][0-9A-Fa-f]+|[oO][0-7]+|[bB][01]+)$/.test(text)) {
    return Number(text);
  }
  throw new JsonataError("D3030", "the string is no number", "number");
}

export function absolute(value: unknown): unknown {
  return value === undefined ? undefined : Math.abs(numberArgument(value, "abs"));
}

export function floor(value: unknown): unknown {
  return value === undefined ? undefined : Math.floor(numberArgument(value, "floor"));
}

export function ceil(value: unknown): unknown {
  return value === undefined ? undefined : Math.ceil(numberArgument(value, "ceil"));
}

/** Round half to even, on the decimal text of the number. */
export function roundNumber(value: unknown, precision?: unknown): unknown {
  expect("round", "number", value, precision);
  if (value === undefined) {
    return undefined;
  }
  const found = numberArgument(value, "round");
  const places = precision === undefined ? 0 : numberArgument(precision, "round");
  if (!Number.isFinite(found)) {
    return found;
  }
  if (!Number.isInteger(places)) {
    return Number.NaN;
  }
  const decimal = shifted(found, places);
  let rounded = Math.round(decimal);
  if (Math.abs(rounded - decimal) === 0.5 && Math.abs(rounded % 2) === 1) {
    rounded -= 1;
  }
  // Adding zero makes -0 a plain 0.
  return (places === 0 ? rounded : shifted(rounded, -places)) + 0;
}

function shifted(value: number, places: number): number {
  const [mantissa, exponent] = String(value).split("e");
  return Number(`${mantissa}e${Number(exponent ?? 0) + places}`);
}

export function power(base: unknown, exponent: unknown): unknown {
  expect("power", "number", base, exponent);
  if (base === undefined) {
    return undefined;
  }
  const other = exponent === undefined ? Number.NaN : numberArgument(exponent, "power");
  const found = numberArgument(base, "power") ** other;
  if (!Number.isFinite(found)) {
    throw new JsonataError("D3061", "the power is out of range", "power");
  }
  return found;
}

export function squareRoot(value: unknown): unknown {
  if (value === undefined) {
    return undefined;
  }
  const found = numberArgument(value, "sqrt");
  if (found < 0) {
    throw new JsonataError("D3060", "a negative number has no square root", "sqrt");
  }
  return Math.sqrt(found);
}
