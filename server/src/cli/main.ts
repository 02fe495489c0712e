import { explain } from '../features/explain.ts';
import { profileIds } from '../knowledge/profiles.ts';
import { rules, syntaxErrorRules } from '../rules/index.ts';
import { Project } from '../workspace/project.ts';
import { runCommandLine } from './arguments.ts';
import type { Core } from './core.ts';
import { nodeHost } from './node-host.ts';

/** The package's version; the build puts it in. */
declare const VERSION: string;

/** The command line `apim-vnet`: a thin host of the core; everything it does is in `arguments.ts` and `commands/`. */

const project = new Project();
const core: Core = {
  view: (source, settings) => project.view(source, settings),
  forget: uri => project.forget(uri),
  explain,
  rules,
  syntaxErrorRules,
  languages: ['json', 'jsonc'],
  profiles: profileIds,
};

runCommandLine(process.argv.slice(2), { host: nodeHost(), core, version: VERSION }).then(
  code => {
    // Not process.exit(): a pipe may still be taking what was written.
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(
      `apim-vnet: a mistake in this program: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = 2;
  },
);
