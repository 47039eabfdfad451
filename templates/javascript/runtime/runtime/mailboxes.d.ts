/** Formats of mail addresses: RFC 5321 and 6531. */
/** A mail address of ASCII characters, without a name beside it. */
export declare function isEmail(value: string): boolean;
/** A mail address that may hold any letters. */
export declare function isIdnEmail(value: string): boolean;
