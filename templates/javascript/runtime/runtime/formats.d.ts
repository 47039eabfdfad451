/** Formats of dates, numbers of machines and JSON Pointers: RFC 3339, 2673, 4291, 9562, 6901. */
/** A date and a time of day with its offset from UTC, `T` between them. */
export declare function isDateTime(value: string): boolean;
/** A day of the calendar: `2024-02-29`. */
export declare function isDate(value: string): boolean;
/** A time of day with its offset from UTC. A leap second is the last one of a day in UTC. */
export declare function isTime(value: string): boolean;
/** A span of time: `P3DT12H`; no unit is left out between two others. */
export declare function isDuration(value: string): boolean;
/** Four numbers up to 255, without leading zeros. */
export declare function isIpv4(value: string): boolean;
/** Eight groups of hexadecimal digits; `::` for a run of zeros, the end may be like IPv4. */
export declare function isIpv6(value: string): boolean;
/** 32 hexadecimal digits in five groups. */
export declare function isUuid(value: string): boolean;
/** A JSON Pointer as a text, not as a fragment. */
export declare function isJsonPointer(value: string): boolean;
/** A number of levels up, then a JSON Pointer or `#`. */
export declare function isRelativeJsonPointer(value: string): boolean;
