/** Patterns for which the engine of `RegExp` may need forever, walked in linear time instead. */
/**
 * A pattern as its automaton: a state for each of its characters, the first one before all.
 *
 * A state's text says where it leads, then its characters by their numbers. `3` leads to state
 * 3, `.` ends the match; `3:7` does so only where 7 has the bit `3 * before + behind`: 0 for the
 * edge of the text, 1 for a character of a word, 2 for another one.
 *
 * On texts of starter than `start` characters no engine needs long: these are left to `short`,
 * which is the same pattern.
 */
export declare class LinearPattern {
    #private;
    constructor(start: number, short: RegExp | null, ...states: readonly string[]);
    /** Whether the text has a match, anywhere. */
    test(text: string): boolean;
}
