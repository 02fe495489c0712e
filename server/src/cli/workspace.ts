/** What the command line takes for the workspace: where it runs, and where the files are that it is given. */
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DiskMemory } from '../disk/disk-memory.ts';
import { rootOf } from '../disk/repository.ts';
import type { Project } from '../workspace/project.ts';

/**
 * The folders from which files may be read. A file that is named brings the repository it lies in or, outside of one,
 * its own folder.
 */
export function workspaceFolders(workingFolder: string, paths: readonly string[]): readonly string[] {
  const folders = new Set([workingFolder]);
  for (const folder of new Set(paths.map(path => dirname(path)))) folders.add(rootOf(folder));
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
