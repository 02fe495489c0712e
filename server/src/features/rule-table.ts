/** The rules of a group as a table to copy: Markdown for people, CSV for spreadsheets, JSON for programs. */
import type { LinePosition } from '../base/line-index.ts';
import { knownValue, type Sourced } from '../base/sourced.ts';
import { touches } from '../base/span.ts';
import { builtInRules } from '../network/build-nsg.ts';
import type { AddressSide, NetworkSecurityGroup, PortSide, SecurityRule } from '../network/nsg.ts';
import type { FileView } from '../workspace/view.ts';
import { placeOf } from './place.ts';
import { escapeMarkdown } from './report/escape.ts';

/** The shape that other tools depend on (`apim-vnet export --format json`). */
export interface RuleTable {
  /** `null` where the file does not name it. */
  readonly name: string | null;
  readonly file: string;
  /** Of the group's name, from 0. */
  readonly line: number;
  /** Why there may be more rules than are listed; `null` where the list is complete. */
  readonly incomplete: string | null;
  /** Inbound rules first, each direction in the order Azure asks them; those without a known priority at its end. */
  readonly rules: readonly RuleRow[];
}

/** Values as Azure spells them. `null`, or a text in brackets in a list: not known. */
export interface RuleRow {
  readonly direction: string | null;
  readonly priority: number | null;
  readonly name: string | null;
  readonly access: string | null;
  readonly protocol: string | null;
  readonly source: readonly string[];
  readonly sourcePorts: readonly string[];
  readonly destination: readonly string[];
  readonly destinationPorts: readonly string[];
  readonly description: string | null;
  readonly builtIn: boolean;
}

/**
 * The groups of a file whose rules are in it, in the order of the text.
 *
 * @param withBuiltIn also the rules that Azure adds to every group
 */
export function ruleTables(view: FileView, withBuiltIn: boolean): readonly RuleTable[] {
  return tablesOf(view, writtenGroups(view), withBuiltIn);
}

/** The table of the group at a position of the text; of all groups where it is in none. */
export function ruleTablesAt(view: FileView, position: LinePosition, withBuiltIn: boolean): readonly RuleTable[] {
  const offset = view.lines.offset(position);
  const groups = writtenGroups(view);
  const there = groups.find(({ span }) => span.file === view.source.uri && touches(span, offset));
  return tablesOf(view, there === undefined ? groups : [there], withBuiltIn);
}

function writtenGroups(view: FileView): readonly NetworkSecurityGroup[] {
  return view.recognised ? view.network.securityGroups.filter(group => !group.definedElsewhere) : [];
}

function tablesOf(view: FileView, groups: readonly NetworkSecurityGroup[], withBuiltIn: boolean): readonly RuleTable[] {
  return groups.map(group => {
    const { uri, range } = placeOf(view, group.nameSpan);
    return {
      name: knownValue(group.name) ?? null,
      file: uri,
      line: range.start.line,
      incomplete: group.rulesUnknown ?? null,
      rules: rowsOf(group, withBuiltIn),
    };
  });
}

function rowsOf(group: NetworkSecurityGroup, withBuiltIn: boolean): readonly RuleRow[] {
  const rules = withBuiltIn ? [...group.rules, ...builtInRules(group.rulesSpan)] : group.rules;
  const place = ({ direction }: SecurityRule) => ['Inbound', 'Outbound', undefined].indexOf(knownValue(direction));
  const priority = (rule: SecurityRule) => knownValue(rule.priority) ?? Number.POSITIVE_INFINITY;
  // Of two unknown priorities, as of two equal ones, the first in the text stays first.
  const order = (a: SecurityRule, b: SecurityRule) =>
    place(a) - place(b) || (priority(a) === priority(b) ? 0 : priority(a) - priority(b));
  return rules.toSorted(order).map(rowOf);
}

function rowOf(rule: SecurityRule): RuleRow {
  return {
    direction: knownValue(rule.direction) ?? null,
    priority: knownValue(rule.priority) ?? null,
    name: knownValue(rule.name) ?? null,
    access: knownValue(rule.access) ?? null,
    protocol: knownValue(rule.protocol) ?? null,
    source: entries(rule.source),
    sourcePorts: entries(rule.sourcePorts),
    destination: entries(rule.destination),
    destinationPorts: entries(rule.destinationPorts),
    description: textOf(rule.description),
    builtIn: rule.builtIn,
  };
}

function textOf(field: Sourced<string> | undefined): string | null {
  return knownValue(field) ?? null;
}

function entries(side: AddressSide | PortSide): readonly string[] {
  const texts = side.terms.map(({ text, form, meaning }) =>
    form === 'application-security-group'
      ? '(an application security group)'
      : meaning.kind === 'unknown'
        ? '(not known)'
        : text,
  );
  return side.unknown === undefined ? texts : [...texts, '(not known)'];
}

const heads: readonly (readonly [title: string, cell: (row: RuleRow) => string])[] = [
  ['Direction', row => row.direction ?? '?'],
  ['Priority', row => String(row.priority ?? '?')],
  ['Name', row => row.name ?? '?'],
  ['Access', row => row.access ?? '?'],
  ['Protocol', row => row.protocol ?? '?'],
  ['Source', row => row.source.join(', ')],
  ['Source ports', row => row.sourcePorts.join(', ')],
  ['Destination', row => row.destination.join(', ')],
  ['Destination ports', row => row.destinationPorts.join(', ')],
];

/** With a heading for each group; ends with a line break. */
export function ruleTablesMarkdown(tables: readonly RuleTable[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const parts = tables.map(({ name, rules, incomplete }) =>
    [
      `### ${name === null ? 'Network security group without a name' : escapeMarkdown(name)}`,
      '',
      line(heads.map(([title]) => title)),
      line(heads.map(() => '---')),
      ...rules.map(row => line(heads.map(([, cell]) => escapeMarkdown(cell(row))))),
      ...(incomplete === null ? [] : ['', `There may be more rules: ${escapeMarkdown(incomplete)}.`]),
    ].join('\n'),
  );
  return `${parts.join('\n\n')}\n`;
}

/**
 * RFC 4180: lines end with CRLF, fields with commas, quotes or line breaks stand in quotes. The group is the first column, so
 * that several fit in one sheet. A field that a spreadsheet would take for a formula gets an apostrophe in front.
 */
export function ruleTablesCsv(tables: readonly RuleTable[]): string {
  const columns = [...heads, ['Description', (row: RuleRow) => row.description ?? ''] as const];
  const lines = [
    ['Network security group', ...columns.map(([title]) => title)],
    ...tables.flatMap(({ name, rules }) => rules.map(row => [name ?? '', ...columns.map(([, cell]) => cell(row))])),
  ];
  return lines.map(cells => `${cells.map(csvField).join(',')}\r\n`).join('');
}

function csvField(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
}
