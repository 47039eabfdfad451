/** Integers in English words, and back. */

const SMALL = (
  "Zero One Two Three Four Five Six Seven Eight Nine " +
  "Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen Nineteen"
).split(" ");
const SMALL_ORDINALS = (
  "Zeroth First Second Third Fourth Fifth Sixth Seventh Eighth Ninth " +
  "Tenth Eleventh Twelfth Thirteenth Fourteenth Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth"
).split(" ");
const TENS = "Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety".split(" ");
const POWERS: readonly (readonly [number, string])[] = [
  [1e12, "Trillion"],
  [1e9, "Billion"],
  [1e6, "Million"],
  [1e3, "Thousand"],
];
const SEPARATOR = /,\s|\sand\s|[\s\\-]/;

/** Return a whole number that is not negative in words. */
export function wordsOf(value: number, ordinal: boolean): string {
  return wordsIn(value, false, ordinal);
}

function wordsIn(value: number, follows: boolean, ordinal: boolean): string {
  if (value < 20) {
    const names = ordinal ? SMALL_ORDINALS : SMALL;
    return (follows ? " and " : "") + (names[value] ?? "");
  }
  if (value < 100) {
    const text = (follows ? " and " : "") + (TENS[Math.floor(value / 10) - 2] ?? "");
    if (value % 10 > 0) {
      return `${text}-${wordsIn(value % 10, false, ordinal)}`;
    }
    return ordinal ? `${text.slice(0, -1)}ieth` : text;
  }
  let text: string;
  let rest: number;
  if (value < 1000) {
    text = `${SMALL[Math.floor(value / 100)] ?? ""} Hundred`;
    rest = value % 100;
  } else {
    const [factor, name] = POWERS.find(([least]) => value >= least) ?? [1e3, "Thousand"];
    const count = Math.floor(value / factor);
    text = `${wordsIn(count, false, false)} ${name}`;
    rest = value - count * factor;
  }
  text = (follows ? ", " : "") + text;
  if (rest > 0) {
    return text + wordsIn(rest, true, ordinal);
  }
  return ordinal ? `${text}th` : text;
}

/** Return what a word stands for; NaN when it is no number. */
function valueOf(word: string): number {
  for (const names of [SMALL, SMALL_ORDINALS]) {
    const index = names.findIndex((name) => word === name.toLowerCase());
    if (index >= 0) {
      return index;
    }
  }
  for (const [index, name] of TENS.entries()) {
    const lower = name.toLowerCase();
    if (word === lower || word === `${lower.slice(0, -1)}ieth`) {
      return (index + 2) * 10;
    }
  }
  if (word === "hundred" || word === "hundredth") {
    return 100;
  }
  for (const [factor, name] of POWERS) {
    if (word === name.toLowerCase() || word === `${name.toLowerCase()}th`) {
      return factor;
    }
  }
  return Number.NaN;
}

/** Return the number that the words come to; NaN when one of them is no number. */
export function numberOfWords(text: string): number {
  const parts = [0];
  for (const word of text.toLowerCase().split(SEPARATOR)) {
    const value = valueOf(word);
    let last = parts.pop() ?? 0;
    if (value < 100) {
      if (last >= 1000) {
        parts.push(last);
        last = 0;
      }
      parts.push(last + value);
    } else {
      parts.push(last * value);
    }
  }
  return parts.reduce((total, part) => total + part, 0);
}

/** Return where words of numbers that begin here may end, the farthest first. */
export function wordsEnd(text: string, start: number): number[] {
  const ends: number[] = [];
  let at = start;
  for (;;) {
    const end = wordEnd(text, at);
    if (end === at) {
      return ends.reverse();
    }
    ends.push(end);
    at = end;
  }
}

function wordEnd(text: string, start: number): number {
  if (["-", ",", " "].includes(text.charAt(start))) {
    return start + 1;
  }
  const rest = text.slice(start, start + 12).toLowerCase();
  const tens = TENS.map((name) => `${name.toLowerCase().slice(0, -1)}ieth`);
  const powers = POWERS.map(([, name]) => name);
  const names = [...SMALL, ...SMALL_ORDINALS, ...TENS, ...tens, "Hundred", ...powers, "and"];
  let longest = 0;
  for (const name of [...names, "hundredth", ...powers.map((power) => `${power}th`)]) {
    if (rest.startsWith(name.toLowerCase())) {
      longest = Math.max(longest, name.length);
    }
  }
  return start + longest;
}
