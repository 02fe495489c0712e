// `npm start`: shows at once what the tool does.

import { join } from 'node:path';
import process from 'node:process';
import { root, runNode } from './processes.mjs';

/**
 * Builds the command line and checks the examples, or the given paths, with every finding.
 *
 * @param {readonly string[]} paths relative to the folder the user is in
 * @returns {Promise<number>} 0 whenever the check could run: findings are what the examples are for
 */
export async function start(paths) {
  const built = await runNode([join(root, 'scripts/build.mjs')]);
  if (built !== 0) return built;
  const isExample = paths.length === 0;
  console.log(
    isExample
      ? '\nAPIM VNet Lens on examples/, with every finding. npm start -- PATH… checks your own files.\n'
      : `\nAPIM VNet Lens on ${paths.join(' ')}, with every finding.\n`,
  );
  // npm runs scripts in the repository; INIT_CWD is where the user stood.
  const cwd = isExample ? root : (process.env['INIT_CWD'] ?? process.cwd());
  const checked = isExample ? ['examples'] : paths;
  const code = await runNode([join(root, 'dist/cli.js'), 'check', '--severity', 'info', '--', ...checked], { cwd });
  return code === 1 ? 0 : code;
}
