/** A date and a time of day with its offset from UTC, `T` between them. */
export declare function isDateTime(value: string): boolean;
/** A day of the calendar: `2024-02-29`. */
export declare function isDate(value: string): boolean;
/** A time of day with its offset from UTC. A leap second is the last one of a day in UTC. */
export declare function isTime(value: string): boolean;
/** A span of time: `P3DT12H`; no unit is left out between two others. */
export declare function isDuration(value: string): boolean;
/** A mail address of ASCII characters, without a name beside it. */
export declare function isEmail(value: string): boolean;
/** A mail address that may hold any letters. */
export declare function isIdnEmail(value: string): boolean;
/** A host's name of ASCII labels; those that stand for other letters are checked as such. */
export declare function isHostname(value: string): boolean;
/** A host's name that may hold letters of any script, as IDNA 2008 allows them. */
export declare function isIdnHostname(value: string): boolean;
/** Four numbers up to 255 with dots between them, without leading zeros. */
export declare function isIpv4(value: string): boolean;
/** Eight groups of hexadecimal digits; `::` for a run of zeros, the end may be like IPv4. */
export declare function isIpv6(value: string): boolean;
/** An absolute address: it begins with its scheme. */
export declare function isUri(value: string): boolean;
/** An address, absolute or relative. */
export declare function isUriReference(value: string): boolean;
/** An absolute address that may hold letters of any script. */
export declare function isIri(value: string): boolean;
/** An address, absolute or relative, that may hold letters of any script. */
export declare function isIriReference(value: string): boolean;
/** 32 hexadecimal digits in five groups. */
export declare function isUuid(value: string): boolean;
/** An address with variables in braces. */
export declare function isUriTemplate(value: string): boolean;
/** A JSON Pointer as a text, not as a fragment. */
export declare function isJsonPointer(value: string): boolean;
/** A number of levels up, then a JSON Pointer or `#`. */
export declare function isRelativeJsonPointer(value: string): boolean;
/** A regular expression of ECMA-262, as it is read with the `u` flag. */
export declare function isRegex(value: string): boolean;
