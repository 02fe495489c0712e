import type { LinePosition } from '../../base/line-index.ts';
import type { ReportAnswer, ReportParams } from '../../protocol.ts';
import type { FileView } from '../../workspace/view.ts';
import { fileName } from '../place.ts';
import { escapeHtml } from './escape.ts';
import { reportHtml, reportPage } from './html.ts';
import { reportMarkdown } from './markdown.ts';
import { type Report, reportAt, reports } from './report.ts';
import { editorColours, reportStyle } from './style.ts';

/** What a client asks about: see {@link ReportParams}. */
export interface ReportQuestion {
  readonly target: string | undefined;
  readonly position: LinePosition | undefined;
  readonly form: ReportParams['form'];
}

/** The report that a client asks for; a file without targets gives a page that says how one is recognised. */
export function reportAnswer(view: FileView, { target, position, form }: ReportQuestion): ReportAnswer {
  const all = view.settings.enable && view.recognised ? reports(view) : [];
  const index = position === undefined || all.length === 0 ? 0 : reportAt(view, position);
  const report = all.find(({ key }) => key === target) ?? all[index];
  return {
    target: report?.key ?? null,
    title: report?.title ?? '',
    targets: all.map(({ key, title }) => ({ key, title })),
    text: report === undefined ? nothing(view, form) : textOf(report, form),
    style: form === 'panel' ? editorColours + reportStyle : '',
  };
}

function textOf(report: Report, form: ReportParams['form']): string {
  if (form === 'markdown') return reportMarkdown(report, fileName);
  if (form === 'html') return reportPage([{ report, options: { interactive: false, fileOf: fileName } }]);
  return reportHtml(report, { interactive: true, fileOf: fileName });
}

function nothing(view: FileView, form: ReportParams['form']): string {
  const why = !view.settings.enable
    ? 'The setting apimVnet.enable is off for this file.'
    : view.recognised
      ? 'No network of an API Management service was recognised in this file.'
      : 'Nothing in this file is about networks.';
  const how = 'A comment above a network security group says that it is for API Management:';
  const comment = '// apim-vnet: mode=Internal sku=Premium';
  if (form === 'markdown') return `${why}\n\n${how}\n\n    ${comment}\n`;
  if (form === 'html') return reportPage([]);
  return `<h1>No report</h1><p>${escapeHtml(why)}</p><p>${escapeHtml(how)}</p><p><code>${escapeHtml(comment)}</code></p>`;
}
