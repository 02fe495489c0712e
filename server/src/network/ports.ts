import type { PortRange } from '../knowledge/profiles.ts';

export type PortReading =
  | { readonly ok: true; readonly range: PortRange }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads one port entry of a rule: a number, a range `a-b` with both ends included, or `*`.
 *
 * @returns `problem`: the end of a sentence that begins with the quoted text
 * Source: REST description of security rules, API version 2023-09-01 (read 2026-11).
 */
export function readPorts(text: string): PortReading {
  if (text === '*') return { ok: true, range: { first: 0, last: 65535 } };
  const parts = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (parts === null) return { ok: false, problem: portProblem(text) };
  const first = Number(parts[1]);
  const last = Number(parts[2] ?? parts[1]);
  if (first > 65535 || last > 65535) return { ok: false, problem: 'is above 65535, the highest port' };
  if (first > last) return { ok: false, problem: `runs backwards: write '${last}-${first}'` };
  return { ok: true, range: { first, last } };
}

/** `443`, `6381-6383`, or `*` for all ports. */
export function formatPorts(range: PortRange): string {
  if (range.first === 0 && range.last === 65535) return '*';
  return range.first === range.last ? String(range.first) : `${range.first}-${range.last}`;
}

/**
 * The entries that a text which is none was surely meant for: blanks left out, a dash for another one, a backward range turned, a list
 * in one text taken apart, `any` for the asterisk. `undefined` where that is not all that is wrong.
 */
export function correctedPorts(text: string): readonly string[] | undefined {
  const entries = text
    .split(/[,;]/)
    .map(entry => entry.replace(/\s+/g, '').replace(/[\u2010-\u2015\u2212]/g, '-'))
    .filter(entry => entry !== '')
    .map(entry => (/^(any|all)$/i.test(entry) ? '*' : entry.replace(/^(\d+)-(\d+)$/, turned)));
  const isRead = entries.every(entry => readPorts(entry).ok);
  // An asterisk stands alone.
  return entries.length === 0 || !isRead || (entries.length > 1 && entries.includes('*')) ? undefined : entries;
}

function turned(range: string, first: string, last: string): string {
  return Number(first) > Number(last) ? `${last}-${first}` : range;
}

/** What is said of a range that would be one without its spaces. */
export const spaceInPorts = 'has a space in it';

function portProblem(text: string): string {
  if (text === '') return 'is empty';
  if (text.includes(',')) return 'is a list in one text: use the plural property with one entry each';
  if (/^\s*\d+(\s*-\s*\d+)?\s*$/.test(text)) return spaceInPorts;
  return "is neither a port (0 to 65535), nor a range such as '6381-6383', nor '*'";
}
