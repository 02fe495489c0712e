/**
 * A drawing of a target: virtual network, subnet, security group, service and routes, and the required flows with those that
 * are blocked marked. In: a report. Out: one SVG element, whose colours are CSS variables of the page it stands in (style.ts).
 *
 * Signs tell the outcomes apart as well as colours, and title and description say in words what the drawing shows.
 */
import type { FlowOutcome } from '../../protocol.ts';
import { escapeHtml } from './escape.ts';
import type { Report, ReportFlow } from './report.ts';

/** All lengths are in the units of the view box, one of which is a pixel at full size. */
const width = 960;
const column = 236;
const row = 42;
const network = { x: 272, width: 416 };
const subnet = { x: 304, width: 352 };
const service = { x: 376, width: 208 };
const firstRow = 118;
const serviceLine = 19;
const serviceRoom = service.width - 20;

export function picture(report: Report): string {
  const shown = report.flows.filter(isDrawn);
  const inbound = shown.filter(flow => flow.direction === 'Inbound');
  const outbound = shown.filter(flow => flow.direction === 'Outbound');
  const lines = serviceLines(report);
  const rows = Math.max(2, inbound.length, outbound.length, Math.ceil((lines.length * serviceLine + 8) / row));
  const bottom = firstRow + rows * row;
  const height = bottom + 104;
  const id = 'network-picture';
  return [
    `<svg class="picture" role="img" aria-labelledby="${id}-title ${id}-description" viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg">`,
    `<title id="${id}-title">${escapeHtml(`The network of ${report.title}`)}</title>`,
    `<desc id="${id}-description">${escapeHtml(describe(report, shown))}</desc>`,
    ...frames(report, bottom),
    ...serviceBox(lines, bottom),
    ...routeBox(report, bottom),
    heading('from', 8, inbound.length),
    heading('to', width - 8 - column, outbound.length),
    ...inbound.flatMap((flow, index) => inboundFlow(flow, firstRow + index * row + row / 2)),
    ...outbound.flatMap((flow, index) => outboundFlow(flow, firstRow + index * row + row / 2)),
    ...otherFlows(report, height),
    '</svg>',
  ].join('\n');
}

/** The rows of the port table that are not optional, and whatever is blocked. */
function isDrawn({ outcome, optional, inPortTable }: ReportFlow): boolean {
  if (outcome === 'not-required') return false;
  return outcome === 'blocked' || outcome === 'partly-blocked' || (!optional && inPortTable);
}

function describe(report: Report, shown: readonly ReportFlow[]): string {
  const { virtualNetwork, subnet: ownSubnet, securityGroup, routeTable } = report.parts;
  const parts = [
    virtualNetwork && `virtual network ${virtualNetwork.name}`,
    ownSubnet && `subnet ${ownSubnet.name}`,
    securityGroup && `network security group ${securityGroup.name}`,
    routeTable && `route table ${routeTable.name}`,
  ].filter(text => text !== undefined);
  const flows = shown.map(flow => `${flowText(flow)}: ${flow.words}.`);
  return [parts.length === 0 ? '' : `Shown are ${parts.join(', ')}.`, ...flows].filter(text => text !== '').join(' ');
}

function flowText({ direction, transport, ports, otherEnd }: ReportFlow): string {
  return `${transport} ${ports} ${direction === 'Inbound' ? 'inbound from' : 'outbound to'} ${otherEnd}`;
}

function frames({ parts }: Report, bottom: number): string[] {
  const gates = [subnet.x, subnet.x + subnet.width].map(
    x => `<line class="gate${parts.securityGroup ? '' : ' missing'}" x1="${x}" y1="92" x2="${x}" y2="${bottom + 60}"/>`,
  );
  const gate = parts.securityGroup
    ? `security group ${parts.securityGroup.name}`
    : (parts.securityGroupMissing ?? 'no security group here');
  return [
    box('network', network.x, 8, network.width, bottom + 68),
    text('strong', network.x + 14, 30, part('Virtual network', parts.virtualNetwork), network.width - 28),
    box('subnet', subnet.x, 44, subnet.width, bottom + 16),
    text('strong', subnet.x + 14, 66, part('Subnet', parts.subnet), subnet.width - 28),
    text('faint', subnet.x + 14, 84, gate, subnet.width - 28),
    ...gates,
  ];
}

