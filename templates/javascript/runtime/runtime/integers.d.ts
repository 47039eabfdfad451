/** Integers written by a picture: digits in groups, letters, Roman numerals, words. */
import { JsonataError } from "./values.js";
/** A separator, so many digits from the right. */
interface Mark {
    readonly position: number;
    readonly text: string;
}
/** How an integer is written. `regular`: the one mark repeats; `zero`: its first digit. */
export interface IntegerPicture {
    readonly kind: "digits" | "letters" | "roman" | "words" | "other";
    readonly case: "upper" | "lower" | "title";
    readonly ordinal: boolean;
    readonly zero: number;
    readonly mandatory: number;
    readonly optional: number;
    readonly regular: boolean;
    readonly marks: readonly Mark[];
    readonly text: string;
}
/** Return what the text of a picture asks for. */
export declare function integerPicture(picture: string): IntegerPicture;
export declare function greatestDivisor(one: number, other: number): number;
export declare function noSequence(picture: IntegerPicture): JsonataError;
/** Return a whole number as the picture has it. */
export declare function integerText(value: number, picture: IntegerPicture): string;
/** Return the number, rounded down, as the picture has it. */
export declare function formatInteger(value: unknown, picture: unknown): unknown;
/** Return the number that the text stands for, read as the picture has it. */
export declare function parseInteger(value: unknown, picture: unknown): unknown;
/** Return the number that the text stands for; NaN when it is none. */
export declare function integerOf(text: string, picture: IntegerPicture): number;
/** Return the integer that a text begins with; NaN when there is none. */
export declare function leadingInteger(text: string): number;
export {};
