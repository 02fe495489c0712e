/** A report as HTML: the inside of a page for the panel of an editor, or a page of its own. */
import type { FlowOutcome, PlaceInFile } from '../../protocol.ts';
import { worstFirst } from '../verdict-words.ts';
import { escapeHtml } from './escape.ts';
import { picture } from './picture.ts';
import { type Report, type ReportDecision, type ReportFlow, type ReportRoute, tally } from './report.ts';
import { ownColours, reportStyle } from './style.ts';

export interface HtmlOptions {
  /** Places are buttons that a script listens to, and columns can be sorted; else places are said in words. */
  readonly interactive: boolean;
  /** The name of a file for its URI. */
  readonly fileOf: (uri: string) => string;
}

export interface ReportPage {
  readonly report: Report;
  readonly options: HtmlOptions;
}

/** The inside of `<main>`. All text of the file in it is escaped. */
export function reportHtml(report: Report, options: HtmlOptions): string {
  const { title, properties, profile, profileTitle, howText } = report;
  return [
    `<h1 id="report-heading">${escapeHtml(title)}</h1>`,
    `<p>${escapeHtml([...properties, `profile ${profile}`].join(', '))} <span class="faint">(${escapeHtml(profileTitle)})</span></p>`,
    `<p class="faint">${escapeHtml(howText)}</p>`,
    `<ul class="tally" aria-label="Flows by verdict">${tally(report.flows)
      .map(({ outcome, text }) => `<li class="${outcome}">${sign(outcome)} ${escapeHtml(text)}</li>`)
      .join('')}</ul>`,
    section('picture-heading', 'The network', scrolling('picture-heading', picture(report), options)),
    section('flows-heading', 'Flows', flowTable(report, options)),
    ...(report.routes.length > 0 ? [section('routes-heading', 'Routes', routeTable(report.routes, options))] : []),
    ...(report.subnetLines.length > 0
      ? [section('subnet-heading', 'Addresses of the subnet', bullets(report.subnetLines))]
      : []),
    ...(report.unknowns.length > 0
      ? [
          section(
            'unknown-heading',
            'Not known, and what would settle it',
            `<dl>${report.unknowns.map(({ what, settle }) => `<dt>${escapeHtml(what)}</dt><dd>${escapeHtml(settle)}</dd>`).join('')}</dl>`,
          ),
        ]
      : []),
    ...(report.notes.length > 0
      ? [
          section(
            'notes-heading',
            'What no file shows',
            report.notes.map(({ title: moment, texts }) => `<h3>${escapeHtml(moment)}</h3>${bullets(texts)}`).join(''),
          ),
        ]
      : []),
  ].join('\n');
}

/** One page with the reports of any number of targets, with its own colours; needs nothing from elsewhere and runs no script. */
export function reportPage(pages: readonly ReportPage[]): string {
  const body = pages.map(({ report, options }) => reportHtml(report, options));
  const title = pages.length === 1 ? pages[0]!.report.title : `${pages.length} networks`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}: API Management network report</title>
<style>${ownColours}${reportStyle}</style>
</head>
<body>
<main>
${body.length === 0 ? '<h1>No report</h1>\n<p>No network of an API Management service was recognised.</p>' : withOwnIds(body).join('\n<hr>\n')}
</main>
</body>
</html>
`;
}

/** Ids must differ where several reports stand on one page; sections are named after their report, too. */
function withOwnIds(bodies: readonly string[]): readonly string[] {
  if (bodies.length === 1) return bodies;
  const ids = /((?:id|aria-labelledby)=")([^"]+)"/g;
  return bodies.map((body, index) =>
    body.replace(ids, (_, head: string, names: string) => {
      const own = names.split(' ').map(name => `${name}-${index + 1}`);
      return `${head}${own.join(' ')}"`;
    }),
  );
}

function section(id: string, title: string, content: string): string {
  return `<section aria-labelledby="${id} report-heading"><h2 id="${id}">${title}</h2>\n${content}\n</section>`;
}

/** A wide part that scrolls to the side by itself. Without buttons in it, the keyboard needs the part itself to get there. */
function scrolling(heading: string, content: string, { interactive }: HtmlOptions): string {
  const reach = interactive ? '' : ` role="group" aria-labelledby="${heading}" tabindex="0"`;
  return `<div class="scroll"${reach}>${content}</div>`;
}

const columns: readonly (readonly [id: string, title: string])[] = [
  ['verdict', 'Verdict'],
  ['direction', 'Direction'],
  ['ports', 'Ports'],
  ['end', 'From or to'],
  ['rules', 'Decided by'],
  ['purpose', 'Needed for'],
];

