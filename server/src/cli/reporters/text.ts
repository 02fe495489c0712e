import type { Severity } from '../../rules/rule.ts';
import { printable } from '../display.ts';
import { draw, type Excerpt } from '../excerpt.ts';
import type { LocatedFinding, LocatedPlace } from '../located.ts';
import type { Report } from '../report.ts';
import type { Ink, Style } from '../style.ts';

const inks: Readonly<Record<Severity, Ink>> = {
  error: 'error',
  warning: 'warning',
  information: 'information',
  hint: 'information',
};

/** More related places than this are only counted. */
const relatedShown = 8;

/**
 * Findings as a person reads them: place and message, the line with carets under the words, related places, remedies.
 *
 * @param clean what to say where there are none: "No errors"
 */
export function reportText(report: Report, style: Style, clean: string): string {
  const blocks = report.findings.map(finding => `${block(finding, style).join('\n')}\n`);
  return [...blocks, summary(report, style, clean)].join('\n');
}

function block(finding: LocatedFinding, style: Style): string[] {
  const { paint } = style;
  const ink = inks[finding.severity];
  const gutter = ' '.repeat(numberOf(finding).length + 1);
  const related = finding.related.slice(0, relatedShown);
  const more = finding.related.length - related.length;
  return [
    [
      paint('strong', printable(placeOf(finding))),
      paint(ink, finding.severity),
      paint('faint', finding.rule),
      printable(finding.message),
    ].join('  '),
    ...codeLines(finding, finding.excerpt, ink, style),
    ...related.flatMap(place => [
      `${gutter}   ${paint('strong', printable(placeOf(place)))} ${printable(place.message)}`,
      ...(place.excerpt === undefined ? [] : codeLines(place, place.excerpt, 'faint', style, `${gutter}   `)),
    ]),
    ...(more > 0 ? [`${gutter}   and ${counted(more, 'more place')}`] : []),
    ...finding.fixes.map(fix => {
      return `${gutter}   fix: ${printable(fix.title)}${fix.safety === 'review' ? ' (to be reviewed: the meaning may change)' : ''}`;
    }),
  ];
}

/** The line of a place with its number, and carets under the words; both after an indent. */
function codeLines(
  place: LocatedPlace,
  excerpt: Excerpt,
  ink: Ink,
  { paint, signs, width }: Style,
  indent = '',
): string[] {
  const number = numberOf(place);
  const gutter = ' '.repeat(number.length + 1);
  const code = draw(excerpt, width - indent.length - gutter.length - 3, signs.ellipsis);
  return [
    `${indent}${paint('faint', ` ${number} ${signs.bar}`)} ${code.code}`.trimEnd(),
    `${indent}${paint('faint', `${gutter} ${signs.bar}`)} ${' '.repeat(code.indent)}${paint(ink, '^'.repeat(code.carets))}`,
  ];
}

function numberOf({ range }: LocatedPlace): string {
  return String(range.start.line + 1);
}

/** Editors and terminals count lines and columns from 1. */
function placeOf({ file, range }: LocatedPlace): string {
  return `${file}:${range.start.line + 1}:${range.start.character + 1}`;
}

function summary(report: Report, { paint }: Style, clean: string): string {
  const count = (...some: Severity[]) => report.findings.filter(finding => some.includes(finding.severity)).length;
  const [errors, warnings, notes] = [count('error'), count('warning'), count('information', 'hint')];
  const parts = [
    ...(errors > 0 ? [paint('error', counted(errors, 'error'))] : []),
    ...(warnings > 0 ? [paint('warning', counted(warnings, 'warning'))] : []),
    ...(notes > 0 ? [paint('information', counted(notes, 'informational finding'))] : []),
  ];
  const blamed = new Set(report.findings.map(finding => finding.file)).size;
  const files = counted(report.files + report.others, 'file');
  const found =
    parts.length > 0 ? `${parts.join(', ')} in ${blamed} of ${files}` : `${paint('good', clean)} in ${files}`;
  return `${found}.${hiddenText(report)}\n`;
}

function hiddenText({ hidden }: Report): string {
  const notes = hidden.information + hidden.hint;
  const parts = [
    ...(hidden.warning > 0 ? [counted(hidden.warning, 'warning')] : []),
    ...(notes > 0 ? [counted(notes, 'informational finding')] : []),
  ];
  if (parts.length === 0) return '';
  return ` Not shown: ${parts.join(', ')} (--severity ${notes > 0 ? 'info' : 'warning'} shows them).`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
