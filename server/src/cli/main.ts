import { explain } from '../features/explain.ts';
import { explainFlow, flowGroups } from '../features/explain-flow.ts';
import { networkModel } from '../features/model.ts';
import { reports } from '../features/report/report.ts';
import { ruleTables } from '../features/rule-table.ts';
import { profileIds } from '../knowledge/profiles.ts';
import { rules } from '../rules/index.ts';
import { Project } from '../workspace/project.ts';
import { maxTextLength } from '../workspace/read-file.ts';
import { runCommandLine } from './arguments.ts';
import type { Core } from './core.ts';
import { nodeHost } from './node-host.ts';
import { note } from './visit.ts';

/** The command line `apim-vnet`: a thin host of the core; what it does is in `arguments.ts` and `commands/`. */

/** The package's version; the build puts it in. */
declare const VERSION: string;

const host = nodeHost();
const mistakes: string[] = [];
const project = new Project({ log: (message, error) => mistakes.push(`${message}: ${stackOf(error)}`) });
const core: Core = {
  view: (source, settings) => {
    const view = project.view(source, settings);
    return {
      // Made when first asked: most files of a folder are parsed, not recognised, and never shown.
      get lines() {
        return view.lines;
      },
      recognised: view.recognised,
      findings: signal => view.findings(signal),
      syntaxErrors: () => view.syntaxErrors(),
      explain: () => explain(view),
      reports: () => reports(view),
      ruleTables: withBuiltIn => ruleTables(view, withBuiltIn),
      flowGroups: () => flowGroups(view),
      explainFlow: (group, question) => explainFlow(view, group, question),
      model: () => networkModel(view.exactNetwork()),
    };
  },
  forget: uri => project.forget(uri),
  takeMistakes: () => mistakes.splice(0),
  rules,
  languages: ['json', 'jsonc', 'bicep', 'bicep-params'],
  profiles: profileIds,
  maxTextLength,
};

runCommandLine(process.argv.slice(2), { host, core, version: VERSION }).then(
  code => {
    // Not process.exit(): a pipe may still be taking what was written.
    process.exitCode = code;
  },
  (error: unknown) => {
    note(host, `a mistake in this program: ${stackOf(error)}`);
    process.exitCode = 2;
  },
);

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
