/** Return the number of code points; `length` counts UTF-16 units. A lone surrogate is one. */
export declare function lengthOf(text: string): number;
/** Whether the text has so many code points or more; it counts only when units leave it open. */
export declare function lengthAtLeast(text: string, limit: number): boolean;
/** Whether the text has so many code points or fewer; it counts only when units leave it open. */
export declare function lengthAtMost(text: string, limit: number): boolean;
