import type { ExplainedFlow, ExplainedPort, ExplainedTarget, Verdict } from '../../features/explain.ts';
import { columnsOf, padded, printable, wrapped } from '../display.ts';
import type { Ink, Signs, Style } from '../style.ts';

const verdicts: Readonly<Record<Verdict, { sign: keyof Signs; ink: Ink; words: string }>> = {
  allowed: { sign: 'yes', ink: 'good', words: 'allowed' },
  'allowed-by-default': { sign: 'yes', ink: 'good', words: 'allowed by default' },
  'partly-blocked': { sign: 'partly', ink: 'warning', words: 'partly blocked' },
  blocked: { sign: 'no', ink: 'error', words: 'blocked' },
  undetermined: { sign: 'unknown', ink: 'warning', words: 'cannot be told' },
  'defined-elsewhere': { sign: 'unknown', ink: 'warning', words: 'defined elsewhere' },
  'not-required': { sign: 'aside', ink: 'faint', words: 'not required' },
};

/** Below this, the last column of the table starts on a line of its own. */
const narrowestAnswer = 30;

/** Each target as a page: what it is, what happens to each flow and why, and what is not known. */
export function explainText(targets: readonly ExplainedTarget[], files: number, style: Style): string {
  if (targets.length === 0) {
    return [
      `No network of an API Management service was recognised in ${files} ${files === 1 ? 'file' : 'files'}.`,
      'A comment above the network security group says that it is one, for example:',
      '  // apim-vnet: mode=Internal sku=Premium units=2',
      '',
    ].join('\n');
  }
  return targets.map(target => `${page(target, style).join('\n')}\n`).join('\n');
}

function page(target: ExplainedTarget, style: Style): string[] {
  const title = [nameOf(target), ...properties(target)].map(printable).join(', ');
  return [
    style.paint('strong', title),
    style.paint('faint', '='.repeat(Math.min(style.width, columnsOf(title)))),
    ...facts(target, style),
    ...flowTables(target, style),
    ...routeTable(target, style),
    ...unknowns(target, style),
  ];
}

function nameOf({ service, networkSecurityGroup, subnet, routeTable }: ExplainedTarget): string {
  return service?.name ?? networkSecurityGroup?.name ?? subnet?.name ?? routeTable?.name ?? 'a network without a name';
}

function properties({ service, profile }: ExplainedTarget): string[] {
  const units = service?.units;
  return [
    ...(service?.mode ? [service.mode] : []),
    ...(service?.sku ? [service.sku] : []),
    ...(typeof units === 'number' ? [`${units} ${units === 1 ? 'unit' : 'units'}`] : []),
    ...(service?.region ? [service.region] : []),
    ...(service?.cloud ? [`${service.cloud} cloud`] : []),
    `profile ${profile}`,
  ];
}

function facts(target: ExplainedTarget, style: Style): string[] {
  const { networkSecurityGroup: group, routeTable: table, subnet, subnetSize: size } = target;
  const placed = (part: { name: string | null; file: string; line: number }) => {
    return `${part.name ?? 'without a name'} (${part.file}:${part.line + 1})`;
  };
  const rows: [label: string, text: string][] = [['recognised', target.howText]];
  if (group) rows.push(['security group', placed(group)]);
  if (table) rows.push(['route table', placed(table)]);
  if (subnet) rows.push(['subnet', [subnet.name ?? 'without a name', subnet.prefix ?? 'prefix not known'].join(', ')]);
  if (size) {
    const verdict = size.fits ? 'enough' : 'too small';
    const largest = size.largestUnits > 0 ? `, room for ${size.largestUnits} units at most` : '';
    rows.push(['subnet size', `${verdict}: ${size.needed} of ${size.usable} usable addresses needed${largest}`]);
  }
  const labelColumns = Math.max(...rows.map(([label]) => label.length));
  return rows.flatMap(([label, text]) => {
    return hanging(
      `${style.paint('faint', padded(label, labelColumns))}  `,
      labelColumns + 2,
      printable(text),
      style.width,
    );
  });
}

function flowTables({ flows }: ExplainedTarget, style: Style): string[] {
  const needed = flows.filter(flow => flow.verdict !== 'not-required');
  const rows = new Map(needed.map(flow => [flow, rowsOf(flow, style)]));
  const widths = columnWidths([...rows.values()].flat());
  const lines = (['Inbound', 'Outbound'] as const).flatMap(direction => {
    const some = needed.filter(flow => flow.direction === direction);
    if (some.length === 0) return [];
    return ['', style.paint('strong', direction), ...some.flatMap(flow => table(rows.get(flow) ?? [], widths, style))];
  });
  const aside = flows.filter(flow => flow.verdict === 'not-required');
  if (aside.length === 0) return lines;
  const list = byReason(aside).flatMap(text => hanging(`  ${style.signs.aside} `, 4, printable(text), style.width));
  return [...lines, '', style.paint('strong', 'Not required here'), ...list];
}

