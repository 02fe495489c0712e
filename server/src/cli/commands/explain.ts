import type { ExplainedTarget } from '../../features/explain.ts';
import { type ReportPage, reportPage } from '../../features/report/html.ts';
import { reportMarkdown } from '../../features/report/markdown.ts';
import { explainText } from '../reporters/explain-text.ts';
import { explainJson } from '../reporters/json.ts';
import { type JudgingOptions, settingsFor } from '../run-settings.ts';
import { type Style, type StyleOptions, styleFor } from '../style.ts';
import { type Context, visit } from '../visit.ts';

export interface ExplainOptions extends StyleOptions, JudgingOptions {
  readonly format: 'text' | 'json' | 'markdown' | 'html';
  readonly stdinName?: string | undefined;
}

/** @returns 0, whatever the verdicts are; 2 when something could not be read */
export async function explain(paths: readonly string[], options: ExplainOptions, context: Context): Promise<number> {
  const { host } = context;
  const settings = settingsFor(options, host);
  if (settings === undefined) return 2;
  const targets: ExplainedTarget[] = [];
  const pages: ReportPage[] = [];
  const isPage = options.format === 'markdown' || options.format === 'html';
  const nothing = 'nothing to explain: no network security group, route table, subnet or API Management service';
  const result = await visit(
    { paths, stdinName: options.stdinName, settings, tellsOfErrors: true },
    context,
    nothing,
    visited => {
      const fileOf = (uri: string) => visited.locator.fileOf(uri);
      if (isPage) {
        const found = visited.view.reports();
        pages.push(...found.map(report => ({ report, options: { interactive: false, fileOf } })));
        return visited.view.recognised || found.length > 0;
      }
      const found = visited.view.explain().map(target => withPaths(target, fileOf));
      targets.push(...found);
      return visited.view.recognised || found.length > 0;
    },
  );
  if (result.files > 0 || !result.failed) {
    const style = styleFor(host.output, host, options);
    const written = {
      text: () => explainText(targets, result.files, style),
      json: () => explainJson(targets),
      markdown: () => markdown(pages, result.files, style),
      html: () => reportPage(pages),
    };
    host.output.write(written[options.format]());
  }
  return result.failed ? 2 : 0;
}

function markdown(pages: readonly ReportPage[], files: number, style: Style): string {
  if (pages.length === 0) return explainText([], files, style);
  return pages.map(({ report, options }) => reportMarkdown(report, options.fileOf)).join('\n');
}

/** The core names files by their URIs, the reader of a report by their paths. */
function withPaths(target: ExplainedTarget, fileOf: (uri: string) => string): ExplainedTarget {
  const { networkSecurityGroup: group, routeTable: table } = target;
  return {
    ...target,
    networkSecurityGroup: group && { ...group, file: fileOf(group.file) },
    routeTable: table && { ...table, file: fileOf(table.file) },
  };
}
