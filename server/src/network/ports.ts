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

function portProblem(text: string): string {
  if (text === '') return 'is empty';
  if (text.includes(',')) return 'is a list in one text: use the plural property with one entry each';
  if (/^\s*\d+\s*-\s*\d+\s*$/.test(text)) return 'has a space in it';
  return "is neither a port (0 to 65535), nor a range such as '6381-6383', nor '*'";
}