function part(kind: string, what: { readonly name: string; readonly detail: string } | undefined): string {
  if (what === undefined) return `${kind}: not in this file`;
  return [`${kind} ${what.name}`, what.detail].filter(piece => piece !== '').join(', ');
}

type Line = readonly [kind: string, content: string];

/** What stands in the middle, line by line. */
function serviceLines({ title, properties, parts, subnetFits }: Report): readonly Line[] {
  const fits = subnetFits === undefined ? '' : subnetFits ? 'the subnet is large enough' : 'the subnet is too small';
  const lines: readonly Line[] = [
    ['faint', parts.serviceKind],
    ['strong', parts.service === undefined ? title : parts.service.name],
    ...inLines(properties, lettersIn('plain', serviceRoom)).map(line => ['plain', line] as const),
    [subnetFits === false ? 'bad' : 'faint', fits],
  ];
  return lines.filter(([, content]) => content !== '');
}

function serviceBox(lines: readonly Line[], bottom: number): string[] {
  const top = firstRow - 8;
  const middle = (top + bottom) / 2;
  const centre = service.x + service.width / 2;
  return [
    box('service', service.x, top, service.width, bottom - top),
    ...lines.map(([kind, content], index) => {
      const y = middle + 5 + (index - (lines.length - 1) / 2) * serviceLine;
      return text(`${kind} middle`, centre, y, content, serviceRoom);
    }),
  ];
}

function routeBox({ parts, routes }: Report, bottom: number): string[] {
  const worst = (['blocked', 'partly-blocked', 'unknown', 'allowed'] as const).find(outcome =>
    routes.some(route => route.outcome === outcome),
  );
  const said = routes.filter(route => route.outcome === worst);
  const ids = said.flatMap(route => route.ids);
  const all = said.length === routes.length;
  const summary =
    worst === undefined ? 'no route was looked at' : `${all ? 'all traffic' : ids.join(', ')}: ${said[0]!.words}`;
  const x = service.x;
  return [
    box('routes', x, bottom + 10, service.width, 42),
    text(
      'plain',
      x + 34,
      bottom + 28,
      parts.hasNoRouteTable ? 'No route table' : part('Routes', parts.routeTable),
      service.width - 42,
    ),
    text('faint', x + 34, bottom + 44, summary, service.width - 42),
    ...(worst === undefined ? [] : sign(worst, x + 18, bottom + 31)),
  ];
}

function inboundFlow(flow: ReportFlow, y: number): string[] {
  const end = flow.outcome === 'blocked' ? subnet.x - 10 : service.x;
  return [
    `<g class="flow ${flow.outcome}">`,
    `<title>${escapeHtml(tooltip(flow))}</title>`,
    box('end', 8, y - 18, column, 36),
    text('plain', 20, y - 2, flow.otherEnd, column - 24),
    text('faint', 20, y + 13, second(flow), column - 24),
    arrow(8 + column, end, y),
    ...sign(flow.outcome, subnet.x, y),
    '</g>',
  ];
}

function outboundFlow(flow: ReportFlow, y: number): string[] {
  const x = width - 8 - column;
  const gate = subnet.x + subnet.width;
  const end = flow.outcome === 'blocked' ? gate - 10 : x;
  return [
    `<g class="flow ${flow.outcome}">`,
    `<title>${escapeHtml(tooltip(flow))}</title>`,
    box('end', x, y - 18, column, 36),
    text('plain', x + 12, y - 2, flow.otherEnd, column - 24),
    text('faint', x + 12, y + 13, second(flow), column - 24),
    arrow(service.x + service.width, end, y),
    ...sign(flow.outcome, gate, y),
    '</g>',
  ];
}

