/** Integers in English words, and back. */
/** Return a whole number that is not negative in words. */
export declare function wordsOf(value: number, ordinal: boolean): string;
/** Return the number that the words come to; NaN when one of them is no number. */
export declare function numberOfWords(text: string): number;
/** Return where words of numbers that begin here may end, the farthest first. */
export declare function wordsEnd(text: string, start: number): number[];
