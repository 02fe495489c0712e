/** Finds what can be compared below a folder: sources in Bicep with the ARM JSON that was compiled from them. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface Pair {
  /** Path of the Bicep file. */
  readonly source: string;
  /** Paths of what it was compiled to: JSON with resources as a list, and the same with symbolic names. */
  readonly compiled: readonly string[];
  /** Tests that call the file with parameters. */
  readonly tests: readonly string[];
}

/**
 * Compiled files that are older than their source, by their path in the repository: the names of what they deploy are others.
 * The list may only shrink.
 */
const stale: readonly string[] = ['avm/res/api-center/service/tests/e2e/max/main.test.json'];

/** Samples that are wrong on purpose are left out. */
const wrongOnPurpose = /^Invalid/i;

/** Sorted by path. */
export function findPairs(folder: string): readonly Pair[] {
  const found: Pair[] = [];
  const walk = (path: string): void => {
    const entries = readdirSync(path, { withFileTypes: true });
    const files = new Set(entries.filter(entry => entry.isFile()).map(entry => entry.name));
    for (const file of files) {
      if (!file.endsWith('.bicep')) continue;
      const stem = basename(file, '.bicep');
      const compiled = [`${stem}.json`, `${stem}.symbolicnames.json`].filter(
        name => files.has(name) && !stale.some(old => join(path, name).replaceAll('\\', '/').endsWith(old)),
      );
      if (compiled.length > 0) {
        found.push({
          source: join(path, file),
          compiled: compiled.map(name => join(path, name)),
          tests: file === 'main.bicep' ? testsOf(join(path, 'tests', 'e2e')) : [],
        });
      }
    }
    for (const entry of entries) {
      if (entry.isDirectory() && entry.name !== 'node_modules' && !wrongOnPurpose.test(entry.name))
        walk(join(path, entry.name));
    }
  };
  walk(folder);
  return found.sort((a, b) => (a.source < b.source ? -1 : 1));
}

function testsOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(entry => join(folder, entry.name, 'main.test.bicep'))
      .sort();
  } catch {
    return []; // The module has no tests.
  }
}