function flowTable({ flows }: Report, options: HtmlOptions): string {
  const sorted = [...flows].sort(
    (a, b) => worstFirst.indexOf(a.verdict) - worstFirst.indexOf(b.verdict) || Number(a.optional) - Number(b.optional),
  );
  const heads = columns.map(([id, title]) => {
    if (!options.interactive) return `<th scope="col">${title}</th>`;
    const order = id === 'verdict' ? 'ascending' : 'none';
    return `<th scope="col" aria-sort="${order}"><button type="button" class="sort" data-column="${id}">${title}</button></th>`;
  });
  const table = `<table id="flows" class="flows">
<caption>Every flow that API Management needs, and what the security group does with it.</caption>
<thead><tr>${heads.join('')}</tr></thead>
<tbody>
${sorted.map((flow, index) => flowRow(flow, index, options)).join('\n')}
</tbody></table>`;
  return scrolling('flows-heading', table, options);
}

function flowRow(flow: ReportFlow, index: number, options: HtmlOptions): string {
  const decisions = flow.decisions.map(decision => decisionText(decision, options));
  const ports = flow.ports === '*' ? 'every port' : flow.ports;
  const firstPort = /\d+/.exec(flow.ports)?.[0] ?? '0';
  const cells = [
    `<td data-value="${String(index).padStart(3, '0')}">${sign(flow.outcome)} ${escapeHtml(flow.words)}</td>`,
    `<td>${flow.direction}</td>`,
    `<td data-value="${firstPort.padStart(5, '0')}">${flow.transport} ${escapeHtml(ports)}</td>`,
    `<td>${escapeHtml(flow.otherEnd)}</td>`,
    `<td>${[...decisions, ...(flow.because === '' ? [] : [`<span class="faint">${escapeHtml(flow.because)}</span>`])].join('<br>')}</td>`,
    `<td>${escapeHtml(flow.purpose)}${flow.optional ? ' <span class="faint">(optional)</span>' : ''}</td>`,
  ];
  return `<tr class="${flow.outcome}" data-flow="${escapeHtml(flow.id)}" data-outcome="${flow.outcome}">${cells.join('')}</tr>`;
}

function decisionText({ ports, optional, words, rules }: ReportDecision, options: HtmlOptions): string {
  const head =
    ports === ''
      ? ''
      : `${escapeHtml(ports)}${optional ? ' (optional)' : ''}: ${escapeHtml(words)}${rules.length > 0 ? ' by ' : ''}`;
  return head + rules.map(({ title, place }) => placed(title, place, options)).join(', ');
}

function placed(title: string, place: PlaceInFile | undefined, { interactive, fileOf }: HtmlOptions): string {
  if (place === undefined) return escapeHtml(title);
  const { start, end } = place.range;
  const where = `${fileOf(place.uri)}:${start.line + 1}`;
  if (!interactive) return `${escapeHtml(title)} <span class="faint">${escapeHtml(where)}</span>`;
  const range = [start.line, start.character, end.line, end.character].join(' ');
  return `<button type="button" class="place" data-uri="${escapeHtml(place.uri)}" data-range="${range}" title="${escapeHtml(where)}">${escapeHtml(title)}</button>`;
}

function routeTable(routes: readonly ReportRoute[], options: HtmlOptions): string {
  const rows = routes.map(
    ({ outcome, words, ids, because }) =>
      `<tr class="${outcome}"><td>${sign(outcome)} ${escapeHtml(words)}</td><td>${escapeHtml(ids.join(', '))}</td><td>${escapeHtml(because)}</td></tr>`,
  );
  const table = `<table>
<caption>Where the routes of the subnet take the traffic of the service.</caption>
<thead><tr><th scope="col">Verdict</th><th scope="col">Traffic</th><th scope="col">Because</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table>`;
  return scrolling('routes-heading', table, options);
}

function bullets(lines: readonly string[]): string {
  return `<ul>${lines.map(line => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`;
}

const outcomeSigns: Readonly<Record<FlowOutcome, string>> = {
  allowed: '✓',
  'partly-blocked': '~',
  blocked: '✗',
  unknown: '?',
  'not-required': '·',
};

/** The words beside it say the same to those who do not see it. */
function sign(outcome: FlowOutcome): string {
  return `<span class="sign" aria-hidden="true">${outcomeSigns[outcome]}</span>`;
}
