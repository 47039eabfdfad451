// The limits of this project's validators.

/** How often a definition may be inside itself in a value. */
export const MAX_DEPTH = 200;
