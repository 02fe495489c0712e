/** Quoting for the two families of shells that generated commands are pasted into. */

/** One word for a POSIX shell: as it is where nothing in it is special, else in single quotes. */
export function shellWord(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** One text for PowerShell, in single quotes, where only these are special; its curly relatives count as quotes too. */
export function powerShellText(text: string): string {
  return `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
}
