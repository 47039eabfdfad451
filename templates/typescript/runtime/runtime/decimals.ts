/** Numbers written by a picture, `#,##0.00`, or in another base. */

import { badArgument, expect, numberArgument, stringArgument } from "./arguments.js";
import { roundNumber } from "./numeric.js";
import { JsonataError, isObject } from "./values.js";

const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ["decimal-separator", "."],
  ["grouping-separator", ","],
  ["exponent-separator", "e"],
  ["infinity", "Infinity"],
  ["minus-sign", "-"],
  ["NaN", "NaN"],
  ["percent", "%"],
  ["per-mille", "\u2030"],
  ["zero-digit", "0"],
  ["digit", "#"],
  ["pattern-separator", ";"],
]);
const WIDEST = 1000;

/** What the characters of a picture mean. */
interface Symbols {
  readonly decimal: string;
  readonly grouping: string;
  readonly exponent: string;
  readonly minus: string;
  readonly percent: string;
  readonly perMille: string;
  readonly zero: string;
  readonly digit: string;
  readonly separator: string;
  readonly digits: string;
}

/** A picture taken apart. */
interface Parts {
  readonly text: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly active: string;
  readonly mantissa: string;
  readonly exponent: string | undefined;
  readonly integer: string;
  readonly fraction: string;
}

/** Return the number as the picture has it; the options give other characters. */
export function formatNumber(value: unknown, picture: unknown, options?: unknown): unknown {
  expect("formatNumber", "string", picture);
  expect("formatNumber", "object", options);
  if (value === undefined) {
    return undefined;
  }
  const number = numberArgument(value, "formatNumber");
  if (!Number.isFinite(number)) {
    throw new JsonataError("D1001", "a number is out of range", "formatNumber");
  }
  const symbols = symbolsOf(options);
  const pictures = stringArgument(picture, "formatNumber").split(symbols.separator);
  if (pictures.length > 2) {
    throw new JsonataError("D3080", "a picture has at most two parts", "formatNumber");
  }
  const parts = pictures.map((one) => takenApart(one, symbols));
  for (const part of parts) {
    check(part, symbols);
  }
  const chosen = parts[number >= 0 ? 0 : parts.length - 1];
  if (chosen === undefined) {
    return undefined;
  }
  const sign = number < 0 && parts.length === 1 ? symbols.minus : "";
  return sign + chosen.prefix + written(Math.abs(number), chosen, symbols) + chosen.suffix;
}

function symbolsOf(options: unknown): Symbols {
  const symbol = (name: string): string => {
    const given = isObject(options) && Object.hasOwn(options, name);
    const found = given ? options[name] : SYMBOLS.get(name);
    if (typeof found !== "string" || found === "") {
      throw badArgument("formatNumber");
    }
    return found;
  };
  for (const name of SYMBOLS.keys()) {
    symbol(name);
  }
  const zero = symbol("zero-digit").charCodeAt(0);
  return {
    decimal: symbol("decimal-separator"),
    grouping: symbol("grouping-separator"),
    exponent: symbol("exponent-separator"),
    minus: symbol("minus-sign"),
    percent: symbol("percent"),
    perMille: symbol("per-mille"),
    zero: symbol("zero-digit"),
    digit: symbol("digit"),
    separator: symbol("pattern-separator"),
    digits: String.fromCharCode(...Array.from({ length: 10 }, (_one, index) => zero + index)),
  };
}

function isActive(char: string, symbols: Symbols): boolean {
  const { decimal, exponent, grouping, digit, separator, digits } = symbols;
  return digits.includes(char) || [decimal, exponent, grouping, digit, separator].includes(char);
}

/** Return the number of digits in the text; `optional`: those that may be left out, too. */
function countDigits(text: string, symbols: Symbols, optional = false): number {
  const isDigit = (char: string): boolean =>
    symbols.digits.includes(char) || (optional && char === symbols.digit);
  return text.split("").filter(isDigit).length;
}

