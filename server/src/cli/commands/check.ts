import { neverCancelled } from '../../base/cancel.ts';
import { fileKey } from '../../base/uri.ts';
import type { Finding, RulePack } from '../../rules/rule.ts';
import type { LocatedFinding } from '../located.ts';
import { type Report, ReportBuilder, type Threshold } from '../report.ts';
import { reportJson } from '../reporters/json.ts';
import { reportText } from '../reporters/text.ts';
import { type JudgingOptions, settingsFor } from '../run-settings.ts';
import { type StyleOptions, styleFor } from '../style.ts';
import { type Context, note, visit } from '../visit.ts';

export interface CheckOptions extends StyleOptions, JudgingOptions {
  readonly format: 'text' | 'json' | 'sarif';
  readonly severity: Threshold;
  readonly rules: RulePack;
  readonly fix?: boolean;
  readonly stdinName?: string | undefined;
}

/** A finding that a file leads to in the text of another one that is looked at. */
interface InOther {
  readonly finding: Finding;
  readonly located: LocatedFinding;
  /** The ways in which the first is deployed. */
  readonly deployments: readonly string[];
}

const clean: Readonly<Record<Threshold, string>> = {
  error: 'No errors',
  warning: 'No errors or warnings',
  info: 'No findings',
};

/**
 * Reports what is wrong; with `fix`, safe fixes are made first and the report is about what is left.
 *
 * @returns 0 when there is nothing at or above the severity, 1 for findings, 2 when something could not be checked or changed
 */
export async function check(paths: readonly string[], options: CheckOptions, context: Context): Promise<number> {
  const judging = settingsFor(options, context.host);
  if (judging === undefined) return 2;
  const settings = { ...judging, rulePack: options.rules };
  if (options.fix === true && paths.includes('-')) {
    note(context.host, '--fix changes files, and standard input is none');
    return 2;
  }
  // What a plain check does not need is loaded where it is asked for: it starts sooner.
  const isFixed =
    options.fix !== true || (await (await import('../fix-files.ts')).fixFiles({ paths, settings }, context));
  const builder = new ReportBuilder(options.severity);
  const nothing = 'nothing to check: no network security group, route table, subnet or API Management service';
  const lookedAt = new Set<string>();
  /** By the URIs of files that are looked at: the ways in which each is shown to be deployed. */
  const deployments = new Map<string, ReadonlySet<string>>();
  const inOthers: InOther[] = [];
  const result = await visit(
    { paths, stdinName: options.stdinName, settings, withParts: true },
    context,
    nothing,
    visited => {
      const { view, named } = visited;
      // A named text that does not parse is never passed over in silence, even where nothing in it is recognised.
      const findings = view.recognised ? view.findings(neverCancelled) : named ? view.syntaxErrors() : [];
      if (!view.recognised && findings.length === 0) return false;
      for (const finding of findings) {
        if (builder.wants(finding)) builder.add(visited.locator.finding(finding, view.offeredFixes(finding)));
      }
      lookedAt.add(visited.file);
      if (view.recognised) deployments.set(fileKey(visited.source.uri), new Set(view.deployments));
      for (const finding of view.findingsInOthers(neverCancelled)) {
        const located = visited.locator.finding(finding, view.offeredFixes(finding));
        inOthers.push({ finding, located, deployments: view.deployments });
      }
      return true;
    },
  );
  // A file that others load, import or give parameters to need not be judged as they use it: these findings are nowhere else.
  for (const { finding, located, deployments: own } of inOthers) {
    const shown = deployments.get(fileKey(finding.at.file));
    if (shown !== undefined && own.every(way => shown.has(way))) continue;
    if (builder.wants(finding)) builder.add(located);
  }
  const report = builder.report(result.files, lookedAt);
  if (report.files > 0 || !result.failed) context.host.output.write(await rendered(report, options, context));
  return result.failed || !isFixed ? 2 : report.findings.length > 0 ? 1 : 0;
}

async function rendered(report: Report, options: CheckOptions, { host, core, version }: Context): Promise<string> {
  switch (options.format) {
    case 'json':
      return reportJson(report);
    case 'sarif':
      return (await import('../reporters/sarif.ts')).reportSarif(report, core.rules, version);
    case 'text':
      return reportText(report, styleFor(host.output, host, options), clean[options.severity]);
  }
}
