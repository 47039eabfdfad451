/** How often a definition may be inside itself in a value. */
export declare const MAX_DEPTH = 200;
