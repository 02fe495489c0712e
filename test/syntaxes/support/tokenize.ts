/**
 * The grammars under test in the engine that VS Code uses, without VS Code: text in, tokens and readable snapshots out.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { IGrammar } from 'vscode-textmate';

// Both are CommonJS bundles whose named exports no loader can see, so they are required as VS Code does.
const require = createRequire(import.meta.url);
const oniguruma = require('vscode-oniguruma') as typeof import('vscode-oniguruma');
const textmate = require('vscode-textmate') as typeof import('vscode-textmate');

/** Where a grammar's file lies, by scope name; a function makes the text where there is no such file. */
export type GrammarSources = Readonly<Record<string, string | (() => string)>>;

export interface Token {
  /** Columns of the line, in UTF-16 code units from 0; `start` is in, `end` is out. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** From the outermost to the innermost. */
  readonly scopes: readonly string[];
}

export interface Tokenized {
  readonly lines: readonly { readonly text: string; readonly tokens: readonly Token[] }[];
  /** How many rules were still open after the last line; 1 is the grammar itself. */
  readonly depth: number;
}

export const root = resolve(import.meta.dirname, '../../..');
const jsonGrammar = join(import.meta.dirname, 'json.tmLanguage.json');

/** The grammars as the extension contributes them, and our stand-in for the editor's JSON under its three names. */
export const ownGrammars: GrammarSources = {
  'source.bicep': join(root, 'syntaxes/bicep.tmLanguage.json'),
  'apim-vnet.injection': join(root, 'syntaxes/apim-vnet.injection.tmLanguage.json'),
  'source.json': jsonGrammar,
  'source.json.comments': () => renamed('source.json.comments'),
  'source.json.arm-template': () => renamed('source.json.arm-template'),
};

/** Without the injection. */
export const baseGrammars: GrammarSources = { ...ownGrammars, 'apim-vnet.injection': () => '' };

function renamed(scopeName: string): string {
  return JSON.stringify({ ...JSON.parse(readFileSync(jsonGrammar, 'utf8')), scopeName });
}

let scans = 0;

/** How often a scanner has looked for its next match since the process began: the measure of work that does not depend on a clock. */
export function scannerCalls(): number {
  return scans;
}

/** Counts its calls. */
class CountingScanner extends oniguruma.OnigScanner {
  override findNextMatchSync(...args: Parameters<InstanceType<typeof oniguruma.OnigScanner>['findNextMatchSync']>) {
    scans++;
    return super.findNextMatchSync(...args);
  }
}

let onigurumaLoaded: Promise<void> | undefined;

/**
 * Loads one grammar with whatever it includes.
 *
 * @param injectTo scope names that receive the injection; a name includes the longer names that begin with it, as in VS Code
 * @throws when no grammar has that scope name
 */
export async function loadGrammar(
  scopeName: string,
  sources: GrammarSources = ownGrammars,
  injectTo: readonly string[] = ['source.json', 'source.bicep'],
): Promise<IGrammar> {
  const wasm = require.resolve('vscode-oniguruma/release/onig.wasm');
  onigurumaLoaded ??= oniguruma.loadWASM(readFileSync(wasm).buffer as ArrayBuffer);
  await onigurumaLoaded;
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new CountingScanner(patterns),
      createOnigString: (text: string) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async wanted => {
      const source = sources[wanted];
      const text = typeof source === 'function' ? source() : source && readFileSync(source, 'utf8');
      return text ? textmate.parseRawGrammar(text, text.trimStart().startsWith('<') ? 'x.tmLanguage' : 'x.json') : null;
    },
    getInjections: name =>
      injectTo.some(target => name === target || name.startsWith(`${target}.`)) ? ['apim-vnet.injection'] : undefined,
  });
  const grammar = await registry.loadGrammar(scopeName);
  if (!grammar) throw new Error(`no grammar ${scopeName}`);
  return grammar;
}

/** Never gives up on a line, however long. Line ends may be LF or CR LF; neither belongs to a line's text. */
export function tokenize(grammar: IGrammar, text: string): Tokenized {
  let state = textmate.INITIAL;
  const lines = text.split(/\r?\n/).map(line => {
    const result = grammar.tokenizeLine(line, state, 0);
    state = result.ruleStack;
    const tokens = result.tokens
      .map(({ startIndex, endIndex, scopes }) => {
        const end = Math.min(endIndex, line.length);
        return { start: startIndex, end, text: line.slice(startIndex, end), scopes };
      })
      .filter(token => token.start < token.end);
    return { text: line, tokens };
  });
  return { lines, depth: state.depth };
}

/** The stretches of text under a scope whose name begins with `scope`, in order; neighbours on one line are one stretch. */
export function textsWith(tokenized: Tokenized, scope: string): string[] {
  const out: string[] = [];
  for (const { tokens } of tokenized.lines) {
    let inside = false;
    for (const { text, scopes } of tokens) {
      const has = scopes.some(name => name.startsWith(scope));
      if (has && inside) out.push(`${out.pop()}${text}`);
      else if (has) out.push(text);
      inside = has;
    }
  }
  return out;
}

/**
 * Each line of text, then one line per run of equal scopes: carets under the text, the scopes beside them. The grammar's
 * own scope and blank runs without any other are left out.
 */
export function snapshot(tokenized: Tokenized): string {
  const out: string[] = [];
  for (const { text, tokens } of tokenized.lines) {
    out.push(`>${text}`);
    const runs: { start: number; end: number; label: string }[] = [];
    for (const { start, end, scopes } of tokens) {
      const label = scopes.slice(1).join(' ');
      const last = runs.at(-1);
      if (last?.label === label) last.end = end;
      else runs.push({ start, end, label });
    }
    for (const { start, end, label } of runs) {
      if (label === '' && text.slice(start, end).trim() === '') continue;
      out.push(` ${' '.repeat(start)}${'^'.repeat(end - start)} ${label || '(none)'}`);
    }
  }
  return `${out.join('\n')}\n`;
}

/**
 * Compares with the file, or writes it where `UPDATE=1` is set.
 *
 * @returns the expected text; the actual text where it has just been written
 * @throws when the file does not exist and may not be written
 */
export function expectedText(path: string, actual: string): string {
  if (process.env['UPDATE'] === '1') writeFileSync(path, actual);
  else if (!existsSync(path)) throw new Error(`${path} does not exist; UPDATE=1 writes it`);
  return readFileSync(path, 'utf8');
}
