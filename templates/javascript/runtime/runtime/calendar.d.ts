/** Days, months and weeks of the Gregorian calendar. */
export declare const DAY = 86400000;
/** A moment in the fields of a clock in UTC; `month` from 1, `dayNumber`: days since 1970. */
export interface Moment {
    readonly year: number;
    readonly month: number;
    readonly day: number;
    readonly hour: number;
    readonly minute: number;
    readonly second: number;
    readonly milli: number;
    readonly dayNumber: number;
}
/** Return the moment, or nothing when it is out of range. */
export declare function momentOf(millis: number): Moment | undefined;
/** Return the days since 1970; months and days that there are not run over. */
export declare function dayNumber(year: number, month: number, day: number): number;
/** Return the day on which the first week begins: that of the first Thursday. */
export declare function firstWeek(year: number, month: number): number;
/** Return the day of the week, from 1 for Monday. */
export declare function weekdayOf(day: number): number;
/** Return the number of the week in a year (a step of twelve months) or in a month. */
export declare function weekIn(today: number, year: number, month: number, step: number): number;
