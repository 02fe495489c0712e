import type { SourceWriter } from './source-writer.ts';

export const bicepWriter: SourceWriter = {
  scalar: value => (typeof value === 'string' ? bicepText(value) : String(value)),
  key: name => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : bicepText(name)),
  commaOnLines: false,
  shortLists: false,
  expression: text => text,
  hasExpressions: true,
  idOfNew: (_, symbol) => `${symbol}.id`,
};

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function bicepText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be escaped.
  const escaped = text.replace(/[\\'\u0000-\u001f]/g, c => escapes[c] ?? `\\u{${c.charCodeAt(0).toString(16)}}`);
  return `'${escaped.replaceAll('${', '\\${')}'`;
}
