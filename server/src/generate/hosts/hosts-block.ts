/**
 * The entries as lines of a hosts file, between two marks, so that they can be replaced or taken out later without touching
 * any other line. Works on texts; no file is read or written here.
 */
import type { HostEntry } from './host-entries.ts';

export interface HostsBlock {
  /** The line before the entries; the name of the service is in it, so that blocks of several services stand side by side. */
  readonly begin: string;
  readonly lines: readonly string[];
  readonly end: string;
}

export type HostsText =
  | {
      readonly ok: true;
      readonly text: string;
      /** Sentences about other lines of the text that concern the same names. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly problem: string };

/**
 * A hosts file has no wildcards, so entries with one are left out.
 *
 * @param serviceName one that Azure takes, so that the marks hold no other characters
 */
export function hostsBlock(serviceName: string, entries: readonly HostEntry[]): HostsBlock {
  const written = entries.filter(({ host }) => !host.startsWith('*'));
  const width = Math.max(0, ...written.map(({ address }) => address.length));
  return {
    ...marksOf(serviceName),
    lines: written.map(({ host, address }) => `${address.padEnd(width)} ${host}`),
  };
}

export function marksOf(serviceName: string): Pick<HostsBlock, 'begin' | 'end'> {
  const name = serviceName.toLowerCase();
  return { begin: `# BEGIN API Management ${name}`, end: `# END API Management ${name}` };
}

/** The block alone, with `\n` after each line. */
export function hostsBlockText({ begin, lines, end }: HostsBlock): string {
  return [begin, ...lines, end].map(line => `${line}\n`).join('');
}

/**
 * The old text with the block in place of an older one, or at its end. Applied to its own result it changes nothing. Line ends
 * follow the old text. A text whose marks do not pair is left alone: what belongs to the block cannot be told.
 */
export function withHostsBlock(oldText: string, block: HostsBlock): HostsText {
  const found = findBlock(oldText, block);
  if ('problem' in found) return { ok: false, problem: found.problem };
  const eol = lineEnd(oldText);
  const body = [block.begin, ...block.lines, block.end].join(eol);
  const { lines, first, last } = found;
  const notes = otherMentions(lines, first, last, block);
  if (first !== undefined) {
    // The mark of the end keeps the line end that it had, or its lack at the end of the text.
    const written = body + endingOf(lines[last]!);
    return { ok: true, text: [...lines.slice(0, first), written, ...lines.slice(last + 1)].join(''), notes };
  }
  const needsEnd = oldText !== '' && !/\n$/.test(oldText);
  const separator = oldText === '' ? '' : `${needsEnd ? eol : ''}${eol}`;
  return { ok: true, text: `${oldText}${separator}${body}${eol}`, notes };
}

/** The old text without the block and without the blank line before it; a text that has none stays as it is. */
export function withoutHostsBlock(oldText: string, marks: Pick<HostsBlock, 'begin' | 'end'>): HostsText {
  const found = findBlock(oldText, marks);
  if ('problem' in found) return { ok: false, problem: found.problem };
  const { lines, first, last } = found;
  if (first === undefined) return { ok: true, text: oldText, notes: ['There is no such block to take out.'] };
  const before = first > 0 && lines[first - 1]!.trim() === '' ? first - 1 : first;
  return { ok: true, text: [...lines.slice(0, before), ...lines.slice(last + 1)].join(''), notes: [] };
}

type FoundBlock =
  | { readonly lines: readonly string[]; readonly first: number; readonly last: number }
  | { readonly lines: readonly string[]; readonly first: undefined; readonly last: -1 }
  | { readonly problem: string };

/** The lines with their ends, and the first and the last line of the block, from 0. */
function findBlock(text: string, { begin, end }: Pick<HostsBlock, 'begin' | 'end'>): FoundBlock {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const begins = linesLike(lines, begin);
  const ends = linesLike(lines, end);
  if (begins.length === 0 && ends.length === 0) return { lines, first: undefined, last: -1 };
  const [first] = begins;
  const [last] = ends;
  if (begins.length > 1 || ends.length > 1 || first === undefined || last === undefined || last < first) {
    const places = [...begins, ...ends].toSorted((a, b) => a - b).map(index => index + 1);
    return {
      problem: `The lines '${begin}' and '${end}' must stand once each, in this order; they were found in ${places.length === 1 ? 'line' : 'lines'} ${places.join(', ')}. Put them right, or take them out.`,
    };
  }
  return { lines, first, last };
}

function linesLike(lines: readonly string[], mark: string): readonly number[] {
  return lines.flatMap((line, index) => (line.trim().toLowerCase() === mark.toLowerCase() ? [index] : []));
}

/** `\r\n` where the first line ends so. */
function lineEnd(text: string): string {
  return /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n';
}

function endingOf(line: string): string {
  return /\r?\n$/.exec(line)?.[0] ?? '';
}

/** Where a name stands twice, the line that comes first counts. */
function otherMentions(
  lines: readonly string[],
  first: number | undefined,
  last: number,
  block: HostsBlock,
): readonly string[] {
  const hosts = new Set(block.lines.map(line => line.split(' ').at(-1)!));
  return lines.flatMap((line, index) => {
    if (first !== undefined && index >= first && index <= last) return [];
    const [address, ...names] = line.replace(/#.*/s, '').trim().split(/\s+/);
    const twice = names.filter(name => hosts.has(name.toLowerCase()));
    return twice.length === 0
      ? []
      : [`Line ${index + 1} has ${twice.join(' and ')} too, with ${address}; of two lines the first counts.`];
  });
}
