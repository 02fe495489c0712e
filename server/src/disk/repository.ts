/** How far a file's own files reach, where no folder is open that says so. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Folders above a file that are looked at for the root of its repository. */
const maxLevels = 40;

/** The repository that a folder lies in or, outside of one, the folder itself. Both are absolute paths. */
export function rootOf(folder: string): string {
  for (let current = folder, level = 0; level < maxLevels; level++) {
    if (existsSync(join(current, '.git'))) return current;
    const above = dirname(current);
    if (above === current) break;
    current = above;
  }
  return folder;
}

/** As {@link rootOf}, for the folder of a file, by URIs without a stroke at the end; `undefined` for one of no computer's disk. */
export function rootUriOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return pathToFileURL(rootOf(dirname(fileURLToPath(uri)))).href;
  } catch {
    return undefined;
  }
}
