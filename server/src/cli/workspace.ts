/** What the command line takes for the workspace: where it runs, and where the files are that it is given. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DiskMemory } from '../disk/disk-memory.ts';
import type { Project } from '../workspace/project.ts';

/** Folders above a file that are looked at for the root of its repository. */
const maxLevels = 40;

/**
 * The folders from which files may be read. A file that is named brings the repository it lies in or, outside of one,
 * its own folder.
 */
export function workspaceFolders(workingFolder: string, paths: readonly string[]): readonly string[] {
  const folders = new Set([workingFolder]);
  const roots = new Map<string, string>();
  for (const folder of new Set(paths.map(path => dirname(path)))) folders.add(rootOf(folder, roots));
  return [...folders];
}

/** Tells a project which of some files deploy which others. A file that cannot be read is told of when it is looked at. */
export function noteUses(
  project: Pick<Project, 'note'>,
  paths: readonly string[],
  disk: Pick<DiskMemory, 'readFile'>,
): void {
  for (const path of paths) {
    try {
      const bytes = disk.readFile(path);
      // Most of what is compiled is long and links to no other file; its bytes are searched quicker than read.
      if (/\.jsonc?$/i.test(path) && !bytes.includes('elativePath')) continue;
      project.note(pathToFileURL(path).href, bytes.toString());
    } catch {
      // Whoever looks at the file says why.
    }
  }
}

function rootOf(folder: string, known: Map<string, string>): string {
  const found = known.get(folder);
  if (found !== undefined) return found;
  let root = folder;
  for (let current = folder, level = 0; level < maxLevels; level++) {
    if (existsSync(join(current, '.git'))) {
      root = current;
      break;
    }
    const above = dirname(current);
    if (above === current) break;
    current = above;
  }
  known.set(folder, root);
  return root;
}
