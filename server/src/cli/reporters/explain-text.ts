import type { ExplainedFlow, ExplainedPort, ExplainedTarget, Verdict } from '../../features/explain.ts';
import { momentTitles } from '../../features/report/report.ts';
import { columnsOf, padded, printable, wrapped } from '../display.ts';
import type { Ink, Signs, Style } from '../style.ts';

const verdicts: Readonly<Record<Verdict, { sign: keyof Signs; ink: Ink; words: string }>> = {
  allowed: { sign: 'yes', ink: 'good', words: 'allowed' },
  'allowed-by-default': { sign: 'yes', ink: 'good', words: 'allowed' },
  'partly-blocked': { sign: 'partly', ink: 'warning', words: 'partly blocked' },
  blocked: { sign: 'no', ink: 'error', words: 'blocked' },
  undetermined: { sign: 'unknown', ink: 'warning', words: 'cannot be told' },
  'defined-elsewhere': { sign: 'unknown', ink: 'warning', words: 'defined elsewhere' },
  'not-required': { sign: 'aside', ink: 'faint', words: 'not required' },
};

/** Below this, the last column of a table starts on a line of its own. */
const narrowestAnswer = 30;

/** No column but the last is wider than this; longer text is broken. */
const widestColumn = 26;

/** Each target as a page: what it is, what happens to each flow and why, and what is not known. */
export function explainText(targets: readonly ExplainedTarget[], files: number, style: Style): string {
  if (targets.length === 0) {
    return [
      `No network of an API Management service was recognised in ${files} ${files === 1 ? 'file' : 'files'}.`,
      'A comment above a network security group, a subnet or a route table says that it is one, for example:',
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
    ...notes(target, style),
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
  const { networkSecurityGroup: group, networkSecurityGroupUnknown: missing, routeTable: table } = target;
  const { subnet, subnetSize: size } = target;
  const placed = (part: { name: string | null; file: string; line: number }) => {
    return `${part.name ?? 'without a name'} (${part.file}:${part.line + 1})`;
  };
  const rows: [label: string, text: string][] = [['recognised', target.howText]];
  if (group) rows.push(['security group', placed(group)]);
  else if (missing) rows.push(['security group', missing]);
  if (table) rows.push(['route table', placed(table)]);
  if (subnet) rows.push(['subnet', [subnet.name ?? 'without a name', subnet.prefix ?? 'prefix not known'].join(', ')]);
  if (size) {
    const verdict = size.fits ? 'enough' : 'too small';
    const largest =
      size.largestUnits > 0
        ? `, room for ${size.largestUnits} ${size.largestUnits === 1 ? 'unit' : 'units'} at most`
        : '';
    rows.push(['subnet size', `${verdict}: ${size.needed} of ${size.usable} usable addresses needed${largest}`]);
  }
  rows.push(['flows', tally(target)]);
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

function tally({ flows }: ExplainedTarget): string {
  const groups: readonly [words: string, verdicts: readonly Verdict[]][] = [
    ['allowed', ['allowed', 'allowed-by-default']],
    ['partly blocked', ['partly-blocked']],
    ['blocked', ['blocked']],
    ['not known', ['undetermined', 'defined-elsewhere']],
    ['not required', ['not-required']],
  ];
  const counts = groups.map(
    ([words, some]) => [flows.filter(flow => some.includes(flow.verdict)).length, words] as const,
  );
  const parts = counts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

/** Without a security group nothing decides about any of them, which is said once, below. */
function flowTables({ flows, networkSecurityGroup }: ExplainedTarget, style: Style): string[] {
  if (networkSecurityGroup === null) return [];
  const needed = flows.filter(flow => flow.verdict !== 'not-required');
  const rows = new Map(needed.map(flow => [flow, rowsOf(flow, style)]));
  const widths = columnWidths([...rows.values()].flat());
  const lines = (['Inbound', 'Outbound'] as const).flatMap(direction => {
    const some = needed.filter(flow => flow.direction === direction);
    return [
      ...section(direction, some.filter(isRequired)),
      ...section(
        `${direction}, optional`,
        some.filter(flow => !isRequired(flow)),
      ),
    ];
  });
  const list = byReason(flows.filter(flow => flow.verdict === 'not-required')).flatMap(text => {
    return hanging(`  ${style.signs.aside} `, 4, printable(text), style.width);
  });
  return [...lines, ...(list.length > 0 ? ['', style.paint('strong', 'Not required here'), ...list] : [])];

  function section(title: string, some: readonly ExplainedFlow[]): string[] {
    if (some.length === 0) return [];
    return ['', style.paint('strong', title), ...some.flatMap(flow => table(rows.get(flow) ?? [], widths, style))];
  }
}

function isRequired(flow: ExplainedFlow): boolean {
  return flow.requirement !== 'optional-feature';
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

/** One entry of a table: the sign, plain columns, and an answer that takes the rest of the line. */
interface Row {
  readonly verdict: Verdict;
  readonly columns: readonly string[];
  readonly answer: string;
}

/**
 * A flow is one row, or one for each group of ports that rules decide differently. Where the rules are clear and the need is not, as
 * in a mode that is not known, a block is told as what would be.
 */
function rowsOf(flow: ExplainedFlow, style: Style): Row[] {
  const groups = new Map<string, ExplainedPort[]>();
  for (const port of flow.ports) {
    const key = JSON.stringify([port.verdict, port.decidedBy, port.optional]);
    groups.set(key, [...(groups.get(key) ?? []), port]);
  }
  const transport = flow.protocol === '*' ? 'any' : flow.protocol.toUpperCase();
  const parts = groups.size > 0 ? [...groups.values()] : [[]];
  const needIsOpen = isUnknown(flow) && flow.ports.every(port => port.verdict !== 'undetermined');
  return parts.map((ports, index) => {
    const [first] = ports;
    const isSupposed = needIsOpen && (first?.verdict === 'blocked' || first?.verdict === 'partly-blocked');
    const verdict = isSupposed ? flow.verdict : (first?.verdict ?? flow.verdict);
    const text = [transport, ports.map(port => port.range).join(', ')].join(' ').trimEnd();
    return {
      verdict,
      columns: index === 0 ? [flow.id, text, otherEnd(flow, style)] : ['', text, ''],
      answer: [
        isSupposed
          ? `${verdicts[verdict].words}; would be ${verdicts[first.verdict].words}${decided(first.verdict, first)}`
          : verdicts[verdict].words + decided(verdict, first),
        ...(first?.optional ? ['optional'] : []),
        ...(index === 0 ? remarks(flow, verdict) : []),
      ].join('; '),
    };
  });
}

/** Nearly every flow starts or ends in the virtual network; then only the other end is worth a column. */
function otherEnd({ direction, source, destination }: ExplainedFlow, { signs }: Style): string {
  const [near, far] = direction === 'Inbound' ? [destination, source] : [source, destination];
  return near === 'VirtualNetwork' ? far : `${source} ${signs.arrow} ${destination}`;
}

function decided(verdict: Verdict, port: ExplainedPort | undefined): string {
  if (!port || port.decidedBy.length === 0) return '';
  // A priority of 65000 and above says "built in" to those who know, and saves a line for every flow.
  const rules = port.decidedBy.map(({ name, priority }) => `'${name}' (${priority ?? 'priority not known'})`);
  // Among the rules that block a part there may be one that allows the rest.
  const link =
    verdict === 'undetermined' ? '; may be decided by' : verdict === 'partly-blocked' ? '; decided by' : ' by';
  return `${link} ${rules.join(', ')}`;
}

/** Why something cannot be told is said once, below the tables; what is lost is said where it is lost. */
function remarks(flow: ExplainedFlow, verdict: Verdict): string[] {
  const isLost = verdict === 'blocked' || verdict === 'partly-blocked';
  return [
    ...(isLost ? [`needed for: ${flow.purpose}`] : []),
    ...(flow.because && !isUnknown(flow) ? [flow.because] : []),
  ];
}

function columnWidths(rows: readonly Row[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.columns.forEach((column, index) => {
      widths[index] = Math.max(widths[index] ?? 0, Math.min(widestColumn, columnsOf(printable(column))));
    });
  }
  return widths;
}

function table(rows: readonly Row[], widths: readonly number[], style: Style): string[] {
  const before = widths.reduce((sum, width) => sum + width + 2, 4);
  const room = style.width - before;
  return rows.flatMap(({ verdict, columns, answer }) => {
    const { sign, ink } = verdicts[verdict];
    const stacked = room < narrowestAnswer;
    const cells = columns.map((column, index) => wrapped(printable(column), widths[index] ?? 0));
    if (!stacked) cells.push(wrapped(printable(answer), room));
    const height = Math.max(...cells.map(cell => cell.length));
    const lines = Array.from({ length: height }, (_, line) => {
      const plain = cells.map((cell, index) => padded(cell[line] ?? '', widths[index] ?? 0)).join('  ');
      return `  ${line === 0 ? style.paint(ink, style.signs[sign]) : ' '} ${plain}`.trimEnd();
    });
    return stacked ? [...lines, ...hanging('      ', 6, printable(answer), style.width)] : lines;
  });
}

/** Traffic that leaves the subnet for one reason is one entry; what cannot be told is said below. */
function routeTable({ routes }: ExplainedTarget, style: Style): string[] {
  const groups = routeGroups(routes.filter(route => route.verdict !== 'undetermined'));
  if (groups.length === 0) return [];
  const columns = (texts: readonly string[]) =>
    Math.max(...texts.map(text => Math.min(widestColumn, columnsOf(printable(text)))));
  const idColumns = columns(groups.map(({ ids }) => ids));
  const verdictColumns = columns(groups.map(({ route }) => route.verdict));
  const before = idColumns + verdictColumns + 6;
  return [
    '',
    style.paint('strong', 'Routes'),
    ...groups.flatMap(({ ids, route }) => {
      const answer = wrapped(printable(route.because), Math.max(narrowestAnswer - 10, style.width - before));
      const cells = [wrapped(printable(ids), idColumns), [route.verdict], answer];
      return Array.from({ length: Math.max(...cells.map(cell => cell.length)) }, (_, line) => {
        const [left = '', middle = '', right = ''] = cells.map(cell => cell[line] ?? '');
        return `  ${padded(left, idColumns)}  ${padded(middle, verdictColumns)}  ${right}`.trimEnd();
      });
    }),
  ];
}

function routeGroups(routes: ExplainedTarget['routes']) {
  const groups = new Map<string, { ids: string; readonly route: ExplainedTarget['routes'][number] }>();
  for (const route of routes) {
    const key = `${route.verdict} ${route.because}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { ids: route.id, route });
    else known.ids += `, ${route.id}`;
  }
  return [...groups.values()];
}

/** Routes that cannot be told, one text for each reason; most often all of them for one. */
function unknownRoutes({ routes }: ExplainedTarget): string[] {
  const groups = routeGroups(routes.filter(route => route.verdict === 'undetermined'));
  const all = groups.length === 1 && routes.every(route => route.verdict === 'undetermined');
  return groups.map(({ ids, route }) => `${all ? 'the routes' : `the routes of ${ids}`}: ${route.because}`);
}

/** What is missing for an answer, and how to give it. */
function unknowns(target: ExplainedTarget, style: Style): string[] {
  const { service, profile } = target;
  // Neither changes anything for a gateway of workspaces.
  const isGateway = profile === 'workspace-gateway';
  const missing = [
    ...(service?.mode || isGateway
      ? []
      : ['the mode: --mode Internal or External, or mode=… in a comment "// apim-vnet: …"']),
    ...(service?.sku || isGateway
      ? []
      : ['the SKU: --sku Premium (or another), or sku=… in a comment "// apim-vnet: …"']),
    ...byReason(target.flows.filter(isUnknown)),
    ...unknownRoutes(target),
  ];
  if (missing.length === 0) return [];
  const lines = missing.flatMap(text => hanging(`  ${style.signs.unknown} `, 4, printable(text), style.width));
  return ['', style.paint('strong', 'Not known, and what would settle it'), ...lines];
}

/** What to know beside all that, by the moment at which it matters. */
function notes(target: ExplainedTarget, style: Style): string[] {
  let moment: string | undefined;
  const lines = target.notes.flatMap(({ when, text }) => {
    const head = when === moment ? [] : [`  ${style.paint('faint', momentTitles[when])}`];
    moment = when;
    return [...head, ...hanging(`    ${style.signs.aside} `, 6, text, style.width)];
  });
  return lines.length === 0 ? [] : ['', style.paint('strong', 'What no file shows'), ...lines];
}

function isUnknown(flow: ExplainedFlow): boolean {
  return flow.verdict === 'undetermined' || flow.verdict === 'defined-elsewhere';
}

/** Text behind a head of so many columns; lines after the first start below the text. */
function hanging(head: string, headColumns: number, text: string, width: number): string[] {
  const [first, ...rest] = wrapped(text, Math.max(narrowestAnswer - 10, width - headColumns));
  return [`${head}${first}`.trimEnd(), ...rest.map(line => ' '.repeat(headColumns) + line)];
}
