/** The picture of an address space as an SVG, for a page or a preview. Self-contained: no script, no font, nothing to load. */
import { groupedDigits } from '../../base/number-text.ts';
import { formatPrefix } from '../../network/address.ts';
import { nearNew, type PicturedPrefix, type Segment } from './address-picture.ts';

const width = 760;
const margin = 16;
const barHeight = 34;
const lineHeight = 22;
const inner = width - 2 * margin;
/** A block that takes less of the bar is shown a second time, enlarged. */
const smallestShare = 1 / 24;
/** How much of the enlarged bar the block and what lies around it takes, as a power of two. */
const zoomBits = 3;

/** Colours on a ground of its own, so that it reads the same in every theme; contrast of text is above 7 to 1. */
const colors = {
  ground: '#ffffff',
  text: '#1f2328',
  faint: '#4d545c',
  line: '#6e7781',
  new: '#0a6b3d',
  used: '#b9c3cf',
  free: '#f0f3f6',
} as const;

/** @param title what the picture shows, for those who do not see it */
export function addressSvg(picture: readonly PicturedPrefix[], title: string): string {
  const parts: string[] = [];
  let y = margin;
  for (const { prefix, segments } of picture) {
    const block = segments.find(({ kind }) => kind === 'new');
    parts.push(label(margin, y + 14, `${formatPrefix(prefix)}`, 'bold'));
    y += lineHeight;
    parts.push(...barOf(segments, prefix.start, prefix.end, y));
    y += barHeight;
    if (block !== undefined && (block.end - block.start) / (prefix.end - prefix.start) < smallestShare) {
      const size = (block.end - block.start) * 2 ** zoomBits;
      const from = Math.max(prefix.start, Math.floor(block.start / size) * size);
      const to = Math.min(prefix.end, from + size);
      const x = (address: number) => round(margin + ((address - prefix.start) / (prefix.end - prefix.start)) * inner);
      parts.push(
        `<path d="M${x(from)} ${y} L${margin} ${y + lineHeight} M${x(to)} ${y} L${width - margin} ${y + lineHeight}" stroke="${colors.line}" fill="none"/>`,
      );
      y += lineHeight;
      parts.push(...barOf(segments, from, to, y));
      y += barHeight;
    }
    y += lineHeight;
    const legend = nearNew(segments);
    for (const { start, end, kind, name, text } of legend) {
      parts.push(
        `<rect x="${margin}" y="${y - 11}" width="14" height="14" fill="${colors[kind]}" stroke="${colors.line}"/>`,
        label(margin + 24, y, text, kind === 'new' ? 'bold' : undefined),
        label(margin + 290, y, `${name ?? kind}${kind === 'new' ? ' (new)' : ''}`, kind === 'new' ? 'bold' : undefined),
        `<text x="${width - margin}" y="${y}" text-anchor="end" fill="${colors.faint}">${groupedDigits(end - start)}</text>`,
      );
      y += lineHeight;
    }
    if (legend.length < segments.length) {
      parts.push(label(margin + 24, y, `and ${segments.length - legend.length} more`));
      y += lineHeight;
    }
    y += margin / 2;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" role="img" aria-label="${escaped(title)}" font-family="system-ui, sans-serif" font-size="13"><title>${escaped(title)}</title><rect width="${width}" height="${y}" fill="${colors.ground}"/>${parts.join('')}</svg>`;
}

const drawnAt = { free: 0, used: 1, new: 2 } as const;

function barOf(segments: readonly Segment[], from: number, to: number, y: number): string[] {
  const scale = inner / (to - from);
  return (
    segments
      .filter(({ start, end }) => end > from && start < to)
      // What is taken is drawn after what is free, what is new last, and neither thinner than a line that can be seen.
      .toSorted((a, b) => drawnAt[a.kind] - drawnAt[b.kind])
      .flatMap(({ start, end, kind, name, text }) => {
        const x = (Math.max(start, from) - from) * scale;
        const wide = Math.max(
          (Math.min(end, to) - Math.max(start, from)) * scale,
          kind === 'new' ? 3 : kind === 'used' ? 1.5 : 0,
        );
        const caption = name ?? (kind === 'free' ? 'free' : text);
        const fits = wide > caption.length * 8 + 8;
        return [
          `<rect x="${round(margin + x)}" y="${y}" width="${round(wide)}" height="${barHeight}" fill="${colors[kind]}" stroke="${colors.line}"><title>${escaped(`${text} ${name ?? kind}`)}</title></rect>`,
          ...(fits
            ? [
                `<text x="${round(margin + x + wide / 2)}" y="${y + barHeight / 2 + 5}" text-anchor="middle" fill="${kind === 'new' ? colors.ground : colors.text}">${escaped(caption)}</text>`,
              ]
            : []),
        ];
      })
  );
}

function label(x: number, y: number, text: string, weight?: 'bold'): string {
  return `<text x="${x}" y="${y}" fill="${colors.text}"${weight === undefined ? '' : ' font-weight="600"'}>${escaped(text)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escaped(text: string): string {
  return (
    text
      // Control characters are not allowed in XML, and a name in a template may hold anything.
      .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
