/** Dates as milliseconds since 1970, and the other way round. */
/** Return the milliseconds since 1970 of an ISO 8601 date and time; without a zone it is UTC. */
export declare function toMillis(value: unknown): unknown;
/** Return the milliseconds since 1970 of a date and time; throws an error for what is none. */
export declare function moment(text: string): number;
export declare function fromMillis(value: unknown): unknown;
