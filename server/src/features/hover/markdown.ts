/**
 * Text of a file or of our data as Markdown that shows just that text. Names of rules may hold anything, and hosts are
 * written like `*.data.microsoft.com` and `<region>.login.microsoft.com`.
 */
export function plain(text: string): string {
  return text
    .replace(/[\\`*<>[\]~]/g, '\\$&')
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replace(/\s+/g, ' ');
}

/** Why a value of a rule has no value here. */
export function notKnown(name: string, why: string): string {
  return `The ${name} is not known here: ${plain(why)}.`;
}