function takenApart(text: string, symbols: Symbols): Parts {
  const isEdge = (char: string): boolean => isActive(char, symbols) && char !== symbols.exponent;
  const edges = [...text.split("").entries()].filter(([, char]) => isEdge(char));
  const [first] = edges[0] ?? [0];
  const [last] = edges.at(-1) ?? [text.length - 1];
  const prefix = text.slice(0, first);
  const suffix = text.slice(last + 1);
  const active = text.slice(prefix.length, text.length - suffix.length);
  const at = text.indexOf(symbols.exponent, prefix.length);
  const hasExponent = at >= 0 && at <= text.length - suffix.length;
  const mantissa = hasExponent ? active.slice(0, at) : active;
  const exponent = hasExponent ? active.slice(at + 1) : undefined;
  const point = mantissa.indexOf(symbols.decimal);
  const integer = point < 0 ? mantissa : mantissa.slice(0, point);
  const fraction = point < 0 ? suffix : mantissa.slice(point + 1);
  return { text, prefix, suffix, active, mantissa, exponent, integer, fraction };
}

function occurs(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** Refuse a picture that is none; of several errors the last one counts. */
function check(part: Parts, symbols: Symbols): void {
  const { text } = part;
  const { grouping } = symbols;
  let found: string | undefined;
  const point = text.indexOf(symbols.decimal);
  const hasScale = [text.includes(symbols.percent), text.includes(symbols.perMille)];
  if (occurs(text, symbols.decimal) > 1) {
    found = "D3081";
  }
  if (occurs(text, symbols.percent) > 1) {
    found = "D3082";
  }
  if (occurs(text, symbols.perMille) > 1) {
    found = "D3083";
  }
  if (!hasScale.includes(false)) {
    found = "D3084";
  }
  if (countDigits(part.mantissa, symbols, true) === 0) {
    found = "D3085";
  }
  if (!part.active.split("").every((char) => isActive(char, symbols))) {
    found = "D3086";
  }
  if (point >= 0) {
    if ([text.charAt(point - 1), text.charAt(point + 1)].includes(grouping)) {
      found = "D3087";
    }
  } else if (part.integer.endsWith(grouping)) {
    found = "D3088";
  }
  if (text.includes(grouping + grouping)) {
    found = "D3089";
  }
  const optional = part.integer.indexOf(symbols.digit);
  if (optional >= 0 && countDigits(part.integer.slice(0, optional), symbols) > 0) {
    found = "D3090";
  }
  const last = part.fraction.lastIndexOf(symbols.digit);
  if (last >= 0 && countDigits(part.fraction.slice(last), symbols) > 0) {
    found = "D3091";
  }
  if (part.exponent !== undefined && part.exponent !== "" && hasScale.includes(true)) {
    found = "D3092";
  }
  if (part.exponent !== undefined) {
    const digits = countDigits(part.exponent, symbols);
    found = digits === Math.max(part.exponent.length, 1) ? found : "D3093";
  }
  if (found === undefined && text.length > WIDEST) {
    found = "U1001";
  }
  if (found !== undefined) {
    throw new JsonataError(found, "the picture of the number is none", "formatNumber");
  }
}

function written(given: number, part: Parts, symbols: Symbols): string {
  const scale = countDigits(part.integer, symbols);
  let leastInteger = scale;
  let least = countDigits(part.fraction, symbols);
  let most = countDigits(part.fraction, symbols, true);
  const hasExponent = part.exponent !== undefined;
  if (leastInteger === 0 && most === 0) {
    if (hasExponent) {
      least = 1;
      most = 1;
    } else {
      leastInteger = 1;
    }
  }
  if (hasExponent && leastInteger === 0 && part.integer.includes(symbols.digit)) {
    leastInteger = 1;
  }
  if (leastInteger === 0 && least === 0) {
    least = 1;
  }
  let number = given;
  if (part.text.includes(symbols.percent)) {
    number *= 100;
  } else if (part.text.includes(symbols.perMille)) {
    number *= 1000;
  }
  let exponent = 0;
  if (hasExponent && number !== 0) {
    [number, exponent] = normalised(number, scale);
  }
  const rounded = numberArgument(roundNumber(number, most), "formatNumber");
  const [digits = "", places = ""] = fixed(Math.abs(rounded), most, symbols).split(".");
  const whole = withoutStart(digits, symbols.zero).padStart(leastInteger, symbols.zero);
  const fraction = withoutEnd(places, symbols.zero).padEnd(least, symbols.zero);
  let text = grouped(whole, fraction, part, symbols);
  if (!part.text.includes(symbols.decimal) || text.endsWith(symbols.decimal)) {
    text = text.slice(0, -1);
  }
  if (part.exponent === undefined) {
    return text;
  }
  const power = fixed(Math.abs(exponent), 0, symbols).padStart(part.exponent.length, symbols.zero);
  return text + symbols.exponent + (exponent < 0 ? symbols.minus : "") + power;
}

function withoutStart(text: string, mark: string): string {
  let at = 0;
  while (text.charAt(at) === mark) {
    at += 1;
  }
  return text.slice(at);
}

function withoutEnd(text: string, mark: string): string {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1) === mark) {
    end -= 1;
  }
  return text.slice(0, end);
}

