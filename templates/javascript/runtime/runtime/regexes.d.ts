/** The format of regular expressions: ECMA-262 with the `u` flag. */
/** A regular expression of ECMA-262, as it is read with the `u` flag. */
export declare function isRegex(value: string): boolean;
