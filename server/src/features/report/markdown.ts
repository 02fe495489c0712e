/** A report as Markdown: the same content in tables, for a pull request or a wiki. */
import type { PlaceInFile } from '../../protocol.ts';
import { worstFirst } from '../verdict-words.ts';
import { escapeMarkdown } from './escape.ts';
import { type Report, type ReportDecision, type ReportFlow, tally } from './report.ts';

/** Ends with a line break. */
export function reportMarkdown(report: Report, fileOf: (uri: string) => string): string {
  const { flows, routes, subnetLines, unknowns, notes, parts } = report;
  const needed = flows.filter(flow => flow.verdict !== 'not-required');
  const sorted = [...needed].sort((a, b) => worstFirst.indexOf(a.verdict) - worstFirst.indexOf(b.verdict));
  const unneeded = flows.filter(flow => flow.verdict === 'not-required');
  const facts = [
    ['Virtual network', parts.virtualNetwork],
    ['Subnet', parts.subnet],
    ['Security group', parts.securityGroup],
    ['Route table', parts.routeTable],
  ] as const;
  return `${[
    `# ${escapeMarkdown(report.title)}`,
    `${escapeMarkdown([...report.properties, `profile ${report.profile}`].join(', '))}.`,
    escapeMarkdown(report.howText),
    [
      ...facts.flatMap(([kind, part]) =>
        part === undefined
          ? []
          : [
              `- ${kind}: ${escapeMarkdown([part.name, part.detail].filter(text => text !== '').join(', '))} (${where(part.place, fileOf)})`,
            ],
      ),
      ...(parts.securityGroupMissing === undefined
        ? []
        : [`- Security group: ${escapeMarkdown(parts.securityGroupMissing)}`]),
      `- Flows: ${tally(flows)
        .map(({ text }) => text)
        .join(', ')}`,
    ].join('\n'),
    '## Flows',
    table(
      ['Verdict', 'Direction', 'Ports', 'From or to', 'Decided by', 'Needed for'],
      sorted.map(flow => flowRow(flow, fileOf)),
    ),
    ...(unneeded.length === 0
      ? []
      : [
          '### Not required here',
          unneeded.map(flow => `- ${escapeMarkdown(flow.id)}: ${escapeMarkdown(flow.because)}`).join('\n'),
        ]),
    ...(routes.length === 0
      ? []
      : [
          '## Routes',
          table(
            ['Verdict', 'Traffic', 'Because'],
            routes.map(({ words, ids, because }) => [words, ids.join(', '), because].map(escapeMarkdown)),
          ),
        ]),
    ...(subnetLines.length === 0
      ? []
      : ['## Addresses of the subnet', subnetLines.map(line => `- ${escapeMarkdown(line)}`).join('\n')]),
    ...(unknowns.length === 0
      ? []
      : [
          '## Not known, and what would settle it',
          unknowns.map(({ what, settle }) => `- ${escapeMarkdown(what)} ${escapeMarkdown(settle)}`).join('\n'),
        ]),
    ...(notes.length === 0 ? [] : ['## What no file shows']),
    ...notes.flatMap(({ title, texts }) => [`### ${title}`, texts.map(text => `- ${escapeMarkdown(text)}`).join('\n')]),
  ].join('\n\n')}\n`;
}

function flowRow(flow: ReportFlow, fileOf: (uri: string) => string): readonly string[] {
  const decisions = flow.decisions.map(decision => decisionText(decision, fileOf));
  const because = flow.because === '' ? [] : [escapeMarkdown(flow.because)];
  return [
    flow.outcome === 'blocked' || flow.outcome === 'partly-blocked' ? `**${flow.words}**` : flow.words,
    flow.direction,
    `${flow.transport} ${flow.ports === '*' ? 'every port' : escapeMarkdown(flow.ports)}`,
    escapeMarkdown(flow.otherEnd),
    [...decisions, ...because].join('; '),
    `${escapeMarkdown(flow.purpose)}${flow.optional ? ' (optional)' : ''}`,
  ];
}

function decisionText({ ports, optional, words, rules }: ReportDecision, fileOf: (uri: string) => string): string {
  const titles = rules.map(({ title, place }) => {
    return place === undefined ? escapeMarkdown(title) : `${escapeMarkdown(title)} (${where(place, fileOf)})`;
  });
  if (ports === '') return titles.join(', ');
  const by = titles.length === 0 ? '' : ` by ${titles.join(', ')}`;
  return `${escapeMarkdown(ports)}${optional ? ' (optional)' : ''}: ${words}${by}`;
}

function where({ uri, range }: PlaceInFile, fileOf: (uri: string) => string): string {
  return escapeMarkdown(`${fileOf(uri)}:${range.start.line + 1}`);
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
