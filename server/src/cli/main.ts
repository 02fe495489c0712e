import { explain } from '../features/explain.ts';
import { profileIds } from '../knowledge/profiles.ts';
import { rules, syntaxErrorRule } from '../rules/index.ts';
import type { Finding } from '../rules/rule.ts';
import { Project, type SourceText } from '../workspace/project.ts';
import { maxTextLength, readFile } from '../workspace/read-file.ts';
import { runCommandLine } from './arguments.ts';
import type { Core } from './core.ts';
import { nodeHost } from './node-host.ts';
import { note } from './visit.ts';

/** The command line `apim-vnet`: a thin host of the core; what it does is in `arguments.ts` and `commands/`. */

/** The package's version; the build puts it in. */
declare const VERSION: string;

const host = nodeHost();
const project = new Project({
  log: (message, error) => note(host, `a mistake in this program: ${message}: ${stackOf(error)}`),
});
const core: Core = {
  view: (source, settings) => {
    const view = project.view(source, settings);
    return {
      lines: view.lines,
      recognised: view.recognised,
      findings: signal => view.findings(signal),
      syntaxErrors: () => syntaxErrors(source),
      explain: () => explain(view),
    };
  },
  forget: uri => project.forget(uri),
  rules,
  languages: ['json', 'jsonc'],
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

function syntaxErrors(source: SourceText): Finding[] {
  return readFile(source).problems.map(({ at, message }) => {
    return { rule: syntaxErrorRule, severity: 'error', at, message, related: [], fixes: [], unnecessary: false };
  });
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
