/** Formats of the names of hosts: RFC 1123 and 5890 to 5893. */

import {
  ARABIC_DIGIT,
  EUROPEAN_DIGIT,
  GREEK,
  HEBREW,
  JAPANESE,
  JOINS_BACK,
  JOINS_BOTH,
  NAMED,
  NEUTRAL,
  REFUSED,
  RIGHT_TO_LEFT,
  SMALL_CHEROKEE,
  VIRAMA,
} from "./tables.js";

const ASCII = /^[\x00-\x7f]*$/;
const ASCII_LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const LETTERS = /^[\p{Ll}\p{Lu}\p{Lo}\p{Lm}\p{Nd}\p{Mn}\p{Mc}]$/u;
const MARK = /^\p{Mn}$/u;
const DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A host's name of ASCII labels; those that stand for other letters are checked as such. */
export function isHostname(value: string): boolean {
  return value.length <= 253 && value.split(".").every(isAsciiLabel);
}

function isAsciiLabel(label: string): boolean {
  if (!ASCII_LABEL.test(label)) return false;
  if (label.slice(0, 4).toLowerCase() !== "xn--") return true;
  const decoded = fromPunycode(label.slice(4));
  if (decoded === null || ASCII.test(decoded) || !isWideLabel(decoded)) return false;
  const isCanonical = toPunycode(decoded) === label.slice(4).toLowerCase();
  const points = [...decoded];
  return isCanonical && (!hasDirection(points) || keepsDirection(points));
}

function isWideLabel(label: string): boolean {
  if (label.startsWith("-") || label.endsWith("-")) return false;
  const points = [...label];
  const first = points[0] ?? "";
  if (points[2] === "-" && points[3] === "-") return false;
  if (folded(label.normalize("NFKC")).normalize("NFKC") !== label) return false;
  if (/^\p{M}/u.test(first) || REFUSED.test(label)) return false;
  return points.every(
    (char, at) => (NAMED.test(char) || LETTERS.test(char)) && fits(char, points, at),
  );
}

function folded(text: string): string {
  // Cherokee alone folds to its capitals.
  return text.toLowerCase().replace(SMALL_CHEROKEE, (letter) => letter.toUpperCase());
}

/** Whether a character that is allowed in some places only stands in one of them. */
function fits(char: string, label: readonly string[], at: number): boolean {
  const before = label[at - 1] ?? "";
  const after = label[at + 1] ?? "";
  if (char === "\u00b7") return before === "l" && after === "l";
  if (char === "\u0375") return GREEK.test(after);
  if (char === "\u05f3" || char === "\u05f4") return HEBREW.test(before);
  if (char === "\u30fb") return label.some((other) => JAPANESE.test(other));
  if (char >= "\u0660" && char <= "\u0669") {
    return !label.some((other) => other >= "\u06f0" && other <= "\u06f9");
  }
  if (char === "\u200d") return VIRAMA.test(before);
  if (char === "\u200c" && !VIRAMA.test(before)) {
    const left = label.slice(0, at).reverse().find((other) => !MARK.test(other)) ?? "";
    const right = label.slice(at + 1).find((other) => !MARK.test(other)) ?? "";
    return JOINS_BOTH.test(left) && (JOINS_BOTH.test(right) || JOINS_BACK.test(right));
  }
  return true;
}

/** How a character runs: L, R, A and E for digits, N neither, M a mark. */
function direction(char: string): string {
  if (NEUTRAL.test(char)) return "N";
  if (ARABIC_DIGIT.test(char)) return "A";
  if (EUROPEAN_DIGIT.test(char)) return "E";
  if (/^[\p{Mn}\p{Me}]$/u.test(char)) return "M";
  return RIGHT_TO_LEFT.test(char) ? "R" : "L";
}

function hasDirection(label: readonly string[]): boolean {
  return label.some((char) => "RA".includes(direction(char)));
}

/** Whether the label can be told apart in a line that runs both ways (RFC 5893). */
function keepsDirection(label: readonly string[]): boolean {
  const runs = label.map(direction).join("");
  if (runs.startsWith("R")) {
    return /^[RAENM]*[RAE]M*$/.test(runs) && !(runs.includes("A") && runs.includes("E"));
  }
  return /^L(?:[LENM]*[LE])?M*$/.test(runs);
}

/** What the text stands for (RFC 3492); null when it stands for nothing. */
function fromPunycode(text: string): string | null {
  const lower = text.toLowerCase();
  const hyphen = lower.lastIndexOf("-");
  const output = [...lower.slice(0, Math.max(hyphen, 0))];
  let [code, index, bias] = [128, 0, 72];
  let at = hyphen + 1;
  while (at < lower.length) {
    const start = index;
    for (let weight = 1, k = 36; ; k += 36) {
      const digit = DIGITS.indexOf(lower[at] ?? " ");
      at += 1;
      if (digit < 0) return null;
      index += digit * weight;
      if (index > 0x7fffffff) return null;
      const threshold = Math.min(Math.max(k - bias, 1), 26);
      if (digit < threshold) break;
      weight *= 36 - threshold;
    }
    bias = adapted(index - start, output.length + 1, start === 0);
    code += Math.floor(index / (output.length + 1));
    index %= output.length + 1;
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
    output.splice(index, 0, String.fromCodePoint(code));
    index += 1;
  }
  return output.join("");
}

/** The ASCII text that stands for a label, without its prefix (RFC 3492). */
function toPunycode(label: string): string {
  const points = Array.from(label, (char) => char.codePointAt(0) ?? 0);
  const ascii = points.filter((point) => point < 128);
  let output = String.fromCodePoint(...ascii) + (ascii.length > 0 ? "-" : "");
  let done = ascii.length;
  let [code, delta, bias] = [128, 0, 72];
  while (done < points.length) {
    const following = Math.min(...points.filter((point) => point >= code));
    delta += (following - code) * (done + 1);
    code = following;
    for (const point of points) {
      if (point < code) delta += 1;
      if (point !== code) continue;
      let rest = delta;
      for (let k = 36; ; k += 36) {
        const threshold = Math.min(Math.max(k - bias, 1), 26);
        if (rest < threshold) break;
        output += DIGITS.charAt(threshold + ((rest - threshold) % (36 - threshold)));
        rest = Math.floor((rest - threshold) / (36 - threshold));
      }
      output += DIGITS.charAt(rest);
      bias = adapted(delta, done + 1, done === ascii.length);
      delta = 0;
      done += 1;
    }
    delta += 1;
    code += 1;
  }
  return output;
}

function adapted(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? 700 : 2));
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > 455; k += 36) rest = Math.floor(rest / 35);
  return k + Math.floor((36 * rest) / (rest + 38));
}
