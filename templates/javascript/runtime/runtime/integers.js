/** Integers written by a picture: digits in groups, letters, Roman numerals, words. */
import { expect, numberArgument, stringArgument } from "./arguments.js";
import { JsonataError } from "./values.js";
import { numberOfWords, wordsOf } from "./wordings.js";
const ZEROS = "0\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50\u0ed0" +
    "\u0f20\u1040\u1090\u17e0\u1810\u1946\u19d0\u1a80\u1a90\u1b50\u1bb0\u1c40\u1c50\ua620\ua8d0" +
    "\ua900\ua9d0\ua9f0\uaa50\uabf0\uff10";
const NUMERALS = [
    [1000, "m"],
    [900, "cm"],
    [500, "d"],
    [400, "cd"],
    [100, "c"],
    [90, "xc"],
    [50, "l"],
    [40, "xl"],
    [10, "x"],
    [9, "ix"],
    [5, "v"],
    [4, "iv"],
    [1, "i"],
];
const ROMAN_VALUES = new Map([
    ["M", 1000],
    ["D", 500],
    ["C", 100],
    ["L", 50],
    ["X", 10],
    ["V", 5],
    ["I", 1],
]);
const LARGEST_ROMAN = 1_000_000;
const WIDEST = 1000;
const PLAIN = {
    kind: "other",
    case: "lower",
    ordinal: false,
    zero: 48,
    mandatory: 0,
    optional: 0,
    regular: false,
    marks: [],
    text: "",
};
const WORDS = new Map([
    ["A", { ...PLAIN, kind: "letters", case: "upper" }],
    ["a", { ...PLAIN, kind: "letters" }],
    ["I", { ...PLAIN, kind: "roman", case: "upper" }],
    ["i", { ...PLAIN, kind: "roman" }],
    ["W", { ...PLAIN, kind: "words", case: "upper" }],
    ["Ww", { ...PLAIN, kind: "words", case: "title" }],
    ["w", { ...PLAIN, kind: "words" }],
]);
/** Return what the text of a picture asks for. */
export function integerPicture(picture) {
    const semicolon = picture.lastIndexOf(";");
    const primary = semicolon < 0 ? picture : picture.slice(0, semicolon);
    const ordinal = semicolon >= 0 && picture.charAt(semicolon + 1) === "o";
    const known = WORDS.get(primary);
    if (known !== undefined) {
        return { ...known, ordinal };
    }
    let zero;
    let mandatory = 0;
    let optional = 0;
    const marks = [];
    for (const char of [...primary].reverse()) {
        const code = char.codePointAt(0) ?? 0;
        const found = [...ZEROS].map((one) => one.charCodeAt(0)).find((one) => isDigit(code, one));
        if (found !== undefined) {
            if (zero !== undefined && zero !== found) {
                throw new JsonataError("D3131", "the digits of a picture are of one script");
            }
            zero = found;
            mandatory += 1;
        }
        else if (char === "#") {
            optional += 1;
        }
        else {
            marks.push({ position: mandatory + optional, text: char });
        }
    }
    if (zero === undefined) {
        return { ...PLAIN, ordinal, text: primary };
    }
    if (mandatory > WIDEST) {
        throw new JsonataError("U1001", `a picture has at most ${WIDEST} digits`);
    }
    const step = regularStep(marks);
    const chosen = step > 0 ? [{ position: step, text: marks[0]?.text ?? "" }] : marks;
    const regular = step > 0;
    const counts = { mandatory, optional, regular, marks: chosen };
    return { ...PLAIN, kind: "digits", ordinal, zero, ...counts, text: primary };
}
function isDigit(code, zero) {
    return code >= zero && code <= zero + 9;
}
/** Return the distance of marks that repeat, 0 when they don't. */
function regularStep(marks) {
    if (marks.length === 0 || marks.some((mark) => mark.text !== marks[0]?.text)) {
        return 0;
    }
    const positions = marks.map((mark) => mark.position);
    const step = positions.reduce(greatestDivisor);
    const repeated = positions.every((_position, index) => positions.includes((index + 1) * step));
    return repeated ? step : 0;
}
export function greatestDivisor(one, other) {
    return other === 0 ? one : greatestDivisor(other, one % other);
}
export function noSequence(picture) {
    return new JsonataError("D3130", `\`${picture.text}\` is no sequence of numbers`);
}
/** Return a whole number as the picture has it. */
export function integerText(value, picture) {
    const size = Math.abs(value);
    let text;
    if (picture.kind === "letters") {
        text = lettersOf(size, picture.case === "upper" ? 65 : 97);
    }
    else if (picture.kind === "roman") {
        text = romanOf(size);
        text = picture.case === "upper" ? text.toUpperCase() : text;
    }
    else if (picture.kind === "words") {
        text = wordsOf(size, picture.ordinal);
        if (picture.case !== "title") {
            text = picture.case === "upper" ? text.toUpperCase() : text.toLowerCase();
        }
    }
    else if (picture.kind === "digits") {
        text = digitsOf(size, picture);
    }
    else {
        throw noSequence(picture);
    }
    return value < 0 ? `-${text}` : text;
}
function digitsOf(size, picture) {
    let text = String(size).padStart(picture.mandatory, "0");
    if (picture.zero !== 48) {
        text = [...text]
            .map((char) => String.fromCodePoint((char.codePointAt(0) ?? 0) + picture.zero - 48))
            .join("");
    }
    const [first] = picture.marks;
    if (picture.regular && first !== undefined) {
        for (let count = Math.floor((text.length - 1) / first.position); count > 0; count -= 1) {
            const at = text.length - count * first.position;
            text = text.slice(0, at) + first.text + text.slice(at);
        }
    }
    else {
        for (const mark of [...picture.marks].reverse()) {
            const at = text.length - mark.position;
            text = text.slice(0, Math.max(at, 0)) + mark.text + text.slice(at);
        }
    }
    if (!picture.ordinal) {
        return text;
    }
    const last = text.charAt(text.length - 1);
    const suffix = last === "1" ? "st" : last === "2" ? "nd" : last === "3" ? "rd" : "th";
    return text + (text.charAt(text.length - 2) === "1" ? "th" : suffix);
}
function lettersOf(size, first) {
    let out = "";
    let rest = size;
    while (rest > 0) {
        out = String.fromCharCode(((rest - 1) % 26) + first) + out;
        rest = Math.floor((rest - 1) / 26);
    }
    return out;
}
function romanOf(size) {
    if (size > LARGEST_ROMAN) {
        throw new JsonataError("U1001", `Roman numerals end at ${LARGEST_ROMAN}`);
    }
    let out = "";
    let rest = size;
    for (const [value, numeral] of NUMERALS) {
        out += numeral.repeat(Math.floor(rest / value));
        rest %= value;
    }
    return out;
}
/** Return the number, rounded down, as the picture has it. */
export function formatInteger(value, picture) {
    expect("formatInteger", "string", picture);
    if (value === undefined) {
        return undefined;
    }
    const number = numberArgument(value, "formatInteger");
    if (!Number.isFinite(number)) {
        throw new JsonataError("D1001", "a number is out of range", "formatInteger");
    }
    const wanted = integerPicture(stringArgument(picture, "formatInteger"));
    return integerText(Math.floor(number), wanted);
}
/** Return the number that the text stands for, read as the picture has it. */
export function parseInteger(value, picture) {
    expect("parseInteger", "string", value, picture);
    if (value === undefined) {
        return undefined;
    }
    const wanted = integerPicture(stringArgument(picture, "parseInteger"));
    return integerOf(stringArgument(value, "parseInteger"), wanted);
}
/** Return the number that the text stands for; NaN when it is none. */
export function integerOf(text, picture) {
    if (picture.kind === "other") {
        throw noSequence(picture);
    }
    if (picture.kind === "letters") {
        const base = picture.case === "upper" ? 65 : 97;
        let found = 0;
        let factor = 1;
        for (let index = text.length - 1; index >= 0; index -= 1) {
            found += (text.charCodeAt(index) - base + 1) * factor;
            factor *= 26;
        }
        return found;
    }
    if (picture.kind === "roman") {
        return romanValue(picture.case === "upper" ? text : text.toUpperCase());
    }
    if (picture.kind === "words") {
        return numberOfWords(text);
    }
    let digits = picture.ordinal ? text.slice(0, -2) : text;
    for (const mark of picture.regular ? [","] : picture.marks.map((one) => one.text)) {
        digits = digits.replaceAll(mark, "");
    }
    if (picture.zero !== 48) {
        const codes = digits.split("").map((char) => char.charCodeAt(0) - picture.zero + 48);
        digits = codes.map((code) => (code >= 0 ? String.fromCharCode(code) : " ")).join("");
    }
    return leadingInteger(digits);
}
function romanValue(text) {
    let total = 0;
    let largest = 1;
    for (const char of [...text].reverse()) {
        const value = ROMAN_VALUES.get(char);
        if (value === undefined) {
            return Number.NaN;
        }
        if (value < largest) {
            total -= value;
        }
        else {
            largest = value;
            total += value;
        }
    }
    return total;
}
/** Return the integer that a text begins with; NaN when there is none. */
export function leadingInteger(text) {
    // Without a radix, so that 0x is read as well, as JSONata's reference does.
    return Number.parseInt(text);
}
