// The project's limits.
/** How often a definition may be inside itself in a value. */
export const MAX_DEPTH = 200;
