/**
 * How deep a tree may become: constructs that enclose a place, and, counted apart, operators and accesses chained onto one
 * value. What lies deeper is skipped with the error `too-deep`. Written code stays below 60; the bound keeps every recursion
 * over a tree, ours and that of its readers, far from the end of a one-megabyte stack: no path from the root to a leaf has
 * more than four times as many nodes.
 */
export const MAX_DEPTH = 250;

/** How many errors a tree lists at most; the first ones are kept. */
export const MAX_ERRORS = 1000;
