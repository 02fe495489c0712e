/** What the generators plan, as text for a terminal. */
import type { GeneratedRule, SecurityGroupPlan } from '../../generate/nsg/security-group.ts';
import type { RouteTablePlan } from '../../generate/routes/route-table.ts';
import { type PicturedPrefix, pictureLines } from '../../generate/subnet/address-picture.ts';
import type { PlanDocument, PlanTable } from '../../generate/subnet/plan-lines.ts';
import { columnsOf, padded, printable, wrapped } from '../display.ts';
import type { Style } from '../style.ts';

/** @param picture of the address space; empty for none */
export function planText(document: PlanDocument, picture: readonly PicturedPrefix[], style: Style): string {
  const isAscii = style.signs.ellipsis === '...';
  const signs = isAscii ? { new: '#', used: '=', free: '.' } : { new: '█', used: '▒', free: '·' };
  const drawn = pictureLines(picture, signs).map(line => printable(isAscii ? line.replaceAll('–', '-') : line));
  return joined([
    [style.paint('strong', printable(document.title))],
    document.summary.flatMap(line => paragraph(line, style)),
    drawn,
    ...document.tables.map(table => [style.paint('strong', table.title), ...tableLines(table, style)]),
    listLines('To know', document.notes, style),
    listLines('Where texts disagree', document.disagreements, style),
    paragraph(`Source: ${document.source}.`, style).map(line => style.paint('faint', line)),
  ]);
}

export function securityGroupSummary({ rules, notes, ...plan }: SecurityGroupPlan, name: string, style: Style): string {
  const title = `${printable(name)}: ${[plan.tier.sku, plan.mode, plan.profile, plan.style].filter(text => text !== undefined).join(', ')}`;
  const parts = (['Inbound', 'Outbound'] as const).map(direction => {
    const own = rules.filter(rule => rule.direction === direction);
    if (own.length === 0) return [];
    return [style.paint('strong', direction), ...columns(own.map(ruleCells))];
  });
  return joined([[style.paint('strong', title)], ...parts, listLines('To know', notes, style)]);
}

function ruleCells(rule: GeneratedRule): readonly string[] {
  return [
    String(rule.priority),
    rule.access,
    rule.protocol === '*' ? '*' : rule.protocol.toUpperCase(),
    `${rule.source}${ports(rule.sourcePorts)}`,
    `${[rule.destination].flat().join(',')}${ports(rule.destinationPorts)}`,
    rule.name,
  ];
}

function ports(ranges: GeneratedRule['destinationPorts']): string {
  const text = ranges.join(',');
  return text === '*' ? '' : `:${text}`;
}

export function routeTableSummary(plan: RouteTablePlan, name: string, style: Style): string {
  const { routes, serviceEndpoints, notes, tier, mode, profile, disableBgpRoutePropagation } = plan;
  const title = `${printable(name)}: ${[tier.sku, mode, profile].filter(text => text !== undefined).join(', ')}`;
  const gateways = disableBgpRoutePropagation
    ? 'Routes of gateways are kept off.'
    : 'Routes of gateways reach the subnet.';
  return joined([
    [style.paint('strong', title)],
    [
      style.paint('strong', 'Routes'),
      ...columns(
        routes.map(route => [route.addressPrefix, route.nextHopType, route.nextHopIpAddress ?? '', route.name]),
      ),
      gateways,
    ],
    ...(serviceEndpoints.length === 0
      ? []
      : [
          [
            style.paint('strong', 'Service endpoints that the subnet needs'),
            ...serviceEndpoints.map(text => `  ${text}`),
          ],
        ]),
    listLines('To know', notes, style),
  ]);
}

function tableLines({ columns: heads, rows, marked }: PlanTable, style: Style): readonly string[] {
  const all = [heads, ...rows];
  const widths = heads.map((_, i) => Math.max(...all.map(row => columnsOf(row[i] ?? ''))));
  return all.map((row, index) => {
    const cells = row.map((cell, i) =>
      i === 0 ? padded(cell, widths[0]!) : ' '.repeat(widths[i]! - columnsOf(cell)) + cell,
    );
    const line = `  ${cells.join('  ')}`.trimEnd();
    if (index === 0) return style.paint('faint', line);
    return marked.includes(index - 1)
      ? `${style.signs.arrow.slice(0, 1) === '-' ? '>' : '▸'} ${style.paint('strong', line.slice(2))}`
      : line;
  });
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map(row => columnsOf(row[i] ?? ''))));
  return rows.map(row => `  ${row.map((cell, i) => padded(cell, widths[i]!)).join('  ')}`.trimEnd());
}

function listLines(title: string, items: readonly string[], style: Style): readonly string[] {
  if (items.length === 0) return [];
  return [
    style.paint('strong', title),
    ...items.flatMap(item =>
      wrapped(printable(item), style.width - 4).map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`),
    ),
  ];
}

function paragraph(text: string, style: Style): readonly string[] {
  return wrapped(printable(text), style.width);
}

/** Parts with an empty line between; empty parts are left out. */
function joined(parts: readonly (readonly string[])[]): string {
  return `${parts
    .filter(part => part.length > 0)
    .map(part => part.join('\n'))
    .join('\n\n')}\n`;
}
