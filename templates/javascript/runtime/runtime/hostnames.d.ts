/** Formats of the names of hosts: RFC 1123 and 5890 to 5893. */
/** A host's name of ASCII labels; those that stand for other letters are checked as such. */
export declare function isHostname(value: string): boolean;
/** A host's name that may hold letters of any script, as IDNA 2008 allows them. */
export declare function isIdnHostname(value: string): boolean;