function second({ transport, ports, words }: ReportFlow): string {
  return `${transport} ${ports === '*' ? 'on every port' : ports}, ${words}`;
}

function tooltip(flow: ReportFlow): string {
  const rules = flow.decisions.flatMap(({ rules: own }) => own.map(rule => rule.title));
  const by = rules.length === 0 ? '' : ` by ${[...new Set(rules)].join(', ')}`;
  return `${flowText(flow)}: ${flow.words}${by}. Needed for: ${flow.purpose}.`;
}

function otherFlows({ flows }: Report, height: number): string[] {
  const others = flows.filter(flow => flow.outcome !== 'not-required' && !isDrawn(flow));
  if (others.length === 0) return [];
  const counts = (['unknown', 'allowed'] as const).flatMap(outcome => {
    const some = others.filter(flow => flow.outcome === outcome);
    return some.length === 0 ? [] : [`${some.length} ${outcomeWords[outcome]}`];
  });
  return [
    text(
      'faint',
      8,
      height - 8,
      `Not drawn: optional flows and named hosts (${counts.join(', ')}).`,
      network.x - 20 + network.width,
    ),
  ];
}

const outcomeWords = { allowed: 'allowed', unknown: 'not known' } as const;

function heading(what: 'from' | 'to', x: number, count: number): string {
  if (count === 0) return '';
  return text('faint', x, firstRow - 16, what === 'from' ? 'must come in from' : 'must go out to', column);
}

function arrow(from: number, to: number, y: number): string {
  return `<path class="way" d="M${from} ${y}H${to}m-7 -5l7 5l-7 5"/>`;
}

/** Drawn, not written: fonts lack these signs, or show them in colours of their own. */
const signs: Readonly<Record<FlowOutcome, string>> = {
  allowed: '<path class="mark" d="M-4.5 0.5l3 3l6 -7"/>',
  blocked: '<path class="mark" d="M-4 -4l8 8m0 -8l-8 8"/>',
  'partly-blocked': '<path class="mark" d="M-5 1.5q2.5 -4 5 -1.5t5 -1.5"/>',
  unknown: '<path class="mark" d="M-2.8 -2.5a2.8 2.8 0 1 1 4.2 2.4q-1.4 0.8 -1.4 2.1m0 2.6v0.4"/>',
  'not-required': '<path class="mark" d="M-3 0h6"/>',
};

function sign(outcome: FlowOutcome, x: number, y: number): string[] {
  return [`<g class="sign ${outcome}" transform="translate(${x} ${y})"><circle r="9.5"/>${signs[outcome]}</g>`];
}

function box(kind: string, x: number, y: number, boxWidth: number, height: number): string {
  return `<rect class="${kind}" x="${x}" y="${y}" width="${boxWidth}" height="${height}" rx="6"/>`;
}

/** One line of text, cut where it would not fit; the whole of it is in the table of the report. */
function text(kind: string, x: number, y: number, content: string, room: number): string {
  const letters = lettersIn(kind, room);
  const shown = [...content].length > letters ? `${[...content].slice(0, letters - 1).join('')}…` : content;
  return `<text class="${kind}" x="${x}" y="${y}">${escapeHtml(shown)}</text>`;
}

/** How many letters of a kind of text are sure to fit. */
function lettersIn(kind: string, room: number): number {
  return Math.floor(room / (kind.startsWith('faint') ? 6.1 : 7.2));
}

/** The items with commas between them, in lines of no more than so many letters, two to a line. */
function inLines(items: readonly string[], letters: number): readonly string[] {
  const lines: string[][] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last?.length === 1 && `${last[0]}, ${item}`.length <= letters) last.push(item);
    else lines.push([item]);
  }
  return lines.map(line => line.join(', '));
}
