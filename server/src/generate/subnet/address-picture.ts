/** A picture of an address space with a new block in it: as segments, and as lines of text. The drawing is in address-svg.ts. */
import { groupedDigits } from '../../base/number-text.ts';
import { formatPrefix, type Ipv4Prefix } from '../../network/address.ts';
import { type AddressSpace, rangeText } from './address-space.ts';

/** Addresses `start <= address < end` that are one thing. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly kind: 'new' | 'used' | 'free';
  /** Of the subnet; `undefined` where nobody says it, and for what is free. */
  readonly name: string | undefined;
  /** `10.0.1.0/26`, or a range where it is no single prefix. */
  readonly text: string;
}

export interface PicturedPrefix {
  readonly prefix: Ipv4Prefix;
  /** In the order of the addresses; together they are the prefix. */
  readonly segments: readonly Segment[];
}

export interface NewBlock {
  readonly name: string;
  readonly prefix: Ipv4Prefix;
}

/** The prefixes of a space, lowest address first, cut into what is new, used and free. Of used blocks that overlap the first counts. */
export function pictureOf(space: AddressSpace, block: NewBlock | undefined): readonly PicturedPrefix[] {
  const blocks = [
    ...(block === undefined ? [] : [{ ...block, kind: 'new' as const }]),
    ...space.used.map(used => ({ ...used, kind: 'used' as const })),
  ].toSorted((a, b) => a.prefix.start - b.prefix.start || b.prefix.end - a.prefix.end);
  return space.prefixes
    .toSorted((a, b) => a.start - b.start)
    .map(prefix => {
      const segments: Segment[] = [];
      let at = prefix.start;
      const add = (end: number, kind: Segment['kind'], name: string | undefined) => {
        if (end > at) segments.push({ start: at, end, kind, name, text: segmentText(at, end) });
        at = Math.max(at, end);
      };
      for (const { prefix: own, kind, name } of blocks) {
        if (own.end <= at || own.start >= prefix.end) continue;
        add(Math.min(own.start, prefix.end), 'free', undefined);
        add(Math.min(own.end, prefix.end), kind, name);
      }
      add(prefix.end, 'free', undefined);
      return { prefix, segments };
    });
}

export interface PictureSigns {
  readonly new: string;
  readonly used: string;
  readonly free: string;
}

const barWidth = 64;
/** Segments of one prefix that a reader takes in. */
const mostLines = 12;

/** A bar for each prefix and a line for each of its segments. */
export function pictureLines(picture: readonly PicturedPrefix[], signs: PictureSigns): readonly string[] {
  return picture.flatMap(({ prefix, segments }, index) => {
    const shown = nearNew(segments);
    const texts = shown.map(({ text }) => text.length);
    const width = Math.max(...texts);
    const counts = shown.map(({ start, end }) => groupedDigits(end - start));
    const countWidth = Math.max(...counts.map(({ length }) => length));
    const hidden = segments.length - shown.length;
    return [
      ...(index === 0 ? [] : ['']),
      `${formatPrefix(prefix)}, ${groupedDigits(prefix.end - prefix.start)} addresses`,
      `[${bar(prefix, segments, signs)}]`,
      ...shown.map(
        ({ text, kind, name }, i) =>
          `${signs[kind]} ${text.padEnd(width)}  ${counts[i]!.padStart(countWidth)}  ${name ?? kind}${kind === 'new' ? ' (new)' : ''}`,
      ),
      ...(hidden > 0 ? [`  and ${hidden} more`] : []),
    ];
  });
}

/** Each cell of the bar stands for an equal part; the new block is seen however small it is. */
function bar(prefix: Ipv4Prefix, segments: readonly Segment[], signs: PictureSigns): string {
  const size = (prefix.end - prefix.start) / barWidth;
  const ranks = { free: 0, used: 1, new: 2 } as const;
  const cells: Segment['kind'][] = Array.from({ length: barWidth }, () => 'free');
  for (const { start, end, kind } of segments) {
    const first = Math.floor((start - prefix.start) / size);
    const last = Math.min(barWidth, Math.max(first + 1, Math.ceil((end - prefix.start) / size)));
    for (let cell = first; cell < last; cell++) if (ranks[kind] > ranks[cells[cell]!]) cells[cell] = kind;
  }
  return cells.map(kind => signs[kind]).join('');
}

/** All segments, or of many the ones around the new block. */
export function nearNew(segments: readonly Segment[]): readonly Segment[] {
  if (segments.length <= mostLines) return segments;
  const at = Math.max(
    0,
    segments.findIndex(({ kind }) => kind === 'new'),
  );
  const from = Math.min(Math.max(0, at - mostLines / 2), segments.length - mostLines);
  return segments.slice(from, from + mostLines);
}

/** One prefix where the range is one, else its first and last address. */
function segmentText(start: number, end: number): string {
  const size = end - start;
  const length = 32 - Math.log2(size);
  return Number.isInteger(length) && start % size === 0
    ? formatPrefix({ family: 4, start, end, length, hostBits: false })
    : rangeText(start, end);
}