/** Return the number with so many digits before the point, and the power of ten left. */
function normalised(given: number, scale: number): [number, number] {
  const largest = 10 ** scale;
  const smallest = 10 ** (scale - 1);
  let number = given;
  let exponent = 0;
  while (number < smallest) {
    number *= 10;
    exponent -= 1;
  }
  while (number > largest) {
    number /= 10;
    exponent += 1;
  }
  return [number, exponent];
}

function fixed(number: number, places: number, symbols: Symbols): string {
  if (places > 100) {
    throw new JsonataError("D3061", "a number has at most 100 decimal places", "formatNumber");
  }
  const text = number.toFixed(places);
  if (symbols.zero === "0") {
    return text;
  }
  return text.replace(/[0-9]/g, (char) => symbols.digits.charAt(Number(char)));
}

function grouped(digits: string, fraction: string, part: Parts, symbols: Symbols): string {
  const { grouping, decimal } = symbols;
  const marks = positionsOf(part.integer, part.integer, symbols, false);
  const step = regularStep(marks);
  let whole = digits;
  let text: string;
  if (step > 0) {
    const count = Math.floor((digits.length - 1) / step);
    for (let index = 1; index <= count; index += 1) {
      const at = whole.length - index * step - (index - 1) * grouping.length;
      whole = whole.slice(0, at) + grouping + whole.slice(at);
    }
    text = whole + decimal + fraction;
  } else {
    text = digits + decimal + fraction;
    let point = digits.length;
    for (const mark of marks) {
      text = text.slice(0, point - mark) + grouping + text.slice(point - mark);
      point += 1;
    }
  }
  const point = text.indexOf(decimal);
  for (const mark of positionsOf(part.fraction, part.integer, symbols, true)) {
    const at = mark + point + 1;
    text = text.slice(0, at) + grouping + text.slice(at);
  }
  return text;
}

/** Return how many digits stand on one side of each mark of grouping. */
function positionsOf(part: string, integer: string, symbols: Symbols, toLeft: boolean): number[] {
  const found: number[] = [];
  let at = part.indexOf(symbols.grouping);
  while (at >= 0) {
    found.push(countDigits(toLeft ? part.slice(0, at) : part.slice(at), symbols, true));
    // The reference goes on in the integer part, whichever part it is about.
    at = integer.indexOf(symbols.grouping, at + 1);
  }
  return found;
}

function regularStep(marks: readonly number[]): number {
  const divisor = (one: number, other: number): number =>
    other === 0 ? one : divisor(other, one % other);
  const step = marks.length === 0 ? 0 : marks.reduce(divisor);
  return marks.every((_mark, index) => marks.includes((index + 1) * step)) ? step : 0;
}

/** Return the rounded number in the base of the radix, 2 to 36. */
export function formatBase(value: unknown, radix?: unknown): unknown {
  expect("formatBase", "number", radix);
  if (value === undefined) {
    return undefined;
  }
  const number = numberArgument(roundNumber(numberArgument(value, "formatBase")), "formatBase");
  const base = radix === undefined ? 10 : numberArgument(roundNumber(radix), "formatBase");
  if (!(base >= 2 && base <= 36)) {
    throw new JsonataError("D3100", "a number has a base of 2 to 36", "formatBase");
  }
  if (!Number.isFinite(number)) {
    throw new JsonataError("D1001", "a number is out of range", "formatBase");
  }
  return number.toString(base);
}
