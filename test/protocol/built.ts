/** Where the built programs lie, and that they are newer than their sources. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Absolute path of a file of the repository; `path` is relative to its root. */
export function inRepository(path: string): string {
  return fileURLToPath(new URL(path, `file://${root}`));
}

/** Builds what is older than its sources. The build's own output is shown when it fails. */
export function build(...only: string[]): void {
  const names = only.flatMap(name => ['--only', name]);
  execFileSync(process.execPath, [inRepository('scripts/build.mjs'), '--if-stale', ...names], { stdio: 'pipe' });
}
