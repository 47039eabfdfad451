/** Variables that are set in one function and read in another. */
export declare function cell(value?: unknown): unknown;
/** Set the variable, and return what it is set to. */
export declare function hold(variable: unknown, value: unknown): unknown;
export declare function held(variable: unknown): unknown;
