/** A subnet plan as lines of text for a terminal, and as Markdown for a preview. Both say the same in the same order. */
import { groupedDigits } from '../../base/number-text.ts';
import { counted } from '../words.ts';
import type { PlacedBlock } from './place-block.ts';
import type { SizeRow, SubnetPlan } from './plan-subnet.ts';

/** A plan as parts that a host lays out. */
export interface PlanDocument {
  readonly title: string;
  readonly summary: readonly string[];
  readonly tables: readonly PlanTable[];
  readonly notes: readonly string[];
  readonly disagreements: readonly string[];
  readonly source: string;
}

export interface PlanTable {
  readonly title: string;
  /** The first column is text, the others are numbers. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Rows to point at, from 0. */
  readonly marked: readonly number[];
}

/** @param placed the block that was found for it; `undefined` where none was looked for */
export function planDocument(plan: SubnetPlan, placed: PlacedBlock | undefined): PlanDocument {
  const { source, sku, units, mode, instances, smallest, recommended } = plan;
  const what = [
    instances === 1 ? sku : `${instances} instances of ${sku}`,
    `${counted(units, 'unit')}${instances === 1 ? '' : ' each'}`,
    ...(mode === undefined ? [] : [`${mode} mode`]),
  ].join(', ');
  const sizes =
    smallest === recommended
      ? `A /${smallest} is the smallest subnet that is enough, and is recommended.`
      : `A /${smallest} is the smallest subnet that is enough; a /${recommended} is recommended.`;
  return {
    title: `Subnet for API Management: ${what}`,
    summary: [
      `${sizes} ${plan.because}`,
      ...(placed === undefined ? [] : [`The next free block of that kind is ${placed.text}.`]),
    ],
    tables: [arithmeticTable(plan), sizesTable(plan)].filter(table => table.rows.length > 0),
    notes: [...(placed?.notes ?? []), ...plan.notes],
    disagreements: plan.disagreements,
    source: `${source.document}${source.month === null ? '' : `, ${source.month}`} (profile ${plan.profile})`,
  };
}

function arithmeticTable(plan: SubnetPlan): PlanTable {
  const isOne = plan.units === plan.maximumUnits;
  const numbers = (now: number, atMost: number) => (isOne ? [number(now)] : [number(now), number(atMost)]);
  const sum = (pick: 'now' | 'atMost') => plan.arithmetic.reduce((all, line) => all + line[pick], 0);
  return {
    title: 'Addresses',
    columns: ['', ...(isOne ? [] : [counted(plan.units, 'unit')]), counted(plan.maximumUnits, 'unit')],
    rows:
      plan.arithmetic.length === 0
        ? []
        : [
            ...plan.arithmetic.map(({ what, now, atMost }) => [what, ...numbers(now, atMost)]),
            ['together', ...numbers(sum('now'), sum('atMost'))],
          ],
    marked: plan.arithmetic.length === 0 ? [] : [plan.arithmetic.length],
  };
}

function sizesTable({ sizes, smallest, recommended, instances }: SubnetPlan): PlanTable {
  const hasPrinted = sizes.some(({ printed }) => printed !== undefined);
  return {
    title: instances === 1 ? 'What each size holds' : 'What each size holds, for each instance',
    columns: [
      'subnet',
      'addresses',
      'reserved',
      instances === 1 ? 'first unit' : 'first units',
      'load balancer',
      'left',
      'units to add',
      'units',
      'tier allows',
      ...(hasPrinted ? ['in the document'] : []),
    ],
    rows: sizes.map(row => [
      `/${row.prefixLength}`,
      ...[row.total, row.reserved, row.firstUnits, row.loadBalancers].map(number),
      ...(row.remaining < 0
        ? ['too small', '', '', '']
        : [row.remaining, row.scaleOut, row.units, row.unitsOfTier].map(number)),
      ...(hasPrinted ? [printedText(row)] : []),
    ]),
    marked: sizes.flatMap(({ prefixLength }, i) =>
      prefixLength === smallest || prefixLength === recommended ? [i] : [],
    ),
  };
}

function printedText({ printed }: SizeRow): string {
  return printed === undefined ? '' : number(printed);
}

function number(value: number): string {
  return groupedDigits(value);
}

/** The document as Markdown. @param picture an image for it, as the address of an SVG; `undefined` for none */
export function planMarkdown(document: PlanDocument, picture: string | undefined): string {
  const table = ({ title, columns, rows, marked }: PlanTable) =>
    [
      `## ${title}`,
      '',
      tableRow(columns),
      tableRow(columns.map((_, i) => (i === 0 ? '---' : '---:'))),
      ...rows.map((row, i) => tableRow(marked.includes(i) ? row.map(bold) : row)),
    ].join('\n');
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`## ${title}`, items.map(item => `- ${escaped(item)}`).join('\n')];
  return `${[
    `# ${escaped(document.title)}`,
    ...document.summary.map(escaped),
    ...(picture === undefined ? [] : [`![${escaped(document.title)}](${picture})`]),
    ...document.tables.map(table),
    ...list('To know', document.notes),
    ...list('Where texts disagree', document.disagreements),
    `Source: ${escaped(document.source)}.`,
  ].join('\n\n')}\n`;
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function bold(text: string): string {
  return text === '' ? text : `**${text}**`;
}

/** Names come from files and may hold signs of Markdown or of HTML. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|#!]/g, '\\$&').replace(/\s+/g, ' ');
}
