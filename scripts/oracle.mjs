/**
 * Compares what Bicep files deploy with what the JSON compiled from them deploys: `npm run oracle -- DIR [OPTIONS]`.
 * What is compared, and the options, stand in test/oracle/run.ts.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const run = fileURLToPath(new URL('../test/oracle/run.ts', import.meta.url));
const { status } = spawnSync(process.execPath, ['--import', 'tsx', run, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 2;
