/** Dates and times by a picture: written, and read. */
/** Return the milliseconds since 1970 as a date and time; the zone is a text such as `+0100`. */
export declare function formatMoment(value: unknown, picture?: unknown, zone?: unknown): unknown;
/**
 * Return the milliseconds since 1970 of a date and time that is written as the picture has it.
 *
 * What is larger than all that the picture has (the date of a time) is that of `now`.
 */
export declare function readMoment(value: unknown, picture: unknown, now?: unknown): unknown;
