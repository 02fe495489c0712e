/** What the tests of the Bicep parser share: corpus, readable dumps, and the laws every tree keeps. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineIndex } from '../../../server/src/base/line-index.ts';
import type { BicepFileKind, BicepNode, BicepTree } from '../../../server/src/syntax/bicep/tree.ts';
import { CHILD_FIELDS, children } from '../../../server/src/syntax/bicep/visit.ts';

export const CORPUS = join(import.meta.dirname, 'corpus');

export interface CorpusFile {
  readonly name: string;
  readonly path: string;
  readonly kind: BicepFileKind;
  /** With LF as line end. */
  readonly text: string;
}

export function corpus(): CorpusFile[] {
  return readdirSync(CORPUS)
    .filter(name => /\.bicep(param)?$/.test(name))
    .sort()
    .map(name => {
      const path = join(CORPUS, name);
      const kind = name.endsWith('param') ? 'bicepparam' : 'bicep';
      return { name, path, kind, text: readFileSync(path, 'utf8').replaceAll('\r\n', '\n') };
    });
}

/** What goes without saying and is left out of a dump. */
const USUAL: Readonly<Record<string, unknown>> = {
  closed: true,
  terminated: true,
  multiline: false,
  safe: false,
  fromEnd: false,
  existing: false,
  dollars: 0,
};
const OFFSETS = new Set(['keywordStart', 'operatorStart', 'contentStart', 'contentEnd']);

/** A tree as indented text: field, kind, range as line:column from 1, and what else the node says. CRLF is shown as LF. */
export function dump(tree: BicepTree): string {
  const lines = new LineIndex(tree.text);
  const place = (offset: number) => {
    const { line, character } = lines.position(offset);
    return `${line + 1}:${character + 1}`;
  };
  const range = (r: { start: number; end: number }) => `${place(r.start)}-${place(r.end)}`;
  const result: string[] = [];
  const add = (node: BicepNode, label: string, depth: number) => {
    const words = [`${'  '.repeat(depth)}${label}${node.kind} ${range(node)}`];
    const fields: readonly string[] =
      node.kind === 'interpolated-string' ? ['pieces', 'holes'] : CHILD_FIELDS[node.kind];
    for (const [name, value] of Object.entries(node)) {
      if (['kind', 'start', 'end', ...fields].includes(name) || value === undefined) continue;
      if (OFFSETS.has(name)) {
        if (value !== node.start) words.push(`${name}=${place(value as number)}`);
      } else if (name === 'value' && typeof value === 'object') words.push(`value=${range(value)}`);
      else if (name === 'nested') {
        if ((value as unknown[]).length > 0) words.push(`nested=${(value as unknown[]).length}`);
      } else if (value !== USUAL[name]) words.push(`${name}=${JSON.stringify(value)}`);
    }
    result.push(words.join(' ').replaceAll('\\r\\n', '\\n'));
    if (node.kind === 'interpolated-string') {
      for (const child of children(node)) add(child, '', depth + 1);
      return;
    }
    for (const field of fields) {
      const child = (node as unknown as Record<string, BicepNode | BicepNode[] | undefined>)[field];
      if (Array.isArray(child)) for (const item of child) add(item, `${field}: `, depth + 1);
      else if (child !== undefined) add(child, `${field}: `, depth + 1);
    }
  };
  add(tree.program, '', 0);
  for (const comment of tree.comments) {
    result.push(
      `comment ${comment.kind} ${range(comment)} ${JSON.stringify(tree.text.slice(comment.start, comment.end))}`,
    );
  }
  for (const directive of tree.directives) {
    const codes = directive.codes.map(code => `${code.text} ${range(code)}`).join(', ');
    result.push(`directive ${directive.kind} ${range(directive)}: ${codes}`);
  }
  for (const error of tree.errors) result.push(`error ${range(error)} ${error.code}: ${error.message}`);
  return `${result.join('\n').replaceAll('\\r\\n', '\\n')}\n`;
}

/** The laws of every tree: children within their parent and in order, errors, comments and directives sorted and in the text. */
export function checkLaws(tree: BicepTree): void {
  const pending: BicepNode[] = [tree.program];
  assert.equal(tree.program.start, 0);
  assert.equal(tree.program.end, tree.text.length);
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    let at = node.start;
    assert.ok(node.start <= node.end, `${node.kind} ends before it begins`);
    for (const child of children(node)) {
      const where = `${child.kind} ${child.start}-${child.end} in ${node.kind} ${node.start}-${node.end}`;
      assert.ok(child.start >= at, `overlaps what stands before it: ${where}`);
      assert.ok(child.end <= node.end, `leaves its parent: ${where}`);
      at = child.end;
      pending.push(child);
    }
  }
  for (const list of [tree.comments, tree.directives, tree.errors]) {
    let at = 0;
    for (const { start, end } of list) {
      assert.ok(start >= at && end >= start && end <= tree.text.length, `not sorted: ${start}-${end} after ${at}`);
      at = start;
    }
  }
}

/** A generator of numbers in 0..1 (1 is out) that gives the same ones for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