/** "management, sql: the reason", one text for each reason. */
function byReason(flows: readonly ExplainedFlow[]): string[] {
  const groups = new Map<string, string[]>();
  for (const flow of flows) {
    const reason = flow.because ?? verdicts[flow.verdict].words;
    groups.set(reason, [...(groups.get(reason) ?? []), flow.id]);
  }
  return [...groups].map(([reason, ids]) => `${ids.join(', ')}: ${reason}`);
}

/** One line of a table: the sign, plain columns, and an answer that may be broken into several lines. */
interface Row {
  readonly verdict: Verdict;
  readonly columns: readonly string[];
  readonly answer: string;
}

/** A flow is one row, or one for each group of ports that rules decide differently. */
function rowsOf(flow: ExplainedFlow, { signs }: Style): Row[] {
  const groups = new Map<string, ExplainedPort[]>();
  for (const port of flow.ports) {
    const key = JSON.stringify([port.verdict, port.decidedBy, port.optional]);
    groups.set(key, [...(groups.get(key) ?? []), port]);
  }
  const ends = `${flow.source} ${signs.arrow} ${flow.destination}`;
  // Why something cannot be told is said once, below the tables.
  const because = flow.because && !isUnknown(flow) ? `: ${flow.because}` : '';
  const parts = [...groups.values()];
  if (parts.length === 0)
    return [
      {
        verdict: flow.verdict,
        columns: [flow.id, flow.protocol, ends],
        answer: verdicts[flow.verdict].words + because,
      },
    ];
  return parts.map((ports, index) => {
    const [first] = ports;
    const verdict = first?.verdict ?? flow.verdict;
    const text = `${transport(flow.protocol)} ${ports.map(port => port.range).join(', ')}`;
    return {
      verdict,
      columns: index === 0 ? [flow.id, text, ends] : ['', text, ''],
      answer:
        verdicts[verdict].words + decided(first) + (first?.optional ? ', optional' : '') + (index === 0 ? because : ''),
    };
  });
}

function transport(protocol: ExplainedFlow['protocol']): string {
  return protocol === '*' ? 'any' : protocol.toUpperCase();
}

function decided(port: ExplainedPort | undefined): string {
  if (!port || port.decidedBy.length === 0) return '';
  const rules = port.decidedBy.map(({ name, priority, builtIn }) => {
    const order = priority === null ? 'priority not known' : String(priority);
    return `'${name}' (${builtIn ? `built in, ${order}` : order})`;
  });
  return ` by ${rules.join(', ')}`;
}

function columnWidths(rows: readonly Row[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.columns.forEach((column, index) => {
      widths[index] = Math.max(widths[index] ?? 0, columnsOf(printable(column)));
    });
  }
  return widths;
}

function table(rows: readonly Row[], widths: readonly number[], style: Style): string[] {
  const before = widths.reduce((sum, width) => sum + width + 2, 4);
  return rows.flatMap(({ verdict, columns, answer }) => {
    const { sign, ink } = verdicts[verdict];
    const plain = columns.map((column, index) => padded(printable(column), widths[index] ?? 0)).join('  ');
    const head = `  ${style.paint(ink, style.signs[sign])} ${plain}`;
    const room = style.width - before;
    if (room < narrowestAnswer) {
      return [head.trimEnd(), ...hanging('      ', 6, printable(answer), style.width)];
    }
    return hanging(`${head}  `, before, printable(answer), style.width);
  });
}

function routeTable({ routes }: ExplainedTarget, style: Style): string[] {
  if (routes.length === 0) return [];
  const idColumns = Math.max(...routes.map(route => columnsOf(printable(route.id))));
  const verdictColumns = Math.max(...routes.map(route => columnsOf(printable(route.verdict))));
  return [
    '',
    style.paint('strong', 'Routes'),
    ...routes.flatMap(route => {
      const head = `  ${padded(printable(route.id), idColumns)}  ${padded(printable(route.verdict), verdictColumns)}  `;
      return hanging(head, idColumns + verdictColumns + 6, printable(route.because), style.width);
    }),
  ];
}

/** What is missing for an answer, and how to give it. */
function unknowns(target: ExplainedTarget, style: Style): string[] {
  const { service } = target;
  const missing = [
    ...(service?.mode ? [] : ['the mode: --mode Internal or External, or mode=… in a comment "// apim-vnet: …"']),
    ...(service?.sku ? [] : ['the SKU: --sku Premium (or another), or sku=… in a comment "// apim-vnet: …"']),
    ...byReason(target.flows.filter(isUnknown)),
  ];
  if (missing.length === 0) return [];
  const lines = missing.flatMap(text => hanging(`  ${style.signs.unknown} `, 4, printable(text), style.width));
  return ['', style.paint('strong', 'Not known, and what would settle it'), ...lines];
}

function isUnknown(flow: ExplainedFlow): boolean {
  return flow.verdict === 'undetermined' || flow.verdict === 'defined-elsewhere';
}

/** Text behind a head of so many columns; lines after the first start below the text. */
function hanging(head: string, headColumns: number, text: string, width: number): string[] {
  const [first, ...rest] = wrapped(text, Math.max(narrowestAnswer - 10, width - headColumns));
  return [`${head}${first}`.trimEnd(), ...rest.map(line => ' '.repeat(headColumns) + line)];
}
