import { defaultSettings } from '../../workspace/settings.ts';
import { ReportBuilder } from '../report.ts';
import { reportJson } from '../reporters/json.ts';
import { reportText } from '../reporters/text.ts';
import { type StyleOptions, styleFor } from '../style.ts';
import { type Context, visit } from '../visit.ts';

export interface ParseOptions extends StyleOptions {
  readonly format: 'text' | 'json';
  readonly stdinName?: string | undefined;
}

/**
 * Syntax errors only. Every file of a language that can be read counts, whether or not it holds a network.
 *
 * @returns 0 when all parse, 1 for syntax errors, 2 when something could not be read
 */
export async function parse(paths: readonly string[], options: ParseOptions, context: Context): Promise<number> {
  const { host } = context;
  const builder = new ReportBuilder('info');
  const input = { paths, stdinName: options.stdinName, settings: defaultSettings, withParts: true };
  const lookedAt = new Set<string>();
  const result = await visit(input, context, 'nothing to parse', visited => {
    lookedAt.add(visited.file);
    for (const error of visited.view.syntaxErrors()) builder.add(visited.locator.finding(error, []));
    return true;
  });
  const report = builder.report(result.files, lookedAt);
  if (report.files > 0 || !result.failed) {
    const text = () => reportText(report, styleFor(host.output, host, options), 'No syntax errors');
    host.output.write(options.format === 'json' ? reportJson(report) : text());
  }
  return result.failed ? 2 : report.findings.length > 0 ? 1 : 0;
}
