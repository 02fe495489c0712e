/**
 * Regular expression text shared by the two grammars. Everything here is Oniguruma syntax.
 *
 * House rules for these patterns: alternatives inside a repetition begin with different characters, and no repetition
 * stands directly in another one, so that a line of any length is scanned without backtracking over it again and again.
 */

export const identifier = '[A-Za-z_][A-Za-z0-9_]*';

/** A whole identifier, not the tail of a longer word. */
export const wholeIdentifier = `\\b${identifier}\\b`;

/** TCP or UDP port, 0..65535, both ends included. */
export const port = '(?:6553[0-5]|655[0-2]\\d|65[0-4]\\d{2}|6[0-4]\\d{3}|[1-5]\\d{4}|\\d{1,4})';

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d{2}|\\d{1,2})';

export const ipv4Address = `${octet}(?:\\.${octet}){3}`;

/** Anything that could be an IPv6 address: at most 45 characters, with a colon. The language server judges the rest. */
export const ipv6Address = '[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]{1,40}';

/**
 * Escapes a text for use inside a pattern.
 *
 * @param {string} text any text
 * @returns {string} a pattern that matches exactly that text
 */
export function literal(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/**
 * One alternative per word, longest first, so that `AzureMachineLearningInference` is not cut at `AzureMachineLearning`.
 *
 * @param {readonly string[]} words plain texts
 * @returns {string} a non-capturing group
 */
export function anyOf(words) {
  const ordered = [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return `(?:${ordered.map(literal).join('|')})`;
}

/**
 * The text with either case of each letter. Oniguruma refuses `(?i)` in a lookbehind where folding could change the
 * length (`ss` and `ß`), so keys that are looked back at are spelled out instead.
 *
 * @param {string} text letters only
 * @returns {string} a pattern of fixed length
 */
export function anyCase(text) {
  return [...text].map(letter => `[${letter.toLowerCase()}${letter.toUpperCase()}]`).join('');
}
