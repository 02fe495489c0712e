/**
 * Characters an expression may have. Azure does not say whether the outer brackets count; here they do not.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions (read 2026-11).
 */
export const MAX_EXPRESSION_LENGTH = 24_576;

/** Characters that are read of an expression longer than Azure allows; what follows is left out of the tree. */
export const MAX_READ_LENGTH = 10 * MAX_EXPRESSION_LENGTH;

/**
 * Nodes on the longest path from the root of a tree to a leaf, both included. Arguments, indexes and each access of a chain
 * like `a().b.c` count one. At this depth only a `missing` node stands: what lies there and deeper is left out with the error `too-deep`, so recursion over a tree is safe.
 */
export const MAX_DEPTH = 200;

/**
 * Integers of the language are signed and have 32 bits; both ends are allowed. The Bicep compiler writes others as `json('…')`
 * (seen 2026-11).
 */
export const MIN_INTEGER = -2_147_483_648;
export const MAX_INTEGER = 2_147_483_647;
